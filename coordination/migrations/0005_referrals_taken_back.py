from typing import Any

from django.db import migrations, models


def tell_apart(apps: Any, _editor: Any) -> None:
    """What was taken back used to be stored as declined; the journal knows which those are."""
    taken_back = apps.get_model("journal", "Entry").objects.filter(event="referral_withdrawn", kind="recommendation")
    ids = {facts.get("referral") for facts in taken_back.values_list("facts", flat=True).iterator()} - {None}
    apps.get_model("coordination", "Referral").objects.filter(pk__in=ids, status="declined").update(status="withdrawn")


class Migration(migrations.Migration):
    dependencies = [
        ("coordination", "0004_plan_status_reason"),
        ("journal", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="referral",
            name="status",
            field=models.CharField(
                choices=[
                    ("offered", "Handed over"),
                    ("taken", "Taken on"),
                    ("declined", "Declined"),
                    ("withdrawn", "Hand-over taken back"),
                ],
                default="offered",
                max_length=9,
            ),
        ),
        migrations.RunPython(tell_apart, migrations.RunPython.noop),
    ]
