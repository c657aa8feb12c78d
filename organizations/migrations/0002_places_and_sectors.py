"""Places and sectors, as shipped in organizations/data."""

from typing import Any

from django.db import migrations

from organizations.places import load


def fill(apps: Any, schema_editor: Any) -> None:
    load(apps.get_model("organizations", "Place"), apps.get_model("organizations", "Sector"))


class Migration(migrations.Migration):
    dependencies = [("organizations", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
