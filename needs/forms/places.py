"""A place chosen by search or from the governorate down; the same part of the form with and without JavaScript."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from needs.queries import nearest_places, place_named
from organizations.models import Place

SHORTEST = 2
LEVELS = ("governorate", "district", "subdistrict")


@dataclass
class PlacePicker:
    """What the form's part shows: `levels` are the lists to choose from, down to the first that is not chosen; `found`
    what the words may mean; `chosen` the place itself.
    """

    words: str = ""
    chosen: Place | None = None
    levels: list[tuple[str, list[Place], str]] = field(default_factory=list)
    found: list[Place] = field(default_factory=list)
    error: str = ""

    def demand(self) -> None:
        """Say what is missing where nothing is chosen."""
        if self.chosen is None and not self.error:
            self.error = _("Choose a place.")


def picked(given: Mapping[str, str], place: Place | None = None) -> PlacePicker:
    """What was sent: the place of a button (`place`), else the deepest list chosen from, else what the words name.
    `place` is what stands already, for a form that was not sent yet.
    """
    words = given.get("place_words", "").strip()[:80]
    code = given.get("place", "") or deepest(given)
    chosen = Place.objects.filter(pk=code).first() if code else place
    picker = PlacePicker(words=words, chosen=chosen)
    if chosen is None and words:
        picker.chosen = place_named(words)
        if picker.chosen is None:
            picker.found = nearest_places(words)
            picker.error = _("This place is not known.") if not picker.found else _("Which of these places is it?")
    if picker.chosen is not None:
        picker.words = ""
    picker.levels = lists(picker.chosen)
    return picker


def searched(words: str) -> PlacePicker:
    """What words may mean, to choose from: nothing is chosen by typing."""
    picker = PlacePicker(words=words, found=nearest_places(words) if len(words) >= SHORTEST else [])
    if len(words) >= SHORTEST and not picker.found:
        picker.error = _("This place is not known.")
    return picker


def deepest(given: Mapping[str, str]) -> str:
    """The code chosen last: what lies in another governorate or district was chosen before that changed."""
    code = ""
    for level in LEVELS:
        wanted = given.get(level, "")[:12]
        if not wanted or not wanted.startswith(code):
            break
        code = wanted
    return code


def lists(chosen: Place | None) -> list[tuple[str, list[Place], str]]:
    """(name, places, chosen code) for each list; one query."""
    code = chosen.pk if chosen else ""
    parents = [code[:length] for length in (4, 6) if len(code) >= length]
    rows = list(Place.objects.filter(Q(level=1) | Q(parent__in=parents)))
    rows.sort(key=lambda row: str(row).removeprefix("مركز "))
    shown = []
    for number, level in enumerate(LEVELS, start=1):
        choices = [row for row in rows if row.level == number]
        if choices:
            shown.append((level, choices, code[: 2 + 2 * number] if len(code) >= 2 + 2 * number else ""))
    return shown
