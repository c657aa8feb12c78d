"""What the report of a project says, section by section, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from arabic.numbers import format_number
from needs.quantities import shown
from paper.sections import Section, Sheet, Table
from projects.currencies import major
from projects.models import Count, Indicator
from projects.money_words import name_of
from projects.queries.budget import Spent
from projects.queries.contributions import Given, Ledger
from projects.queries.indicators import Progress as Measured
from projects.queries.whole_report import Report

DASH = "–"
WIDTHS = [4, 4, 2, 2]
Sex, Age = Count.Sex, Count.Age


def report_sheet(report: Report) -> Sheet:
    """The whole report, to be set as a page or worked on."""
    project = report.project
    when = report.period.title if report.period else _("The whole project")
    line = " · ".join([project.code, str(project.get_status_display()), when])
    foot = _("%(title)s, made on %(day)s") % {"title": project.title, "day": day(report.made_on)}
    return Sheet(project.title, line, foot, list(sections(report)), (get_language() or "ar")[:2])


def sections(report: Report) -> Iterator[Section]:
    yield about(report)
    yield progress(report)
    if report.activities:
        yield activities(report)
    if report.indicators:
        yield indicators(report)
    if people := [each for each in report.indicators if each.indicator.counts and each.counts]:
        yield beneficiaries(people)
    yield contributions(report.ledgers)
    if report.budget.totals:
        yield budget(report)


# What it is -----------------------------------------------------------------------------------------------------------
def about(report: Report) -> Section:
    project = report.project
    rows = [[str(each.organization), str(each.get_role_display()), each.share] for each in report.partners]
    partners = Table([_("Organisation"), _("Role"), _("What it takes on")], rows, [4, 2, 4])
    facts = [
        [_("Begins on"), day(project.starts_on)],
        [_("Ends on"), day(project.ends_on)],
        [_("Where"), "، ".join(str(place) for place in project.places.all()) or DASH],
        [_("Sectors"), "، ".join(str(sector) for sector in project.sectors.all()) or DASH],
        [_("For whom"), "، ".join(str(group) for group in project.target_groups.all()) or DASH],
    ]
    tables = [("", Table([_("The project"), ""], facts, [2, 8])), (_("Partners"), partners)]
    return Section(_("What it is for"), [project.aim] if project.aim else [], tables)


def progress(report: Report) -> Section:
    found = report.progress
    said = _("%(done)s of %(all)s tasks are done") % {"done": number(found.done), "all": number(found.total)}
    rows = [
        [each.title, day(each.due_on), _("Milestone reached") if each.done_at else _("Not reached yet")]
        for each in report.milestones
    ]
    tables = [(_("Milestones"), Table([_("Milestone"), _("Day"), _("Status")], rows, [6, 3, 2]))] if rows else []
    return Section(_("How far it is"), [said] if found.total else [_("The work has not begun.")], tables)


def activities(report: Report) -> Section:
    headings = [_("Activity"), _("Who"), _("Where"), _("Status"), _("People reached")]
    rows = [
        [
            row["activity"],
            row["implementing"],
            place_words(row),
            row["status"],
            number(row["reached"]) if "reached" in row else DASH,
        ]
        for row in report.activities
    ]
    return Section(_("Activities"), tables=[("", Table(headings, rows, [5, 4, 3, 2, 2]))])


def place_words(row: dict[str, Any]) -> str:
    names = [row.get("site", ""), *(row.get(level, "") for level in ("adm3", "adm2", "adm1"))]
    return "، ".join(name for name in names if name) or DASH


# What was reached -----------------------------------------------------------------------------------------------------
def indicators(report: Report) -> Section:
    """Of a period what was reached in it, beside all that was reached."""
    period = report.period
    headings = [_("Indicator"), _("Baseline"), _("Target")]
    headings += [period.title] if period else []
    headings += [_("Reached in all") if period else _("Reached"), "%", ""]
    rows = [indicator_row(each, report) for each in report.indicators]
    widths = [6, 2, 2, *([2] if period else []), 2, 1, 2]
    return Section(
        _("Indicators"),
        tables=[("", Table(headings, rows, widths, frozenset({len(headings) - 1})))],
        notes=list(doubts(report.indicators)),
    )


def indicator_row(each: Measured, report: Report) -> list[str]:
    row = each.indicator
    unit = row.unit_words or (str(row.get_unit_display()) if row.unit != Indicator.Unit.NUMBER else "")
    title = f"{row.title} ({unit})" if unit else row.title
    step = next((step for period, step in each.steps if report.period and period.pk == report.period.pk), None)
    within = [valued(step.actual if step else None)] if report.period else []
    percent = f"{number(each.percent)}%" if each.percent is not None else DASH
    return [title, valued(row.baseline), valued(row.target), *within, valued(each.actual), percent, str(each.bar)]


def doubts(rows: Iterable[Measured]) -> Iterator[str]:
    """Where people may be counted twice, it is said beside the number."""
    for each in rows:
        if each.may_double:
            yield _("%(title)s: the total may count some people twice.") % {"title": each.indicator.title}
        if each.before:
            said = {"title": each.indicator.title, "count": number(each.before)}
            yield _("%(title)s: %(count)s of them were counted before.") % said
        if each.indicator.double_counting:
            yield f"{each.indicator.title}: {each.indicator.double_counting}"


def beneficiaries(rows: list[Measured]) -> Section:
    tables = [(each.indicator.title, by_sex_and_age(each)) for each in rows]
    return Section(_("Beneficiaries (counts)"), tables=tables, notes=[_("Counts only: no name is kept.")])


def by_sex_and_age(each: Measured) -> Table:
    headings = ["", *(str(sex.label) for sex in Sex), _("Together"), _("With a disability")]
    rows = [
        [
            str(age.label),
            *(number(counted(each, sex=sex, age=age)) for sex in Sex),
            number(counted(each, age=age)),
            number(counted(each, age=age, disability="with")),
        ]
        for age in Age
        if counted(each, age=age)
    ]
    together = [_("Together"), *(number(counted(each, sex=sex)) for sex in Sex), number(counted(each))]
    return Table(headings, [*rows, [*together, number(counted(each, disability="with"))]], [3, 2, 2, 2, 2, 2])


def counted(each: Measured, **wanted: str) -> int:
    names = ("sex", "age", "disability")
    cells = ((dict(zip(names, cell, strict=True)), many) for cell, many in each.counts.items())
    return sum(many for cell, many in cells if all(cell[name] == said for name, said in wanted.items()))


# What it took ---------------------------------------------------------------------------------------------------------
def contributions(ledgers: list[Ledger]) -> Section:
    """Three ledgers, and no sum of them."""
    titles = {"money": _("Money"), "items": _("Items and services"), "hours": _("Hours of work")}
    headings = [_("Organisation"), _("What it is"), _("Promised"), _("Given")]
    tables = [
        (
            titles[ledger.kind],
            Table(headings, [given_row(each) for _who, rows in ledger.givers for each in rows], WIDTHS),
        )
        for ledger in ledgers
        if ledger.givers
    ]
    words = [] if tables else [_("Nothing was promised yet.")]
    return Section(_("Contributions"), words, tables)


def given_row(each: Given) -> list[str]:
    row = each.row
    what = row.title or (str(row.item) if row.item else "") or (name_of(row.currency) if row.currency else DASH)
    tail = row.currency or (str(row.unit) if row.unit else "")
    return [str(row.organization), what, said(each.promised_amount, tail), said(each.given_amount, tail)]


def budget(report: Report) -> Section:
    headings = [_("Budget line"), _("Currency"), _("Planned"), _("Spent")]
    rows = [[each.line.title, each.own.currency, *spent(each.own)] for each in report.budget.lines]
    totals = [[_("Together"), each.currency, *spent(each)] for each in report.budget.totals]
    notes = [_("Currencies are kept as they were typed; nothing is converted.")]
    return Section(_("Budget"), tables=[("", Table(headings, [*rows, *totals], [5, 2, 3, 3]))], notes=notes)


def spent(each: Spent) -> list[str]:
    return [amount(major(parts, each.currency)) for parts in (each.planned, each.spent)]


# Words ----------------------------------------------------------------------------------------------------------------
def day(value: Any) -> str:
    return formats.date_format(value, "DATE_FORMAT") if value else DASH


def number(value: int) -> str:
    return format_number(value)


def valued(parts: int | None) -> str:
    return DASH if parts is None else amount(shown(parts))


def amount(number: Decimal) -> str:
    return format_number(number)


def said(number: Decimal, tail: str) -> str:
    return f"{amount(number)} {tail}".strip()
