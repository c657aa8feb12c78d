from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('needs', '0008_followed_searches'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='need',
            constraint=models.CheckConstraint(
                condition=models.Q(('merged_into', models.F('id')), _negated=True), name='need_not_merged_into_itself'
            ),
        ),
    ]
