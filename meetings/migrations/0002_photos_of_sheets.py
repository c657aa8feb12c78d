"""A sheet of paper has several photos; the one it had becomes the first of them."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def keep_photos(apps: Any, _schema: Any) -> None:
    sheets, photos = apps.get_model("meetings", "PaperSheet"), apps.get_model("meetings", "SheetPhoto")
    for row in sheets.objects.exclude(file=None).iterator():
        photos.objects.create(sheet=row, number=1, file_id=row.file_id)
        sheets.objects.filter(pk=row.pk).update(photos_count=1)


def keep_first(apps: Any, _schema: Any) -> None:
    sheets, photos = apps.get_model("meetings", "PaperSheet"), apps.get_model("meetings", "SheetPhoto")
    for row in photos.objects.filter(number=1).iterator():
        sheets.objects.filter(pk=row.sheet_id).update(file_id=row.file_id)


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0002_token"),
        ("meetings", "0001_how_bodies_meet"),
    ]

    operations = [
        migrations.AddField(
            model_name="papersheet",
            name="photos_count",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.CreateModel(
            name="SheetPhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="photos", to="meetings.papersheet"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [models.UniqueConstraint(fields=("sheet", "number"), name="sheet_photo_once")],
            },
        ),
        migrations.RunPython(keep_photos, keep_first),
    ]
