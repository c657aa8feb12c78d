"""Files as other people make them: titles above the headings, two rows of headings, merged cells,
an HXL row, a row "example only", formulas, Windows' Arabic. Reads cells; what they mean is another module's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import coordinate_to_tuple

from arabic.normalise import normalise
from organizations.cells import (
    MOST_BYTES,
    MOST_COLUMNS,
    OLD_EXCEL,
    TableError,
    csv_lines,
    opened_book,
    refuse,
    says_example,
    sheet_lines,
    unguarded,
)
from organizations.sheets.columns import Columns, known_headings

MOST_ROWS = 10_000
MOST_SHEETS = 12
MOST_MERGES = 20_000
LONGEST_CELL = 9000
ROWS_ABOVE_HEADINGS = 12
ROWS_BESIDE = 100  # of titles, headings, tags and examples, at most
FORMULA = "=\u2061"  # begins what stands for a formula of which the file keeps no result
TAG = re.compile(r"#[a-z]\w*(\s*\+\w+)*", re.IGNORECASE | re.ASCII)
# In a sheet's XML: a cell that holds a formula and no value; a block of merged cells.
EMPTY_FORMULA = re.compile(rb'<c r="([A-Z]{1,3}\d{1,7})"[^>]*><f[^>]*(?:/>|>[^<]*</f>)(?:<v ?/>|<v></v>)?</c>')
MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})"')
Lines = list[list[str]]


@dataclass
class Table:
    """A table as read: its headings, the HXL tags below them ("" where there is none), and its rows, each with its line
    in the file (from 1). `notes` say what was done on the way: two_headings, examples, windows.
    """

    name: str
    headings: list[str]
    tags: list[str]
    rows: list[tuple[int, list[str]]]
    notes: list[str] = field(default_factory=list)

    def samples(self, column: int, most: int = 50) -> list[str]:
        """The first different texts of a column."""
        found: dict[str, None] = {}
        for _line, cells in self.rows:
            if column < len(cells) and cells[column]:
                found[cells[column]] = None
            if len(found) == most:
                break
        return list(found)


def read_table(content: bytes, name: str, known: Mapping[str, str]) -> Table:
    """The table of a file; of a workbook the sheet that has most of the headings we know (`known`, in search form).

    TableError with a code.
    """
    if len(content) > MOST_BYTES:
        refuse("too_large")
    if content.startswith(OLD_EXCEL):
        refuse("old_format")
    if content.startswith(b"PK"):
        return max(workbook_tables(content, name, known), key=lambda table: fitness(table, known))
    if b"\x00" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        refuse("not_a_table")
    table = table_of(marked_lines(content), name, known)
    return table if is_utf8(content) else with_note(table, "windows")


def fitness(table: Table, known: Mapping[str, str]) -> tuple[int, int]:
    return len(keys_in(table.headings, known)) + len([tag for tag in table.tags if tag]), len(table.rows)


def is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return True


def with_note(table: Table, note: str) -> Table:
    table.notes.append(note)
    return table


# Workbooks ------------------------------------------------------------------------------------------------------------
def workbook_tables(content: bytes, name: str, known: Mapping[str, str]) -> list[Table]:
    """A table for each visible sheet that holds one; TableError `empty` where none does."""
    with opened_book(content) as book:
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"][:MOST_SHEETS]
        grids = [(sheet.title, mended_lines(sheet)) for sheet in sheets]
    tables, refusal = [], TableError("empty")
    for title, lines in grids:
        try:
            tables.append(table_of(lines, f"{name} · {title}" if len(grids) > 1 else name, known))
        except TableError as error:
            refusal = error if error.code != "empty" else refusal
    if not tables:
        raise refusal
    return tables


def mended_lines(sheet: Any) -> Lines:
    """A sheet's cells, merged blocks filled with what they say, formulas without a result marked."""
    lines = sheet_lines(sheet, MOST_COLUMNS + 1)
    with sheet.parent._archive.open(sheet._worksheet_path) as file:
        xml = file.read()
    for found in EMPTY_FORMULA.finditer(xml):
        put(lines, *coordinate_to_tuple(found[1].decode()), FORMULA)
    for _count, found in zip(range(MOST_MERGES), MERGED.finditer(xml), strict=False):
        spread(lines, coordinate_to_tuple(found[1].decode()), coordinate_to_tuple(found[2].decode()))
    return lines


