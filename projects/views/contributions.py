"""Pages of contributions: who gives what, in three ledgers; one of them; what came of it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from journal.ids import id_of
from journal.queries import head
from journal.refusals import require
from needs.permissions import can_propose_item
from needs.permissions.pledges import pledges_for
from organizations.actors import actor_of
from projects import actions, permissions, queries
from projects.forms.amounts import WhyForm
from projects.forms.contributions import ContributionForm, GivingForm, PledgeForm, WordsForm
from projects.forms.things import Thing, thing_sent, things_found
from projects.models import Contribution, Giving
from projects.papers import paper_answer
from projects.views.asking import asking
from projects.views.projects import seen, shell


@login_required
@require_safe
def contributions(request: HttpRequest, pk: int) -> HttpResponse:
    """The three ledgers; `?organization=` shows one giver's."""
    reached = head(f"project.{pk}")
    row, actor = seen(request, pk), actor_of(request)
    organization = id_of(request.GET.get("organization", ""))
    ledgers = queries.ledgers_of(row, organization)
    can_give = permissions.can_promise_contribution(actor, row)
    context = {
        **shell(request, row, "contributions"),
        "part": "contributions",
        "head": reached,
        "ledgers": ledgers,
        "is_empty": not any(each.givers for each in ledgers),
        "organization": organization,
        "own": actor.organization_id,
        "can_give": can_give,
        "has_pledges": can_give and permissions.linkable_pledges_for(actor).exists(),
    }
    return render(request, "projects/contributions.html", context)


@login_required
def promise_contribution(request: HttpRequest, pk: int) -> HttpResponse:
    """`?kind=` says in which ledger."""
    row, actor = seen(request, pk), actor_of(request)
    require(permissions.can_promise_contribution(actor, row))
    kind = request.GET.get("kind", "")
    kind = kind if kind in Contribution.Kind.values else Contribution.Kind.MONEY
    form = ContributionForm(request.POST or None, project=row, kind=kind)

    def act(_given: dict[str, Any]) -> object:
        return actions.promise_contribution(actor=actor, project=row, kind=kind, **form.said())

    shown: dict[str, Any] = {"project": row, "kind": kind, "kinds": Contribution.Kind.choices}
    shown["giver"] = actor.organization
    if kind == Contribution.Kind.ITEMS:
        shown["thing"] = form.thing_asked
    if "choose" in request.POST:
        form.spare()
        up = reverse("projects:contributions", args=[pk])
        return render(request, "projects/promise_contribution.html", {**shown, "form": form, "up": up})
    to, done = reverse("projects:contributions", args=[pk]), _("Thank you. It stands in the ledger.")
    return asking(request, "projects/promise_contribution.html", form, act, to=to, done=done, **shown)


@login_required
@require_safe
def contribution_things(request: HttpRequest) -> HttpResponse:
    """What the words typed as `thing` may mean, to choose from; with `choose` the part of the form, chosen."""
    require(can_propose_item(actor_of(request)))  # as for needs: the catalogue names what others proposed
    given = {name: str(value) for name, value in request.GET.items()}
    if "choose" in given:
        return render(request, "projects/_thing.html", {"thing": thing_sent(given), "is_fresh": True})
    found = things_found(given.get("thing", ""))
    return render(request, "projects/_found_things.html", {"thing": Thing(found=found)})


@login_required
def link_pledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose among what one's organisation promised on the board."""
    row, actor = seen(request, pk), actor_of(request)
    require(permissions.can_promise_contribution(actor, row))
    pledges = permissions.linkable_pledges_for(actor).prefetch_related("lines__need_line__item").order_by("-pk")
    form = PledgeForm(request.POST or None, pledges=pledges)

    def act(given: dict[str, Any]) -> object:
        return actions.link_pledge(actor=actor, project=row, **given)

    shown = {"project": row, "has_pledges": pledges.exists()}
    to, done = reverse("projects:contributions", args=[pk]), _("It counts here from now on.")
    return asking(request, "projects/link_pledge.html", form, act, to=to, done=done, **shown)


