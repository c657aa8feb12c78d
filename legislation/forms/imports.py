"""The shape of what the pages of texts on their way in send."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from files.fields import ExaminedField
from journal.refusals import invalid
from legislation.bringing import UNREAD, Brought, Expected, brought, pasted
from legislation.doubt_words import refusal_of
from legislation.models import ImportedNode, Instrument, Kind
from legislation.structure import WIDE, may_contain

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
FILES = ".txt,.docx,.html,.htm,.pdf,.xml"


def expected(instrument: Instrument) -> Expected:
    return Expected(instrument.country, instrument.number, instrument.year)


def read(instrument: Instrument, text: str, file: Any) -> Brought:
    """What came in, read. ValidationError under `text` or `file`: `one_of_them`, and why it cannot be read."""
    if bool(text.strip()) == bool(file):
        raise invalid(str(_("Paste the text, or choose a file.")), code="one_of_them", field="text")
    try:
        return brought(file, expected(instrument)) if file else pasted(text, expected(instrument))
    except UNREAD as no:
        raise invalid(refusal_of(no.code), code=no.code, field="file" if file else "text") from None


class ImportForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    text = forms.CharField(
        label=_("Paste the text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
        help_text=_("Each article on a line of its own, beginning as it is printed: “Article 1- …”."),
    )
    file = ExaminedField(
        label=_("Or choose a file"),
        required=False,
        help_text=_("TXT, DOCX, HTML, PDF with text, or Akoma Ntoso (XML)."),
        widget=forms.ClearableFileInput(attrs={"accept": FILES}),
    )


class VersionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class AboveForm(VersionForm):
    """What stands above the first article."""

    title = forms.CharField(label=_("First line"), max_length=600, required=False)
    preamble = forms.CharField(
        label=_("Preamble"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto", "maxlength": 20_000}),
        help_text=_("It stands above the first article wherever the whole law is read."),
    )


class RowForm(VersionForm):
    """A row as it was read, to be corrected. Parts have a heading and no text."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    label = forms.CharField(label=_("Number, as printed"), max_length=80, required=False)
    heading = forms.CharField(label=_("Heading"), max_length=400, required=False)
    text = forms.CharField(label=_("Text"), required=False, widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}))

    def __init__(self, *given: Any, row: ImportedNode | None = None, **named: Any) -> None:
        super().__init__(*given, **named)
        if row is not None and row.kind in WIDE and not row.text:
            self.fields["text"].widget = forms.Textarea(attrs={"rows": 2, "dir": "auto"})


class InsertRowForm(RowForm):
    """A row that was not read: behind which one."""

    after = forms.ModelChoiceField(ImportedNode.objects.none(), widget=forms.HiddenInput, required=False)

    def __init__(self, *given: Any, rows: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        field: Any = self.fields["after"]
        field.queryset = rows


class SplitForm(VersionForm):
    """Where the new row begins: the beginnings of lines and sentences of the text."""

    at = forms.TypedChoiceField(label=_("The new row begins here"), coerce=int, widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label=_("Kind of the new row"),
        choices=[("", _("As its beginning says")), *Kind.choices],
        required=False,
    )

    def __init__(self, *given: Any, places: list[tuple[int, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        field: Any = self.fields["at"]
        field.choices = places


class MoveForm(VersionForm):
    """What it is to stand in, and behind what there."""

    parent = forms.TypedChoiceField(label=_("Stands in"), required=False, coerce=int, empty_value=None)
    first = forms.BooleanField(label=_("As the first there (else as the last)"), required=False)

    def __init__(self, *given: Any, row: ImportedNode, rows: list[Any], **named: Any) -> None:
        super().__init__(*given, **named)
        field: Any = self.fields["parent"]
        field.choices = homes(row, rows)


def homes(row: ImportedNode, rows: list[Any]) -> list[tuple[Any, Any]]:
    """Where a row may stand: at the top, or in one of these that is not itself and does not stand in it."""
    within, found = {row.pk}, []
    for each in rows:
        if each.row.parent_id in within:
            within.add(each.row.pk)
        if each.row.pk not in within and may_contain(each.row.kind, row.kind):
            found.append((each.row.pk, f"{'— ' * each.depth}{each.row.label} {each.row.heading}".strip()[:90]))
    top = [("", _("Nothing: it is at the top"))] if may_contain(None, row.kind) else []
    return [*top, *found]


class PublishForm(VersionForm):
    """From which day on; of a law that has a text already."""

    text_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    valid_from = forms.DateField(label=_("In force from"), required=False, widget=DAY)
    changed_by = forms.ModelChoiceField(
        Instrument.objects.none(), label=_("Changed by"), required=False, empty_label=_("Not known")
    )
    note = forms.CharField(label=_("Note"), max_length=600, required=False)
    is_correction = forms.BooleanField(label=_("This corrects our copy; the law itself did not change"), required=False)

    def __init__(self, *given: Any, law: Instrument, instruments: Any, is_first: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        fields["changed_by"].queryset = instruments.exclude(pk=law.pk)
        if is_first:
            fields["valid_from"].help_text = _("Left empty: from the beginning, on a day nobody knows.")
            for name in ("changed_by", "is_correction"):
                del fields[name]
        else:
            fields["valid_from"].help_text = _("Needed, unless this corrects our copy.")


def places_in(text: str) -> list[tuple[int, str]]:
    """Where a text may be split: at its lines and its sentences, each with the words that begin there."""
    found: list[tuple[int, str]] = []
    for at in range(1, len(text)):
        begins = text[at - 1] == "\n" or (text[at - 1] == " " and text[at - 2 : at - 1] in ".؛:،")
        if begins and text[at:].strip():
            found.append((at, f"{text[at : at + 80]}…" if len(text) > at + 80 else text[at:]))
    return found[:200]


def demand_file(file: Any) -> Any:
    """A file of a call, looked at as the page does. ValidationError under `file`."""
    try:
        return ExaminedField(required=False).clean(file)
    except ValidationError as no:
        raise ValidationError({"file": no.error_list}) from None