def put(lines: Lines, row: int, column: int, text: str) -> None:
    """Into a cell, counted from 1, if it is within what was read."""
    if 0 < row <= len(lines) and column <= MOST_COLUMNS + 1:
        cells = lines[row - 1]
        cells.extend([""] * (column - len(cells)))
        cells[column - 1] = cells[column - 1] or text


def spread(lines: Lines, first: tuple[int, int], last: tuple[int, int]) -> None:
    (top, left), (bottom, right) = first, last
    text = lines[top - 1][left - 1] if top <= len(lines) and left <= len(lines[top - 1]) else ""
    if not text:
        return
    for row in range(top, min(bottom, len(lines)) + 1):
        for column in range(left, min(right, MOST_COLUMNS) + 1):
            put(lines, row, column, text)


def marked_lines(content: bytes) -> Iterator[list[str]]:
    """Of a text file, where whatever begins with an equals sign is a formula; what only looks so is guarded."""
    lines = csv_lines(content, MOST_COLUMNS + 1)
    return ([f"{FORMULA}{cell[1:]}" if cell.startswith("=") else cell for cell in cells] for cells in lines)


# From lines to a table ------------------------------------------------------------------------------------------------
def table_of(lines: Iterable[list[str]], name: str, known: Mapping[str, str]) -> Table:
    """TableError `empty`, `too_many_columns`, `too_many_rows`."""
    written = written_lines(lines)
    if len(written) < 2:
        refuse("empty")
    if any(len(cells) > MOST_COLUMNS and cells[MOST_COLUMNS] for _number, cells in written):
        refuse("too_many_columns")
    first, last = heading_lines([cells for _number, cells in written[: ROWS_ABOVE_HEADINGS + 1]], known)
    width = max(last_written(cells) for _number, cells in written[first:])
    headings = joined_headings([cells for _number, cells in written[first : last + 1]], width, known)
    notes = ["two_headings"] if last > first else []
    below, tags = split_tags(written[last + 1 :], width)
    rows = [(number, padded(cells, width)) for number, cells in below if not is_example(cells)]
    if len(rows) < len(below):
        notes.append("examples")
    if not rows:
        refuse("empty")
    if len(rows) > MOST_ROWS:
        refuse("too_many_rows")
    return Table(name, headings, tags, rows, notes)


def written_lines(lines: Iterable[list[str]]) -> list[tuple[int, list[str]]]:
    """Those that say something, each with its number; read no further than a table that we take can be long.
    TableError `too_many_rows`.
    """
    written: list[tuple[int, list[str]]] = []
    for number, cells in enumerate(lines, 1):
        if any(cells):
            written.append((number, [clean(cell) for cell in cells]))
        if len(written) > MOST_ROWS + ROWS_BESIDE:
            refuse("too_many_rows")
    return written


def clean(cell: str) -> str:
    return unguarded(cell.replace("\ufeff", ""))[:LONGEST_CELL]


def padded(cells: Sequence[str], width: int) -> list[str]:
    return [*cells[:width], *[""] * (width - len(cells))]


def last_written(cells: Sequence[str]) -> int:
    """How many cells there are up to the last that says something: sheets end in empty columns."""
    return max((at for at, cell in enumerate(cells, 1) if cell), default=0)


def heading_lines(lines: Sequence[Sequence[str]], known: Mapping[str, str]) -> tuple[int, int]:
    """The first and the last of the lines of headings. Where we know no heading: the first line of several words, for
    titles stand alone.
    """
    counts = [len(keys_in(cells, known)) for cells in lines]
    best = counts.index(max(counts))
    if counts[best] < 2:
        best = next((at for at, cells in enumerate(lines) if is_many(cells)), 0)
        return best, best
    first = last = best
    while first > 0 and is_heading(lines[first - 1], known, counts[best]):
        first -= 1
    while last + 1 < len(lines) and is_heading(lines[last + 1], known, counts[best]):
        last += 1
    return first, last


