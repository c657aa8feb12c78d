"""Files of recommendations that somebody brings: read and looked through, before anything is kept; and what people say
of their columns.
"""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.actions.sheets import Brought
from coordination.models import RecommendationSheet
from coordination.queries.planned_rows import Known, planned_rows
from coordination.queries.planned_steps import planned_steps
from coordination.queries.sheets import known_columns
from coordination.recommendation_table import (
    MOST_ROWS,
    NAMING,
    READ,
    guessed,
    is_ours,
    kept,
    keyed_cells,
    read_file,
    read_steps,
    samples_of,
)
from journal.actors import Actor
from journal.refusals import invalid
from meetings.models import Body
from organizations.cells import MOST_BYTES, TableError, words_of
from organizations.sheets.planning import Facts


class RecommendationSheetForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    file = forms.FileField(
        label=gettext_lazy("File"),
        max_length=200,
        help_text=gettext_lazy("XLSX or CSV of at most 2,000 rows; also somebody else's table."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
    )


def brought(actor: Actor, body: Body, file: Any) -> Brought:
    """A file as it was looked through, its columns taken for what they seem to be or were said to be last time.
    ValidationError under `file`: the code of TableError.
    """
    content, name = file.read(MOST_BYTES + 1), file.name or ""
    try:
        table, steps = read_file(content, name), read_steps(content, name)
    except TableError as error:
        raise invalid(words_of(error, MOST_ROWS), code=error.code, field="file") from error
    before = known_columns(body, table.headings)
    columns = before if before is not None else guessed(table)
    cells, digest = kept(table, steps), hashlib.sha256(content).hexdigest()
    is_sure = before is not None or is_ours(table)
    return Brought(name, digest, cells, columns, look(actor, body, cells, columns), is_sure)


def look(actor: Actor, body: Body, table: Facts, columns: list[str]) -> list[Facts]:
    """The dry run of a table with its columns taken for these, and of its sheet of steps."""
    known = Known(actor, body)
    plans = [*planned_rows(known, keyed_cells(table, columns))]
    steps = planned_steps(known, table["steps"]) if table.get("steps") else []
    return [plan.facts() for plan in (*plans, *steps)]


def check_columns(columns: list[str], width: int) -> list[str]:
    """As many as the table has, each one of ours or "", none twice, and one of them names what a row is about.
    ValidationError `invalid_columns`, `no_text`.
    """
    said = [key for key in columns if key]
    if len(columns) != width or len(said) != len(set(said)) or not set(said) <= {column.key for column in READ}:
        raise invalid(_("These are not the columns of the table."), code="invalid_columns", field="columns")
    if not NAMING & set(said):
        raise invalid(_("Say which column holds the text, or the code."), code="no_text", field="columns")
    return columns


class ColumnsForm(forms.Form):
    """For each column (`c3`) what it is."""

    def __init__(self, *given: Any, sheet: RecommendationSheet, **named: Any) -> None:
        super().__init__(*given, **named)
        self.sheet = sheet
        ours = [("", _("Leave out")), *((column.key, column.shown) for column in READ)]
        for at, heading in enumerate(sheet.table["headings"]):
            self.fields[f"c{at}"] = forms.ChoiceField(
                label=heading, choices=ours, required=False, initial=sheet.columns[at]
            )

    def shown(self) -> list[Facts]:
        """Each column with its heading, a few of its texts, and the field."""
        table = self.sheet.table
        return [
            {"field": self[f"c{at}"], "heading": heading, "samples": samples_of(table, at)}
            for at, heading in enumerate(table["headings"])
        ]

    def clean(self) -> Facts:
        """No column of ours twice."""
        taken: set[str] = set()
        for name in self.fields:
            key = self.cleaned_data.get(name)
            if key and key in taken:
                self.add_error(name, ValidationError(_("Another column is this already."), code="twice"))
            taken.add(key or "")
        if not NAMING & taken:
            raise ValidationError(_("Say which column holds the text, or the code."), code="no_text")
        return self.cleaned_data

    @property
    def columns(self) -> list[str]:
        return [self.cleaned_data.get(name) or "" for name in self.fields]


class StartForm(forms.Form):
    makes_themes = forms.BooleanField(label=gettext_lazy("Make the new themes"), required=False)
