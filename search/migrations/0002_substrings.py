"""The index of substrings: trigrams of PostgreSQL, or SQLite's full-text table of trigrams beside the entries."""

from django.db import migrations

POSTGRESQL = [
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX search_substrings ON search_searchentry USING gin (text gin_trgm_ops)",
]
SQLITE = [
    "CREATE VIRTUAL TABLE search_substrings USING fts5("
    "text, content='search_searchentry', content_rowid='id', tokenize='trigram')",
    "CREATE TRIGGER search_entry_added AFTER INSERT ON search_searchentry BEGIN "
    "INSERT INTO search_substrings(rowid, text) VALUES (new.id, new.text); END",
    "CREATE TRIGGER search_entry_removed AFTER DELETE ON search_searchentry BEGIN "
    "INSERT INTO search_substrings(search_substrings, rowid, text) VALUES ('delete', old.id, old.text); END",
    "CREATE TRIGGER search_entry_changed AFTER UPDATE OF text ON search_searchentry WHEN old.text IS NOT new.text BEGIN "
    "INSERT INTO search_substrings(search_substrings, rowid, text) VALUES ('delete', old.id, old.text); "
    "INSERT INTO search_substrings(rowid, text) VALUES (new.id, new.text); END",
]
BACK = {
    "postgresql": ["DROP INDEX search_substrings"],
    "sqlite": [
        "DROP TRIGGER search_entry_added",
        "DROP TRIGGER search_entry_removed",
        "DROP TRIGGER search_entry_changed",
        "DROP TABLE search_substrings",
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
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
