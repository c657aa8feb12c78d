from typing import Any

from django.db import migrations, models


def fill(apps: Any, schema_editor: Any) -> None:
    """What was reviewed before there was such a column stands in the journal."""
    item, entry = apps.get_model("needs", "Item"), apps.get_model("journal", "Entry")
    told = entry.objects.filter(kind="item", event__in=["item_reviewed", "item_merged"]).order_by("pk")
    for event, subject, facts, at in told.values_list("event", "object_id", "facts", "at"):
        item.objects.filter(pk=facts["into"] if event == "item_merged" else subject).update(reviewed_at=at)


class Migration(migrations.Migration):
    dependencies = [("needs", "0009_not_merged_into_itself"), ("journal", "0001_initial")]
    operations = [
        migrations.AddField(model_name="item", name="reviewed_at", field=models.DateTimeField(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
