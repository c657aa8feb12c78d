"""Recommendations as a table: its columns, in one format for both ways, and what those of others are taken for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop

from arabic.normalise import normalise
from coordination.step_table import STEP_COLUMNS, holds_steps, steps_in
from organizations.cells import TableError, refuse
from organizations.sheets import columns
from organizations.sheets.columns import known_headings, own_headings
from organizations.sheets.reading import Table, fitness, read_table, says_codes, workbook_tables

MOST_ROWS = 2_000
OURS = re.compile(r"R-[0-9A-Z]{1,10}-\d{3,}")
LONG = 60  # letters: a column of texts as long as that is what is recommended
Facts = dict[str, Any]


@dataclass(frozen=True)
class Column(columns.Column):
    """`is_read` is false where it only informs, `is_written` where it is only taken in."""

    is_read: bool = True
    is_written: bool = True


COLUMNS = (
    Column("code", gettext_noop("Code"), words="recommendation code|الرمز|رمز التوصية|كود التوصية", width=11),
    Column(
        "reference",
        gettext_noop("Number in its document"),
        words="number|no|ref|reference|id|paragraph|para|الرقم|رقم التوصية|رقم الفقرة|م|ت",
        width=18,
    ),
    Column(
        "source",
        gettext_noop("Document"),
        words="source|document|report|symbol|المصدر|الوثيقة|المرجع|التقرير",
        is_written=False,
    ),
    Column(
        "text",
        gettext_noop("What is recommended"),
        words="text|recommendation|recommendations|recommendation text|full text|التوصية|نص التوصية|النص|التوصيات",
        width=70,
    ),
    Column("title", gettext_noop("Short title"), words="title|summary|العنوان|عنوان التوصية|ملخص", width=36),
    Column(
        "theme",
        gettext_noop("Theme"),
        words="cluster|topic|thematic area|category|sector|المحور|المحاور|المجال|الموضوع|القطاع|التصنيف",
        width=28,
    ),
    Column(
        "places",
        gettext_noop("Governorates"),
        words="governorate|governorates|places|place|location|المحافظة|المحافظات|المكان",
        width=24,
    ),
    Column(
        "organization",
        gettext_noop("Responsible organisation"),
        words="responsible|responsible organization|responsible body|lead|organization|organisation|الجهة المسؤولة|"
        "الجهة|المسؤول عن التنفيذ|جهة التنفيذ",
        width=30,
    ),
    Column(
        "supporting",
        gettext_noop("Supporting organisations"),
        words="supporting|partners|الجهات المساندة|الجهات الداعمة|الشركاء",
        width=30,
    ),
    Column("focal_point", gettext_noop("Focal point"), words="focal point|نقطة الاتصال|مسؤول المتابعة", width=20),
    Column("alternate", gettext_noop("Alternate"), words="deputy|البديل", width=20),
    Column(
        "due_on",
        gettext_noop("Due on"),
        words="due|due date|deadline|target date|timeline|الاستحقاق|الموعد|تاريخ الاستحقاق|المهلة",
        width=14,
    ),
    Column("report_every", gettext_noop("Days between reports"), words="reporting days|أيام بين تقريرين|دورية التقرير"),
    Column("committee", gettext_noop("Committee that follows up"), words="committee|اللجنة|لجنة المتابعة", width=24),
    Column("visibility", gettext_noop("Who sees it"), words="visibility|الظهور", width=18),
    Column("parent", gettext_noop("Part of"), words="parent|جزء من التوصية", width=11),
    Column("status", gettext_noop("Status"), width=16, is_read=False),
    Column("percent", gettext_noop("Percent done"), width=9, is_read=False),
    Column("adopted_on", gettext_noop("Adopted on"), width=14, is_read=False),
    Column("reported_on", gettext_noop("Last report"), width=14, is_read=False),
    Column("verified_on", gettext_noop("Verified on"), width=14, is_read=False),
)
BY_KEY = {column.key: column for column in COLUMNS}
READ = tuple(column for column in COLUMNS if column.is_read)
WRITTEN = tuple(column for column in COLUMNS if column.is_written)
NAMING = frozenset({"code", "text"})  # one of them says that it is a table of recommendations


# From a file ----------------------------------------------------------------------------------------------------------
def read_file(content: bytes, name: str) -> Table:
    """The table of a file, without the row of our codes. TableError says why a file is none."""
    if content[:200].lstrip()[:1] in (b"<", b"{"):
        refuse("not_a_table")
    table = main_table(content, name)
    table.rows = [(line, cells) for line, cells in table.rows if not says_codes(cells, COLUMNS)]
    if not table.rows:
        raise TableError("empty")
    if len(table.rows) > MOST_ROWS:
        raise TableError("too_many_rows")
    return table


def main_table(content: bytes, name: str) -> Table:
    """As `read_table`; a workbook's sheet of steps is none of recommendations."""
    known = known_headings(COLUMNS)
    table = read_table(content, name, known)
    if not holds_steps(table):
        return table
    others = [each for each in workbook_tables(content, name, known) if not holds_steps(each)]
    if not others:
        raise TableError("empty")
    return max(others, key=lambda each: fitness(each, known))


