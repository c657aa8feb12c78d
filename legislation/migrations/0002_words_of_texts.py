"""The index of substrings of what provisions say, as search/migrations/0002 has it for all things: trigrams of
PostgreSQL, or SQLite's full-text table of trigrams beside the texts. A migration that remakes the table of texts on
SQLite must make the triggers again.
"""

from django.db import migrations

POSTGRESQL = [
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX legislation_substrings ON legislation_provisiontext USING gin (search_text gin_trgm_ops)",
]
SQLITE = [
    "CREATE VIRTUAL TABLE legislation_substrings USING fts5("
    "search_text, content='legislation_provisiontext', content_rowid='id', tokenize='trigram')",
    "INSERT INTO legislation_substrings(legislation_substrings) VALUES ('rebuild')",
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
BACK = {
    "postgresql": ["DROP INDEX legislation_substrings"],
    "sqlite": [
        "DROP TRIGGER provision_text_added",
        "DROP TRIGGER provision_text_removed",
        "DROP TRIGGER provision_text_changed",
        "DROP TABLE legislation_substrings",
    ],
}


def run(editor, statements):
    for statement in statements:
        editor.execute(statement, params=None)


def forwards(apps, editor):
    run(editor, {"postgresql": POSTGRESQL, "sqlite": SQLITE}[editor.connection.vendor])


def backwards(apps, editor):
    run(editor, BACK[editor.connection.vendor])


class Migration(migrations.Migration):
    dependencies = [("legislation", "0001_laws_rounds_proposals")]
    operations = [migrations.RunPython(forwards, backwards)]
