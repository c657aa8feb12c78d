"""Who plans, spends, gives: the lead plans, and each organisation speaks of its own money and goods."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from journal.actors import Actor
from needs.models import Pledge
from needs.pledging import GIVEN_BACK
from organizations.permissions import SPEAKING
from projects.models import BudgetLine, Contribution, Expense, Giving, Partner, Project
from projects.permissions.seen import can_lead, can_speak, projects_for


def budget_lines_for(user: Any) -> QuerySet[BudgetLine]:
    return BudgetLine.objects.filter(project__in=projects_for(user))


def expenses_for(user: Any) -> QuerySet[Expense]:
    return Expense.objects.filter(project__in=projects_for(user))


def contributions_for(user: Any) -> QuerySet[Contribution]:
    return Contribution.objects.filter(project__in=projects_for(user))


def givings_for(user: Any) -> QuerySet[Giving]:
    return Giving.objects.filter(contribution__project__in=projects_for(user))


def own_projects_for(user: Any) -> QuerySet[Project]:
    """Those in which one's organisation is a partner: receipts are for these, not for guests."""
    if not user.is_authenticated:
        return Project.objects.none()
    own = user.memberships.filter(SPEAKING).values("organization")
    partners = Partner.objects.filter(status=Partner.Status.ACCEPTED, organization__in=own)
    return projects_for(user).filter(pk__in=partners.values("project"))


def expense_receipts_for(user: Any) -> QuerySet[Expense]:
    return Expense.objects.filter(project__in=own_projects_for(user), receipt__isnull=False)


def giving_receipts_for(user: Any) -> QuerySet[Giving]:
    return Giving.objects.filter(contribution__project__in=own_projects_for(user), receipt__isnull=False)


def linkable_pledges_for(actor: Actor) -> QuerySet[Pledge]:
    """What one's organisation promised on the board and did not take back, and what counts in no project yet."""
    if actor.organization_id is None:
        return Pledge.objects.none()
    linked = Contribution.objects.filter(pledge__isnull=False, withdrawn_at__isnull=True)
    own = Pledge.objects.filter(organization=actor.organization_id).exclude(status__in=GIVEN_BACK)
    return own.exclude(Q(pk__in=linked.values("pledge")))


# What the lead plans --------------------------------------------------------------------------------------------------
def can_create_budget_line(actor: Actor, project: Project) -> bool:
    return project.is_running and can_lead(actor, project)


def can_edit_budget_line(actor: Actor, line: BudgetLine) -> bool:
    return can_create_budget_line(actor, line.project)


def can_withdraw_budget_line(actor: Actor, line: BudgetLine) -> bool:
    return can_create_budget_line(actor, line.project)


# What each organisation says of itself --------------------------------------------------------------------------------
def speaks(actor: Actor, project: Project, organization_id: int | None) -> bool:
    return project.is_running and actor.organization_id == organization_id and can_speak(actor, project)


def can_record_expense(actor: Actor, project: Project) -> bool:
    return project.is_running and can_speak(actor, project)


def can_correct_expense(actor: Actor, expense: Expense) -> bool:
    return speaks(actor, expense.project, expense.organization_id)


def can_withdraw_expense(actor: Actor, expense: Expense) -> bool:
    return speaks(actor, expense.project, expense.organization_id)


def can_promise_contribution(actor: Actor, project: Project) -> bool:
    return project.is_running and can_speak(actor, project)


def can_link_pledge(actor: Actor, project: Project, pledge: Pledge) -> bool:
    return speaks(actor, project, pledge.organization_id)


def can_edit_contribution(actor: Actor, contribution: Contribution) -> bool:
    return speaks(actor, contribution.project, contribution.organization_id)


def can_withdraw_contribution(actor: Actor, contribution: Contribution) -> bool:
    return speaks(actor, contribution.project, contribution.organization_id)


def can_record_giving(actor: Actor, contribution: Contribution) -> bool:
    """Who gives says what it gave; who leads, what it got."""
    project = contribution.project
    return speaks(actor, project, contribution.organization_id) or (project.is_running and can_lead(actor, project))


def can_withdraw_giving(actor: Actor, giving: Giving) -> bool:
    """Who wrote it down, and whose it is: so that neither counts against the other unseen."""
    project = giving.contribution.project
    return speaks(actor, project, giving.organization_id) or speaks(actor, project, giving.contribution.organization_id)
