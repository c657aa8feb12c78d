"""All that the report of a project on paper and its IATI file tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

from needs.quantities import shown
from organizations.models import Organization
from projects.currencies import major
from projects.models import Expense, Partner, Period, Project, Task
from projects.queries.budget import Budget, Spent, budget_of
from projects.queries.contributions import Ledger, ledgers_of
from projects.queries.indicators import Progress as Measured
from projects.queries.indicators import indicators_of, periods_of
from projects.queries.progress import WorkDone, first_milestones, work_done
from projects.queries.projects import lead_of, standing_partners
from projects.queries.reports import Row, four_w_rows
from projects.reporting import iati

# The platform's sector codes as the global clusters of IATI's vocabulary 10.
CLUSTERS = {
    "CCM": "1",
    "ERY": "2",
    "EDU": "3",
    "SHL": "4",
    "TEL": "5",
    "FSC": "6",
    "HEA": "7",
    "LOG": "8",
    "NUT": "9",
    "PRO": "10",
    "WSH": "11",
}


@dataclass(frozen=True)
class Report:
    """`period` is the one that is reported on; None for the whole project."""

    project: Project
    period: Period | None
    partners: list[Partner]
    progress: WorkDone
    milestones: list[Task]
    activities: list[Row]
    indicators: list[Measured]
    ledgers: list[Ledger]
    budget: Budget
    made_on: date

    @property
    def lead(self) -> Partner | None:
        return lead_of(self.project)


def report_of(project: Project, period: Period | None = None) -> Report:
    """Of a project read by `listed`."""
    today = timezone.localdate()
    return Report(
        project=project,
        period=period,
        partners=standing_partners(project),
        progress=work_done(project),
        milestones=first_milestones(project),
        activities=four_w_rows([project], today),
        indicators=indicators_of(project, with_counts=True),
        ledgers=ledgers_of(project),
        budget=budget_of(project),
        made_on=today,
    )


def reported_period(project: Project, asked: str) -> Period | None:
    """The period of the project with this number, if it is one."""
    known = {str(period.pk): period for period in periods_of(project)}
    return known.get(asked)


# IATI -----------------------------------------------------------------------------------------------------------------
def iati_sheet(project: Project) -> iati.Sheet:
    """Of a project read by `listed`. Money of each line and expense in its own currency."""
    lead = lead_of(project)
    begins = project.starts_on or project.created_at.date()
    budget = budget_of(project)
    expenses = Expense.objects.filter(project=project, is_standing=True).select_related("organization")
    return iati.Sheet(
        identifier=f"{settings.IATI_PREFIX}-{project.code}",
        language=(get_language() or "ar")[:2],
        changed_at=timezone.now(),
        reporting=body_of(lead.organization) if lead else iati.Body(project.title, ""),
        title=project.title,
        aim=project.aim,
        status=project.status,
        created_on=project.created_at.date(),
        starts_on=project.starts_on,
        ends_on=project.ends_on,
        closed_on=project.closed_at.date() if project.closed_at else None,
        currency=project.currency,
        partners=[(each.role, body_of(each.organization)) for each in standing_partners(project)],
        places=[(place.pk, str(place)) for place in project.places.all()],
        sectors=[(CLUSTERS[code], str(each)) for each in project.sectors.all() if (code := each.code) in CLUSTERS],
        budgets=[planned_of(each, begins) for each in budget.totals if each.planned],
        expenses=[expense_of(each) for each in expenses.order_by("day", "pk")],
        indicators=[measured_of(each, begins) for each in indicators_of(project)],
    )


def body_of(organization: Organization) -> iati.Body:
    return iati.Body(str(organization), organization.kind)


def planned_of(each: Spent, day: date) -> iati.Money:
    return iati.Money(major(each.planned, each.currency), each.currency, day)


def expense_of(row: Expense) -> iati.Money:
    amount = major(row.amount, row.currency)
    return iati.Money(amount, row.currency, row.day, row.note, body_of(row.organization))


def measured_of(each: Measured, begins: date) -> iati.Measured:
    steps = [
        iati.Reached(period.starts_on, period.ends_on, decimal_of(step.target), decimal_of(step.actual))
        for period, step in each.steps
    ]
    baseline = decimal_of(each.indicator.baseline)
    return iati.Measured(each.indicator.title, each.is_share, baseline, begins.year, steps)


def decimal_of(parts: Any) -> Decimal | None:
    return None if parts is None else shown(parts)
