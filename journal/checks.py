"""What the database must be able to do, asked before anything is written to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

SETTING = "SELECT pg_encoding_to_char(encoding), datctype FROM pg_database WHERE datname = current_database()"


@register(Tags.database)
def database_speaks_arabic(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """PostgreSQL must store UTF-8 and know which letters are letters: under LC_CTYPE C there are no Arabic trigrams."""
    return [fault for name in databases or [] for fault in faults_of(name)]


def faults_of(name: str) -> list[CheckMessage]:
    connection = connections[name]
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(SETTING)
        encoding, ctype = cursor.fetchone()
    faults: list[CheckMessage] = []
    if encoding != "UTF8":
        faults.append(Error(f"The database stores {encoding}.", hint="Make it with encoding UTF8.", id="journal.E001"))
    if ctype in {"C", "POSIX"}:
        faults.append(Error("The database's LC_CTYPE is C.", hint="Make it with locale C.UTF-8.", id="journal.E002"))
    return faults
