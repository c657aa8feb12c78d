"""Tasks as a table: its columns, in one format for both ways."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from organizations.sheets.columns import Column
from organizations.sheets.reading import keyed_rows

MOST_ROWS = 2_000
NAMING = frozenset({"title", "number"})  # one of them says that it is a table of tasks
COLUMNS = (
    Column("number", gettext_noop("No."), words="number|id|رقم المهمة", width=8),
    Column("kind", gettext_noop("Kind"), words="type|النوع", width=10),
    Column("title", gettext_noop("Title"), words="name|task|task name|summary|اسم المهمة|المهمة", width=44),
    Column("activity", gettext_noop("Activity"), words="النشاط|phase", width=28),
    Column("column", gettext_noop("Column"), words="status|state|list|الحالة", width=16),
    Column("organization", gettext_noop("Organisation"), words="organization|الجهة المسؤولة|الجهة", width=28),
    Column("person", gettext_noop("Person"), words="assignee|assigned to|owner|المسؤول|المكلّف", width=20),
    Column("starts_on", gettext_noop("Begins on"), words="start|start date|begin|تاريخ البدء", width=14),
    Column(
        "due_on", gettext_noop("Due on"), words="due|due date|end|finish|deadline|الاستحقاق|تاريخ الانتهاء", width=14
    ),
    Column("progress", gettext_noop("Progress"), words="percent|% complete|نسبة الإنجاز", width=9),
    Column("labels", gettext_noop("Labels"), words="tags|الوسوم|labels", width=22),
    Column("description", gettext_noop("Description"), words="notes|details|الوصف|ملاحظات", width=50),
)
BY_KEY = {column.key: column for column in COLUMNS}


def read_table(content: bytes) -> list[tuple[int, dict[str, str]]]:
    """[(line of the file, {key: text})] without empty cells; TableError says why a file is none."""
    return keyed_rows(content, COLUMNS, NAMING, MOST_ROWS)