def seen_contribution(request: HttpRequest, pk: int) -> Contribution:
    return get_object_or_404(queries.whole_contributions(permissions.contributions_for(request.user)), pk=pk)


@login_required
@require_safe
def contribution(request: HttpRequest, pk: int) -> HttpResponse:
    """What was promised, what came when, and what was taken back."""
    row, actor = seen_contribution(request, pk), actor_of(request)
    project = seen(request, row.project_id)
    can_give = row.pledge_id is None and permissions.can_record_giving(actor, row)
    givings = [(each, permissions.can_withdraw_giving(actor, each)) for each in queries.givings_of(row)]
    context = {
        **shell(request, project, "contributions"),
        "given": queries.one_counted(row),
        "givings": givings,
        "is_standing": row.withdrawn_at is None,
        "can_give": can_give,
        "can_edit": permissions.can_edit_contribution(actor, row),
        "sees_receipts": permissions.own_projects_for(request.user).filter(pk=project.pk).exists(),
    }
    return render(request, "projects/contribution.html", context)


@login_required
def edit_contribution(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen_contribution(request, pk), actor_of(request)
    require(permissions.can_edit_contribution(actor, row))
    form = WordsForm(request.POST or None, project=row.project, contribution=row)

    def act(given: dict[str, Any]) -> object:
        return actions.edit_contribution(actor=actor, contribution=row, **given)

    to = reverse("projects:contribution", args=[pk])
    return asking(request, "projects/edit_contribution.html", form, act, to=to, done=_("Saved."), **of(row))


@login_required
def withdraw_contribution(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen_contribution(request, pk), actor_of(request)
    require(permissions.can_withdraw_contribution(actor, row))
    form = WhyForm(request.POST or None)

    def act(given: dict[str, Any]) -> object:
        return actions.withdraw_contribution(actor=actor, contribution=row, **given)

    to, done = reverse("projects:contribution", args=[pk]), _("No more is expected of it; what came stays.")
    return asking(request, "projects/withdraw_contribution.html", form, act, to=to, done=done, **of(row))


@login_required
def record_giving(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen_contribution(request, pk), actor_of(request)
    require(row.pledge_id is None and permissions.can_record_giving(actor, row))
    form = GivingForm(request.POST or None, request.FILES or None)

    def act(_given: dict[str, Any]) -> object:
        return actions.record_giving(actor=actor, contribution=row, **form.said())

    to = reverse("projects:contribution", args=[pk])
    return asking(request, "projects/record_giving.html", form, act, to=to, done=_("Written down."), **of(row))


def of(row: Contribution) -> dict[str, Any]:
    """What the head of a page about a contribution shows."""
    return {"project": row.project, "given": queries.one_counted(row)}


def seen_giving(request: HttpRequest, pk: int) -> Giving:
    rows = permissions.givings_for(request.user).select_related("contribution__project")
    return get_object_or_404(rows, pk=pk)


@login_required
def withdraw_giving(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen_giving(request, pk), actor_of(request)
    require(permissions.can_withdraw_giving(actor, row))
    form = WhyForm(request.POST or None)

    def act(given: dict[str, Any]) -> object:
        return actions.withdraw_giving(actor=actor, giving=row, **given)

    contribution = seen_contribution(request, row.contribution_id)
    to, done = reverse("projects:contribution", args=[contribution.pk]), _("It counts no more.")
    return asking(request, "projects/withdraw_giving.html", form, act, to=to, done=done, giving=row, **of(contribution))


@login_required
@require_safe
def giving_receipt(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The paper, to the partners."""
    row = get_object_or_404(permissions.giving_receipts_for(request.user).select_related("receipt"), pk=pk)
    return paper_answer(request, row)


@login_required
@require_safe
def projects_of_pledge(request: HttpRequest, pk: int) -> HttpResponse:
    """A fragment of a pledge's page: in which of the projects one sees it counts."""
    pledge = get_object_or_404(pledges_for(request.user), pk=pk)
    found = queries.projects_of_pledge(pledge, permissions.projects_for(request.user)).order_by("pk")
    return render(request, "projects/_projects_of_pledge.html", {"projects": found})