def read_steps(content: bytes, name: str) -> list[tuple[int, dict[str, str]]]:
    """[(line, {key: text})] of a workbook's sheet of steps; a text file has none."""
    if not content.startswith(b"PK"):
        return []
    return steps_in(workbook_tables(content, name, known_headings(STEP_COLUMNS)))


def kept(table: Table, steps: Sequence[tuple[int, dict[str, str]]] = ()) -> Facts:
    """As it is kept until it is written."""
    return {"headings": table.headings, "rows": table.rows, "notes": table.notes, "steps": list(steps)}


def keyed_cells(table: Facts, taken_for: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """[(line, {key: text})] of a kept table, without empty cells."""
    return [
        (line, {key: text for key, text in zip(taken_for, cells, strict=False) if key and text})
        for line, cells in table["rows"]
    ]


# What its columns are -------------------------------------------------------------------------------------------------
def guessed(table: Table) -> list[str]:
    """For each column the key of ours, or "" for one that is left out; each of ours is taken once, and what only
    informs is left out.
    """
    found = [""] * len(table.headings)
    for known in (own_headings(COLUMNS), known_headings(COLUMNS)):
        for at, heading in enumerate(table.headings):
            key = known.get(normalise(heading), "")
            if key and not found[at] and key not in found:
                found[at] = key
    if not NAMING & set(found) and (longest := longest_texts(table, found)) is not None:
        found[longest] = "text"
    return [sound(table, at, key, found) for at, key in enumerate(found)]


def sound(table: Table, at: int, key: str, found: Sequence[str]) -> str:
    """A column of codes that are not ours holds somebody's own numbers."""
    if key == "code" and (samples := table.samples(at)) and not any(OURS.fullmatch(text.upper()) for text in samples):
        return "" if "reference" in found else "reference"
    return key if not key or BY_KEY[key].is_read else ""


def longest_texts(table: Table, found: Sequence[str]) -> int | None:
    """The column that nobody has named and that says most."""
    free = [at for at, key in enumerate(found) if not key]
    lengths = {at: sum(map(len, texts)) / len(texts) for at in free if (texts := table.samples(at))}
    best = max(lengths, key=lambda at: lengths[at], default=None)
    return best if best is not None and lengths[best] >= LONG else None


def is_ours(table: Table) -> bool:
    """Is every column called as we call it, so that nobody has to look at what they are?"""
    own = own_headings(COLUMNS)
    keys = [own.get(normalise(heading), "") for heading in table.headings if heading]
    return all(keys) and bool(NAMING & set(keys)) and len(keys) == len(set(keys))


def samples_of(table: Facts, at: int, most: int = 3) -> list[str]:
    """The first different texts of a column of a kept table."""
    said = (cells[at] for _line, cells in table["rows"] if at < len(cells) and cells[at])
    return list(dict.fromkeys(text for _number, text in zip(range(200), said, strict=False)))[:most]
