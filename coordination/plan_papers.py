"""A unified plan on paper: who does what, what overlaps, who signed which words."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coordination.models import PlanLine, UnifiedPlan
from coordination.queries import Meeting, Part
from needs.wording import quantity
from paper.codes import printed_code
from paper.sections import Section, Sheet, Table, as_source
from paper.typesetting import as_pdf

WIDTHS = [9, 5, 5, 7, 5, 3]
MOST_OVERLAPS = 60  # on paper: the likest


def plan_pdf(plan: UnifiedPlan, parts: Sequence[Part], meetings: Sequence[Meeting], address: str) -> bytes:
    """On its side, with the code that leads to the page, which is always of today."""
    place = str(plan.place) if plan.place else _("The whole country")
    facts = [plan.code, str(plan.sector or ""), place, days_words(plan), str(plan.get_status_display())]
    line = " · ".join(each for each in facts if each)
    foot = _("Wording %(version)s, printed on %(day)s") % {
        "version": plan.version,
        "day": formats.date_format(timezone.localdate(), "DATE_FORMAT"),
    }
    sections = [Section("", [plan.about])] if plan.about else []
    sections += [Section(str(part.organization), tables=[("", lines_table(part.lines))]) for part in parts]
    sections += [overlaps_section(meetings)] if meetings else []
    sections += [signatures_section(parts)] if parts else []
    language = (get_language() or "ar")[:2]
    sheet = Sheet(_("Unified plan: %(title)s") % {"title": plan.title}, line, foot, sections, language, is_wide=True)
    return as_pdf(as_source(sheet, [f"#align(end, {printed_code(address)})"]))


def lines_table(lines: Sequence[PlanLine]) -> Table:
    heads = [_("Activity"), _("Where"), _("For whom"), _("When"), _("How much"), _("People")]
    return Table(heads, [cells(line) for line in lines], WIDTHS)


def cells(line: PlanLine) -> list[str]:
    return [
        line.activity,
        str(line.place) if line.place else _("everywhere in it"),
        str(line.target_group) if line.target_group else _("everybody"),
        days_words(line),
        f"{quantity(line.quantity)} {line.unit}" if line.quantity is not None else "",
        formats.number_format(line.people, use_l10n=True, force_grouping=True) if line.people else "",
    ]


def days_words(row: PlanLine | UnifiedPlan) -> str:
    first, last = (formats.date_format(day, "DATE_FORMAT") for day in (row.starts_on, row.ends_on))
    return first if first == last else f"{first} – {last}"


def overlaps_section(meetings: Sequence[Meeting]) -> Section:
    rows = [
        [
            _("Likely the same work") if each.is_same_work else _("The same people"),
            *(f"{line.organization}: {line.activity}" for line in (each.one, each.other)),
        ]
        for each in meetings[:MOST_OVERLAPS]
    ]
    return Section(_("Overlaps"), tables=[("", Table([_("Why"), _("One line"), _("The other")], rows, [4, 8, 8]))])


def signatures_section(parts: Sequence[Part]) -> Section:
    heads = [_("Organisation"), _("Signed by"), _("Signed on"), _("Wording")]
    prints = {part.signature.sha256 for part in parts if part.signature and part.is_current}
    notes = [_("Fingerprint of the words that were signed (SHA-256):") + f" {each}" for each in sorted(prints)]
    return Section(
        _("Signatures"), tables=[("", Table(heads, [signature(part) for part in parts], [8, 6, 5, 5]))], notes=notes
    )


def signature(part: Part) -> list[str]:
    given = part.signature
    if given is None:
        return [str(part.organization), _("has not signed yet"), "", ""]
    at = formats.date_format(timezone.localtime(given.at), "DATETIME_FORMAT")
    wording = (
        str(given.version) if part.is_current else _("%(version)s, written anew since") % {"version": given.version}
    )
    return [str(part.organization), str(given.person), at, wording]
