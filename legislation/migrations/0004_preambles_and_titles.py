from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("legislation", "0003_votes_on_several")]
    operations = [
        migrations.AddField("instrument", "preamble", models.TextField(blank=True, verbose_name="preamble")),
        migrations.AddField("textimport", "preamble", models.TextField(blank=True)),
        migrations.AddField("textimport", "title", models.TextField(blank=True)),
    ]
