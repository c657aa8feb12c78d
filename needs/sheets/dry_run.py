"""From a file to a plan that can be kept, shown and carried out later."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from journal.actors import Actor
from needs.actions import Brought, Kept
from needs.actions.needs import STANDS
from needs.models import Need, SheetImport, Urgency
from needs.queries import known_columns
from needs.sheets.columns import known_headings
from needs.sheets.comparing import given_lines
from needs.sheets.guessing import digest_of_headings, guessed, is_sure
from needs.sheets.known import Known
from needs.sheets.planning import Planned, Planner, rows_of
from organizations.cells import TableError
from organizations.sheets.reading import Table, read_table

MOST_FILES = 4
STATES = ("new", "changed", "same", "wrong")
Facts = dict[str, Any]


def read_tables(files: Sequence[tuple[str, bytes]], kind: str) -> list[Table]:
    """The tables of (name, content) of files; what rows of one say is joined to those of another by their number or
    title. TableError.
    """
    if not 0 < len(files) <= MOST_FILES:
        raise TableError("too_many_files")
    return [read_table(content, name, known_headings(kind)) for name, content in files]


def digest_of(files: Sequence[tuple[str, bytes]]) -> str:
    whole = hashlib.sha256()
    for _name, content in files:
        whole.update(hashlib.sha256(content).digest())
    return whole.hexdigest()


def packed(tables: Sequence[Table]) -> bytes:
    """What was read, as kept until it is written."""
    return gzip.compress(json.dumps([vars(table) for table in tables], ensure_ascii=False).encode(), compresslevel=3)


def unpacked(content: bytes) -> list[Table]:
    kept = json.loads(gzip.decompress(content))
    return [Table(**{**each, "rows": [(line, cells) for line, cells in each["rows"]]}) for each in kept]


def described(tables: Sequence[Table], kind: str, known: Known) -> list[Facts]:
    """Of each table what the mapping screen shows: headings, tags, samples, and what the columns are guessed to be."""
    return [described_table(table, kind, known) for table in tables]


def described_table(table: Table, kind: str, known: Known) -> Facts:
    found = guessed(table, kind, known)
    return {
        "name": table.name,
        "rows": len(table.rows),
        "notes": table.notes,
        "headings": table.headings,
        "tags": table.tags,
        "samples": [[text[:60] for text in table.samples(at, 3)] for at in range(len(table.headings))],
        "columns": found,
        "is_sure": is_sure(table, kind, found),
        "digest": digest_of_headings(table),
    }


def plan(
    actor: Actor,
    kind: str,
    tables: Sequence[Table],
    mapped: Sequence[Sequence[str]],
    fallbacks: Mapping[str, str],
    known: Known | None = None,
) -> list[Planned]:
    """What these tables would do, with their columns taken for `mapped`."""
    return Planner(actor, kind, fallbacks, known).plan(rows_of(tables, mapped))


def told(planned: Iterable[Planned]) -> list[Facts]:
    """A plan as it is kept: one for each row, in the order of the file."""
    rows = [row_facts(each, row) for each in planned for row in each.rows]
    return sorted(rows, key=lambda facts: (facts["table"], facts["line"]))


def row_facts(planned: Planned, row: Any) -> Facts:
    state = planned.state
    is_own = bool(row.errors)
    return {
        "table": row.table,
        "line": row.line,
        "state": state,
        "name": planned.name,
        "code": planned.known.code if planned.known is not None else "",
        "item": row.values.get("item", ""),
        "changes": planned.changes if state == "changed" else [],
        "errors": {key: error.told for key, error in row.errors.items()},
        "beside": state == "wrong" and not is_own,  # right itself, but another row of the same is wrong
        "notes": planned.notes,
    }


def counts(planned: Iterable[Planned]) -> dict[str, int]:
    """How many needs (or offers) of each state, how many rows are wrong, and how many new ones could not be opened."""
    rows = list(planned)
    found = Counter(each.state for each in rows)
    wrong_rows = sum(bool(row.errors) for each in rows for row in each.rows)
    bare = sum(each.state == "new" and not is_whole(each) for each in rows)
    return {**{state: found[state] for state in STATES}, "wrong_rows": wrong_rows, "bare": bare}


def is_whole(planned: Planned) -> bool:
    """Could it stand on the board?"""
    return bool(planned.lines) or bool(planned.details.get("missing_capacity"))


def brought(planned: Planned, kind: str, *, opens: bool) -> Brought:
    """As the verbs take it."""
    first = planned.rows[0]
    known = planned.known
    where = {"table": first.table, "line": first.line, "name": planned.name}
    details = dict(planned.details)
    if known is not None:
        details = {name: value for name, value in details.items() if name in planned.changes}
        if "lines" in planned.changes:
            details["lines"] = given_lines(known, planned.lines)
        return Brought(where=where, details=details, posting=known)
    details["lines"] = given_lines(None, planned.lines)
    if opens and kind == SheetImport.Kind.NEED and details.get("kind") != Need.Kind.CARE_GAP:
        details |= stands_until(planned)
    return Brought(where=where, details=details, client_id=planned.client_id, organization=planned.organization)


def stands_until(planned: Planned) -> Facts:
    """An emergency that is opened stands as long as its urgency lets it, where the table says no day."""
    details = planned.details
    if details.get("valid_until"):
        return {}
    days = STANDS[Urgency(details.get("urgency", Urgency.MONTH))]
    until = timezone.localdate() + timedelta(days=days)
    return {"valid_until": max(until, details.get("needed_by") or until)}


def mapped_columns(described_tables: Sequence[Facts]) -> list[list[str]]:
    return [each["columns"] for each in described_tables]


# A file as it comes, and once more -----------------------------------------------------------------------------------
def look_through(actor: Actor, kind: str, files: Sequence[tuple[str, bytes]]) -> Kept:
    """Read files, take their columns for what they seem to be or were said to be last time, and plan. TableError."""
    tables, known = read_tables(files, kind), Known()
    described_tables = described(tables, kind, known)
    fallbacks: dict[str, str] = {}
    for each in described_tables:
        before = known_columns(actor.organization, kind, each["digest"])
        if before is not None and len(before.columns) == len(each["headings"]):
            each |= {"columns": before.columns, "is_sure": True}
            fallbacks |= before.fallbacks
    planned = plan(actor, kind, tables, mapped_columns(described_tables), fallbacks, known)
    return Kept(
        filename=" + ".join(name for name, _content in files),
        source=packed(tables),
        digest=digest_of(files),
        tables=described_tables,
        fallbacks=fallbacks,
        plan=told(planned),
        counts=counts(planned),
    )


def look_again(
    actor: Actor, sheet: SheetImport, columns: Sequence[Sequence[str]], fallbacks: Mapping[str, str]
) -> Facts:
    """The dry run with the columns taken for something else, as `map_sheet` takes it."""
    with sheet.source.open("rb") as file:
        tables = unpacked(file.read())
    planned = plan(actor, sheet.kind, tables, columns, fallbacks)
    described_tables = [
        {**each, "columns": list(mapped), "is_sure": True} for each, mapped in zip(sheet.tables, columns, strict=True)
    ]
    return {"tables": described_tables, "fallbacks": fallbacks, "plan": told(planned), "counts": counts(planned)}


def is_understood(tables: Sequence[Facts]) -> bool:
    """Does nobody have to look at what the columns are taken for?"""
    return all(each["is_sure"] for each in tables)
