"""The catalogue and the target groups, as shipped in needs/data."""

from typing import Any

from django.db import migrations

from needs.catalogue import load


def fill(apps: Any, schema_editor: Any) -> None:
    item, unit, group = (apps.get_model("needs", name) for name in ("Item", "ItemUnit", "TargetGroup"))
    load(item, unit, group, apps.get_model("organizations", "Sector"))


class Migration(migrations.Migration):
    dependencies = [("needs", "0001_needs_offers_pledges"), ("organizations", "0003_bots")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
