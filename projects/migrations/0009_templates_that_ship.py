"""The templates, as shipped in projects/data."""

from typing import Any

from django.db import migrations

from projects.plans import load


def fill(apps: Any, schema_editor: Any) -> None:
    load(apps.get_model("projects", "Template"))


class Migration(migrations.Migration):
    dependencies = [("projects", "0008_planning")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
