"""A law on paper: its parts and articles as sections, said once for PDF and DOCX."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from legislation.models import Instrument
from legislation.queries import Unit
from paper.sections import Section, Sheet


def law_sheet(row: Instrument, units: Iterable[Unit], language: str, *, is_whole: bool = True) -> Sheet:
    """As it stands today, with what is to be said of the copy itself; the whole of it with its preamble."""
    kind = f"{row.get_kind_display()} {row.number}".strip()
    parts = [kind, str(row.year or ""), row.issuer, row.get_status_display()]
    line = " · ".join(part for part in parts if part)
    above = [Section("", row.preamble.splitlines())] if is_whole and row.preamble else []
    return Sheet(row.title, line, row.code, [*said_of(row), *above, *sections(units)], language)


def said_of(row: Instrument) -> Iterator[Section]:
    """What whoever holds the paper must know: of which day it is, and whether it is the official text."""
    day = formats.date_format(timezone.localdate())
    words = [_("As it stands on %(day)s.") % {"day": day}]
    if not row.is_official_text:
        words.append(_("Unofficial text: only what stands in the official gazette binds."))
    if row.gazette:
        words.append(_("Official gazette: %(where)s") % {"where": row.gazette})
    yield Section("", notes=words)


def sections(units: Iterable[Unit]) -> Iterator[Section]:
    for unit in units:
        title = " – ".join(part for part in (unit.row.label, unit.text.heading if unit.text else "") if part)
        if unit.is_wide:
            yield Section(title)
            continue
        words = [_("Repealed.")] if unit.is_repealed else [unit.text.text] if unit.text and unit.text.text else []
        words += [f"{part.row.label}- {part.text.text}" for part in unit.parts if part.text]
        notes = [each.text.note for each in (unit, *unit.parts) if each.text and each.text.note]
        yield Section(title, words, notes=notes, level=2)
