"""Writing a need or an offer: one page, asked again until nothing is missing, that loses nothing of what was typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from journal.actors import Actor
from journal.forms import add_refusal
from journal.refusals import Conflict
from needs.actions import propose_item
from needs.forms.lines import LineRow, known_units, rows_of, rows_sent, take_refusal, understand, with_blank
from needs.forms.places import PlacePicker, picked
from needs.forms.postings import NeedForm, OfferForm
from needs.models import Need, Offer

FINAL = ("save", "open")  # the buttons that mean it; all others ask for the page again


@dataclass
class Writing:
    """What is on the page: the columns, the place, the lines; `opens` whether it goes on the board at once."""

    form: NeedForm | OfferForm
    picker: PlacePicker
    rows: list[LineRow]
    is_final: bool = False
    opens: bool = False

    def context(self) -> dict[str, Any]:
        """What the template needs beside its own."""
        rows = [row for row in self.rows if not row.is_empty or row.errors]
        for number, row in enumerate(rows):
            row.number = number
        units = known_units() if any(row.is_new for row in rows) else []
        return {"form": self.form, "picker": self.picker, "rows": with_blank(rows), "known_units": units}

    @property
    def written(self) -> list[LineRow]:
        return [row for row in self.rows if not row.is_empty]


def written(request: HttpRequest, form: NeedForm | OfferForm, posting: Need | Offer | None) -> Writing:
    """What was sent, or what stands already."""
    if request.method != "POST":
        place, rows = (posting.place, rows_of(standing_lines(posting))) if posting else (None, [])
        return Writing(form, picked({}, place), rows)
    sent = request.POST.dict()
    given = {name: str(value) for name, value in sent.items()}
    writing = Writing(form, picked(given), rows_sent(given), opens="open" in given)
    writing.is_final = any(name in given for name in FINAL)
    if not writing.is_final:
        form.spare()
    return writing


def standing_lines(posting: Need | Offer) -> list[Any]:
    return list(posting.lines.select_related("item__sector", "unit").prefetch_related("item__units"))


def is_whole(writing: Writing) -> bool:
    """Whether it can be given to the verb: every part is understood; each says by itself what is missing."""
    are_lines_clear = understand(writing.rows, is_final=writing.is_final)
    if not writing.is_final:
        return False
    writing.picker.demand()
    is_form_clear = writing.form.is_valid() and has_sector(writing)
    return is_form_clear and writing.picker.chosen is not None and are_lines_clear


def has_sector(writing: Writing) -> bool:
    """The sector that was chosen, else that of the first thing in it."""
    given = writing.form.cleaned_data
    sector = given.get("sector") or next((row.item.sector for row in writing.rows if row.item), None)
    if sector is None:
        writing.form.add_error("sector", _("Choose a sector."))  # which takes it out of what is given
        return False
    given["sector"] = sector
    return True


def propose_new(actor: Actor, writing: Writing) -> None:
    """Things that the catalogue does not know are proposed first; ValidationError as the verb says, at their rows."""
    units = {unit.code: unit for unit in known_units()} if any(row.is_new for row in writing.rows) else {}
    for place, row in enumerate(writing.written):
        if not row.is_new:
            continue
        unit = units.get(row.typed["unit"]) or units.get("piece") or next(iter(units.values()))
        try:
            item = propose_item(
                actor=actor,
                name=row.typed["name"],
                kind=row.typed["kind"] or "good",
                sector=writing.form.cleaned_data["sector"],
                unit=unit,
            )
        except ValidationError as refusal:
            raise ValidationError(
                {f"lines.{place}.{name}": errors for name, errors in refusal.error_dict.items()}
            ) from refusal
        row.choose(item)


def carry_out(writing: Writing, act: Callable[[], Any]) -> Any:
    """What the verb made; or None, with its refusal said where it belongs: at a line, a field, the place, or above."""
    try:
        return act()
    except Conflict as no:
        writing.form.add_error(None, no.detail)
    except ValidationError as refusal:
        place_refusal(writing, refusal)
    return None


def place_refusal(writing: Writing, refusal: ValidationError) -> None:
    by_field = refusal.error_dict if hasattr(refusal, "error_dict") else {NON_FIELD_ERRORS: refusal.error_list}
    for where, errors in by_field.items():
        words = " ".join(words for error in errors for words in error.messages)
        if where == "place":
            writing.picker.error = words
        elif not take_refusal(writing.rows, where, words):
            add_refusal(writing.form, ValidationError({where: errors}))
