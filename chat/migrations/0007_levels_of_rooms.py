from django.db import migrations, models


def keep_muted(apps, schema_editor):
    """Who had muted a room heard of mentions only, and goes on so."""
    apps.get_model("chat", "RoomMembership").objects.filter(is_muted=True).update(level="mentions")


class Migration(migrations.Migration):

    dependencies = [
        ('chat', '0006_attachments'),
    ]

    operations = [
        migrations.AddField(
            model_name='roommembership',
            name='level',
            field=models.CharField(choices=[('usual', 'As usual for such rooms'), ('all', 'Every message'), ('mentions', 'Only what is meant for me'), ('nothing', 'Nothing')], default='usual', max_length=8),
        ),
        migrations.RunPython(keep_muted, migrations.RunPython.noop),
    ]