def is_many(cells: Sequence[str]) -> bool:
    return len({cell for cell in cells if cell}) > 1


def is_heading(cells: Sequence[str], known: Mapping[str, str], best: int) -> bool:
    """Another line of headings: half of what it says are headings we know, and they are half as many as in the best;
    what stands above groups of columns is fewer.
    """
    said, count = [cell for cell in cells if cell], len(keys_in(cells, known))
    return count * 2 >= max(4, len(said), best)


def keys_in(cells: Sequence[str], known: Mapping[str, str]) -> set[str]:
    return {known[word] for cell in cells if (word := normalise(cell)) in known}


def joined_headings(lines: Sequence[Sequence[str]], width: int, known: Mapping[str, str]) -> list[str]:
    """One heading for each column: of several lines the one we know, else all that they say."""
    return [joined([cells[at] for cells in lines if at < len(cells)], known) for at in range(width)]


def joined(words: Sequence[str], known: Mapping[str, str]) -> str:
    ours = next((word for word in words if normalise(word) in known), None)
    return ours or " ".join(dict.fromkeys(filter(None, words)))


def split_tags(rows: list[tuple[int, list[str]]], width: int) -> tuple[list[tuple[int, list[str]]], list[str]]:
    """The rows without the HXL row among the first of them, and its tags. Half of a row must be tags to make it one."""
    for at, (_number, cells) in enumerate(rows[:5]):
        said = [cell for cell in cells if cell]
        tags = [cell for cell in said if TAG.fullmatch(cell)]
        if tags and len(tags) * 2 >= len(said):
            return [*rows[:at], *rows[at + 1 :]], padded([cell if TAG.fullmatch(cell) else "" for cell in cells], width)
    return rows, [""] * width


def is_example(cells: Sequence[str]) -> bool:
    """«للمثل فقط» in any cell that begins so and says no more than that, or at the beginning of the row."""
    said = [cell for cell in cells if cell]
    return says_example(said[0]) or any(says_example(cell) and len(cell) < 30 for cell in said)


def each_row(tables: Sequence[Table]) -> Iterator[tuple[int, int, list[str]]]:
    """(index of the table, line, cells) of all."""
    for index, table in enumerate(tables):
        for line, cells in table.rows:
            yield index, line, cells


# A table of ours ------------------------------------------------------------------------------------------------------
def keyed_rows(
    content: bytes, columns: Columns, naming: Collection[str], most: int
) -> list[tuple[int, dict[str, str]]]:
    """[(line of the file, {key: text})] of a file whose headings are ours or called so by others, without empty cells;
    one of `naming` must be among its columns. TableError with a code.
    """
    if content[:200].lstrip()[:1] in (b"<", b"{"):
        refuse("not_a_table")
    known = known_headings(columns)
    table = read_table(content, "", known)
    keys = first_of_each([known.get(normalise(heading), "") for heading in table.headings])
    if not any(key in naming for key in keys):
        refuse("no_headings")
    read = ((line, keyed(keys, cells)) for line, cells in table.rows if not says_codes(cells, columns))
    rows = [(line, values) for line, values in read if values]
    if not rows:
        refuse("empty")
    if len(rows) > most:
        refuse("too_many_rows")
    return rows


def first_of_each(keys: list[str]) -> list[str]:
    """Where two columns are called the same the first one counts."""
    return [key if key not in keys[:at] else "" for at, key in enumerate(keys)]


def keyed(keys: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    return {key: text for key, text in zip(keys, cells, strict=False) if key and text}


def says_codes(cells: Sequence[str], columns: Columns) -> bool:
    """Is it the row below the headings, which names the columns for programs?"""
    said = {cell for cell in cells if cell}
    return bool(said) and said <= {column.key for column in columns}
