"""Rows that a verb reads again and holds until it ends."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model

Row = TypeVar("Row", bound=Model)


def held(row: Row, *near: str) -> Row:
    """The row as it stands, with what is `near` it (as select_related takes it): of two who change it at once the later
    sees what the first one did. Rows of others that point to it may be made meanwhile.

    Held by itself and then read: PostgreSQL drops a row from a joined read where it came to point to another row while
    one waited for it. SQLite holds nothing, there verbs queue.
    """
    rows = type(row)._default_manager
    if not near:
        return rows.select_for_update(no_key=True).get(pk=row.pk)
    rows.select_for_update(no_key=True).only("pk").get(pk=row.pk)
    return rows.select_related(*near).get(pk=row.pk)
