import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("organizations", "0003_bots"),
        ('projects', '0004_what_a_partner_keeps'),
    ]

    operations = [
        migrations.RemoveIndex(model_name="noteupdate", name="note_update_in_order"),
        migrations.AlterModelOptions(name="noteupdate", options={"ordering": ["number"]}),
        migrations.AddField(
            model_name="document",
            name="written",
            field=models.PositiveBigIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="noteupdate",
            name="number",
            field=models.PositiveBigIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="noteupdate",
            name="document",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="updates",
                to="projects.document",
            ),
        ),
        migrations.AddConstraint(
            model_name="noteupdate",
            constraint=models.UniqueConstraint(fields=("document", "number"), name="note_update_number_once"),
        ),
        migrations.CreateModel(
            name="NoteStretch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField()),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="stretches", to="projects.document"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={"verbose_name_plural": "note stretches", "ordering": ["-ended_at"]},
        ),
    ]
