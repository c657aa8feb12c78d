"""The report since the last forum as paper: what became of what was recommended, by theme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils import formats, timezone
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from arabic.numbers import format_number
from coordination.queries.recommendations import lead_shown
from coordination.queries.since import Became, Since
from paper.codes import printed_code
from paper.sections import Section, Sheet, Table, as_source
from paper.typesetting import as_pdf

DASH = "–"
WIDTHS = [3, 10, 5, 4, 4, 2, 3]


def since_pdf(since: Since, address: str) -> bytes:
    """Of what the reader sees; the code at its end leads to the page, which is always of today."""
    line = _("What became of what “%(title)s” recommended") % {"title": since.previous.body.title}
    foot = _("%(title)s, made on %(day)s; the page behind the code is always up to date") % {
        "title": since.forum.body.title,
        "day": day(timezone.localdate()),
    }
    sheet = Sheet(_("Since the last forum"), line, foot, list(sections(since)), (get_language() or "ar")[:2])
    return as_pdf(as_source(sheet, [f"#align(end, {printed_code(address)})"]))


def sections(since: Since) -> Iterator[Section]:
    yield sums(since)
    for part in since.parts:
        yield Section(part.name or _("Without a theme"), tables=[("", table(part.rows))])
    if since.older:
        words = _("Of editions before it, and not done yet")
        yield Section(words, tables=[("", table(since.older))])


def sums(since: Since) -> Section:
    figures = since.figures
    ended = {"day": day(since.until), "title": since.previous.body.title}
    said = ngettext(
        "%(count)s recommendation was adopted.", "%(count)s recommendations were adopted.", figures.number
    ) % {"count": number(figures.number)}
    rows = [
        [pgettext("of recommendations", "Verified"), number(figures.verified), part(figures.verified, figures.number)],
        [_("Wait to be verified"), number(figures.reported), part(figures.reported, figures.number)],
        [_("In work"), number(figures.under_way), part(figures.under_way, figures.number)],
        [_("Nobody has accepted it"), number(figures.waiting), part(figures.waiting, figures.number)],
        [_("Ended without being done"), number(figures.ended), part(figures.ended, figures.number)],
    ]
    late = [
        [_("Overdue"), number(figures.overdue), part(figures.overdue, figures.number)],
        [_("Without a report"), number(figures.silent), part(figures.silent, figures.number)],
    ]
    heads = [_("Status"), _("How many"), ""]
    tables = [
        ("", Table(heads, rows, [5, 2, 5], frozenset({2}))),
        (_("Lateness"), Table(heads, late, [5, 2, 5], frozenset({2}))),
    ]
    return Section(_("In short"), [_("“%(title)s” ended on %(day)s.") % ended + " " + said], tables)


def table(rows: Iterable[Became]) -> Table:
    heads = [_("Code"), _("Recommendation"), _("Responsible organisation"), _("Then"), _("Now"), "%", _("Evidence")]
    return Table(heads, [row_of(each) for each in rows], WIDTHS)


def row_of(each: Became) -> list[str]:
    row, lead = each.row, lead_shown(each.row)
    now = str(row.get_status_display())
    if each.late:
        now += f" ({late_words(each.late)})"
    who = str(lead.organization) if lead else _("Nobody answers for it")
    if lead and lead.status == "asked":
        who += f" ({_('has not answered yet')})"
    then = each.then_words or _("Not adopted yet")
    return [row.code, row.title, who, then, now, number(row.percent), number(each.proofs) if each.proofs else DASH]


def late_words(days: int) -> str:
    return ngettext("%(count)s day late", "%(count)s days late", days) % {"count": number(days)}


def part(some: int, all_of_them: int) -> str:
    return str(some * 100 // all_of_them) if all_of_them else "0"


def day(value: object) -> str:
    return formats.date_format(value, "DATE_FORMAT")  # type: ignore[arg-type]


def number(value: int) -> str:
    return format_number(value)
