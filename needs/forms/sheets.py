"""The shape of what people say of a table: which files, what its columns are, and how it is to be written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from needs.models import SheetImport, Urgency
from needs.queries import nearest_places, place_named
from needs.sheets.columns import columns_of
from needs.sheets.known import labelled
from organizations.cells import MOST_BYTES
from organizations.models import Sector

MOST_FILES = 4


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once: [(name, content)]."""

    def __init__(self, **named: Any) -> None:
        super().__init__(widget=SeveralFiles(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}), **named)

    def clean(self, data: Any, initial: Any = None) -> Any:
        uploaded = data if isinstance(data, list | tuple) else [data]
        if len(uploaded) > MOST_FILES:
            raise ValidationError(_("Choose from one to four files."), code="too_many_files")
        found = [super(FilesField, self).clean(each, initial) for each in uploaded]
        return [(each.name, each.read(MOST_BYTES + 1)) for each in found]


class ExportForm(forms.Form):
    """Which table one takes along."""

    kind = forms.ChoiceField(choices=SheetImport.Kind)
    form = forms.ChoiceField(choices=[("xlsx", "XLSX"), ("csv", "CSV")], required=False)
    whose = forms.ChoiceField(choices=[("own", ""), ("all", "")], required=False)


class SheetForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What does it hold?"), choices=SheetImport.Kind, initial="need", widget=forms.RadioSelect
    )
    table = FilesField(
        label=_("File"),
        help_text=_("XLSX or CSV, at most 10,000 rows. What one file says and another goes on with: choose both."),
    )


class ColumnsForm(forms.Form):
    """For each column of each table (`t0c3`) what it is; and what holds where a cell says nothing."""

    sector = forms.ChoiceField(label=_("Sector"), required=False)
    place = forms.CharField(
        label=_("Place"), required=False, max_length=80, help_text=_("A name or a p-code: Aleppo, SY0200")
    )
    urgency = forms.ChoiceField(label=_("Urgency"), required=False)

    def __init__(self, *given: Any, sheet: SheetImport, **named: Any) -> None:
        super().__init__(*given, **named)
        self.sheet = sheet
        sectors = [(row.code, str(row)) for row in Sector.objects.filter(is_active=True)]
        self.fields["sector"].choices = [("", "—"), *sectors]  # type: ignore[attr-defined]
        self.fields["urgency"].choices = [("", "—"), *Urgency.choices]  # type: ignore[attr-defined]
        if sheet.kind == SheetImport.Kind.OFFER:
            del self.fields["urgency"]
        for name in ("sector", "place", "urgency"):
            if name in self.fields:
                self.fields[name].initial = sheet.fallbacks.get(name, "")
        ours = [("", _("Leave out")), *((each.key, each.shown) for each in columns_of(sheet.kind) if each.is_read)]
        for name, table, at in self.places():
            self.fields[name] = forms.ChoiceField(
                label=table["headings"][at], choices=ours, required=False, initial=read_key(sheet.kind, table, at)
            )

    def places(self) -> Iterable[tuple[str, dict[str, Any], int]]:
        """(name of the field, the table, which of its columns)."""
        for number, table in enumerate(self.sheet.tables):
            for at in range(len(table["headings"])):
                yield f"t{number}c{at}", table, at

    def shown(self) -> list[tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]]:
        """Each table with its columns as the page shows them, those in which nothing stands apart (`empty`)."""
        tables = self.sheet.tables
        found: list[tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]] = [
            (table, {"read": [], "empty": []}) for table in tables
        ]
        for name, table, at in self.places():
            facts = {"field": self[name], "tag": table["tags"][at], "samples": table["samples"][at]}
            number = int(name[1:].split("c")[0])
            part = "read" if facts["samples"] else "empty"
            found[number][1][part].append({**facts, "heading": table["headings"][at]})
        return found

    def clean_place(self) -> str:
        text: str = self.cleaned_data["place"].strip()
        if not text or place_named(text) is not None:
            return text
        near = "، ".join(labelled(row) for row in nearest_places(text))
        words = _("This place is not known here. Perhaps: %(near)s") if near else _("This place is not known here.")
        raise ValidationError(words, params={"near": near}, code="unknown_place")

    def clean(self) -> dict[str, Any]:
        """No column of ours twice in a table."""
        given = self.cleaned_data
        for number in range(len(self.sheet.tables)):
            taken: set[str] = set()
            for name, _table, _at in (each for each in self.places() if each[0].startswith(f"t{number}c")):
                key = given.get(name)
                if key and key in taken:
                    self.add_error(name, ValidationError(_("Another column is this already."), code="twice"))
                taken.add(key or "")
        return given

    @property
    def columns(self) -> Sequence[Sequence[str]]:
        found: list[list[str]] = [[] for _table in self.sheet.tables]
        for name, _table, _at in self.places():
            found[int(name[1:].split("c")[0])].append(self.cleaned_data.get(name) or "")
        return found

    @property
    def fallbacks(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("sector", "place", "urgency") if self.cleaned_data.get(name)}


def read_key(kind: str, table: dict[str, Any], at: int) -> str:
    """What a column was taken for; those that only inform are left out."""
    read = {column.key for column in columns_of(kind) if column.is_read}
    return table["columns"][at] if table["columns"][at] in read else ""


class StartForm(forms.Form):
    opens = forms.BooleanField(label=_("Put what is new on the board at once"), required=False)
    skips_wrong = forms.BooleanField(label=_("Leave out what is wrong"), required=False)
