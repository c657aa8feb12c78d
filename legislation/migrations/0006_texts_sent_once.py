"""A text that was sent with a `client_id` is sent once. SQLite makes its table anew and drops the triggers that
keep the index of substrings (see 0002): they are made again.
"""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TRIGGERS = [
    "CREATE TRIGGER provision_text_added AFTER INSERT ON legislation_provisiontext BEGIN "
    "INSERT INTO legislation_substrings(rowid, search_text) VALUES (new.id, new.search_text); END",
    "CREATE TRIGGER provision_text_removed AFTER DELETE ON legislation_provisiontext BEGIN "
    "INSERT INTO legislation_substrings(legislation_substrings, rowid, search_text) "
    "VALUES ('delete', old.id, old.search_text); END",
    "CREATE TRIGGER provision_text_changed AFTER UPDATE OF search_text ON legislation_provisiontext "
    "WHEN old.search_text IS NOT new.search_text BEGIN "
    "INSERT INTO legislation_substrings(legislation_substrings, rowid, search_text) "
    "VALUES ('delete', old.id, old.search_text); "
    "INSERT INTO legislation_substrings(rowid, search_text) VALUES (new.id, new.search_text); END",
]


def make_triggers_again(_apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "sqlite":
        for statement in TRIGGERS:
            editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("legislation", "0005_verdicts_taken_up_again"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="provisiontext",
            name="client_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="provisiontext",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="provisiontext",
            constraint=models.UniqueConstraint(fields=("person", "client_id"), name="provision_text_client_id_once"),
        ),
        migrations.RunPython(make_triggers_again, make_triggers_again),
    ]
