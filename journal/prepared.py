"""Queries whose SQL is built once: on the path of every message the ORM takes longer to write a query than to ask it.

A prepared query is an ordinary queryset with marks in the place of its values. It is compiled once per thread; a call
puts values where the marks were. tests/journal/test_prepared.py holds its answers against the ordinary ones.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

Row = TypeVar("Row")
Value = int | str | UUID


class Prepared(Generic[Row]):
    """`build(*marks)` gives the queryset. Values are whole numbers, texts or UUIDs that end up in the SQL as they are
    given: exact and ordering lookups, no `in`, no `contains`, no prefetch.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]]) -> None:
        self.build = build
        self.kept = threading.local()

    def __call__(self, *values: Value) -> list[Row]:
        compiled: Compiled[Row] | None = getattr(self.kept, "compiled", None)
        if compiled is None:
            compiled = self.kept.compiled = Compiled(self.build, values)
        return compiled.ask(values)

    def first(self, *values: Value) -> Row | None:
        return next(iter(self(*values)), None)


class Compiled(Generic[Row]):
    """The queryset of one thread, bound to its compiler, which answers with the SQL it has written already."""

    def __init__(self, build: Callable[..., QuerySet[Any, Row]], values: tuple[Value, ...]) -> None:
        marks = [mark_like(value, number) for number, value in enumerate(values)]
        forms = [as_written(mark) for mark in marks]
        self.rows: Any = build(*marks)
        query: Any = self.rows.query
        compiler: Any = query.get_compiler(self.rows.db)
        sql, written = compiler.as_sql()
        self.values = list(written)
        self.places = [(place, forms.index(value)) for place, value in enumerate(written) if value in forms]
        if {number for _, number in self.places} != set(range(len(values))):
            raise TypeError("a value of a prepared query does not appear in its SQL as it was given")
        compiler.as_sql = lambda *args, **kwargs: (sql, tuple(self.values))
        query.get_compiler = lambda *args, **kwargs: compiler

    def ask(self, values: tuple[Value, ...]) -> list[Row]:
        for place, number in self.places:
            self.values[place] = as_written(values[number])
        self.rows._result_cache = None
        found: list[Row] = list(self.rows)
        self.rows._result_cache = None
        return found


def as_written(value: Value) -> Value:
    """As the value stands in the SQL's parameters: SQLite keeps a UUID as 32 letters."""
    return value.hex if isinstance(value, UUID) and connection.vendor == "sqlite" else value


def mark_like(value: Value, number: int) -> Value:
    """A value of the same kind that occurs nowhere else."""
    if isinstance(value, UUID):
        return UUID(int=2**120 + number)
    return 2**48 + number if isinstance(value, int) else f"\x1fmark {number}\x1f"
