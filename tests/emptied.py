"""Clearing up after tests that commit. Django's flush empties all of 230 tables, on PostgreSQL by making each anew, and
then writes a thousand content types and permissions again: most of such a test's time.
"""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connections, transaction
from django.test import TransactionTestCase

KEPT = {ContentType._meta.db_table, Permission._meta.db_table}  # flush writes them again, the same


def empty(alias: str) -> None:
    """Delete every row but those of KEPT, and ask only tables that have some. Foreign keys wait until the end."""
    connection = connections[alias]
    quoted = connection.ops.quote_name
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - KEPT
    asked = (f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {quoted(table)})" for table in sorted(tables))  # noqa: S608
    with transaction.atomic(using=alias), connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        for (table,) in cursor.fetchall():
            cursor.execute(f"DELETE FROM {quoted(table)}")  # noqa: S608


def empty_all(case: TransactionTestCase) -> None:
    """In the place of TransactionTestCase._fixture_teardown."""
    for alias in case._databases_names(include_mirrors=False):  # type: ignore[attr-defined]
        empty(alias)
