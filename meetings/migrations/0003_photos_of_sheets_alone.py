"""Of its own transaction: what 0002 copied stands before the column goes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_photos_of_sheets")]

    operations = [migrations.RemoveField(model_name="papersheet", name="file")]
