"""Pages of partners: who is in, asking one in, changing its part, and ending it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal.actors import Actor
from journal.forms import apply_form, onward
from journal.queries import head
from journal.refusals import Conflict, require
from organizations.actors import actor_of
from projects import actions, permissions, queries
from projects.forms.partners import InvitationForm, PartnerForm, WhyForm
from projects.models import Partner, Project
from projects.permissions import projects_for
from projects.views.projects import seen, shell


@login_required
@require_safe
def partners(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is in, who was asked, who is out again, and the guests."""
    reached = head(f"project.{pk}")
    row, actor = seen(request, pk), actor_of(request)
    found = queries.partners_of(row)
    own = next((each for each in found.standing if each.organization_id == actor.organization_id), None)
    context = {
        **shell(request, row, "partners"),
        "head": reached,
        "found": found,
        "guests": queries.guests_of(row),
        "own": own,
        "can_invite": permissions.can_invite_partner(actor, row),
        "can_change": row.is_running and permissions.can_lead(actor, row),
        "is_signing": own is not None and permissions.is_signing(actor, own.organization),
        "can_take_lead": may_take_lead(actor, found.standing, own),
        "offered": next((each for each in found.standing if each.lead_offered_at), None),
    }
    return render(request, "projects/partners.html", context)


def may_take_lead(actor: Actor, standing: list[Partner], own: Partner | None) -> bool:
    is_vacant = not any(each.role == Partner.Role.LEAD and each.organization.is_verified for each in standing)
    return is_vacant and own is not None and permissions.can_take_lead(actor, own)


@login_required
def invite_partner(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    require(permissions.can_invite_partner(actor, row))
    form = InvitationForm(request.POST or None, project=row)
    if apply_form(form, lambda given: actions.invite_partner(actor=actor, project=row, **given)):
        return onward(
            request, _("They have been asked. Once their signatory says yes, they are in."), "projects:partners", pk
        )
    return render(request, "projects/invite_partner.html", {**shell(request, row, "partners"), "form": form})


@login_required
def change_partner(request: HttpRequest, pk: int) -> HttpResponse:
    partner, actor = found_partner(request, pk), actor_of(request)
    require(permissions.can_change_partner(actor, partner))
    form = PartnerForm(request.POST or None, partner=partner)
    if apply_form(form, lambda given: actions.change_partner(actor=actor, partner=partner, **given)):
        return onward(request, _("Saved."), "projects:partners", partner.project_id)
    context = {"form": form, "partner": partner, "project": partner.project}
    return render(request, "projects/change_partner.html", context)


@login_required
@require_POST
def revoke_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    partner, actor = found_partner(request, pk), actor_of(request)
    told(request, lambda: actions.revoke_invitation(actor=actor, partner=partner), _("The invitation is withdrawn."))
    return redirect("projects:partners", partner.project_id)


@login_required
def end_partnership(request: HttpRequest, pk: int) -> HttpResponse:
    """End another organisation's part, with a reason that it reads."""
    partner, actor = found_partner(request, pk), actor_of(request)
    require(permissions.can_end_partnership(actor, partner))
    form = WhyForm(request.POST or None)
    if apply_form(form, lambda given: actions.end_partnership(actor=actor, partner=partner, **given)):
        return onward(
            request, _("It is no partner any more, and has been told why."), "projects:partners", partner.project_id
        )
    context = {"form": form, "partner": partner, "project": partner.project}
    return render(request, "projects/end_partnership.html", context)


@login_required
def leave_project(request: HttpRequest, pk: int) -> HttpResponse:
    """Go out with one's own organisation; what it keeps is said before."""
    row, actor = seen(request, pk), actor_of(request)
    partner = permissions.partner_of(actor, row)
    if partner is None or not permissions.can_leave_project(actor, partner):
        raise PermissionDenied
    form = WhyForm(request.POST or None)
    if apply_form(form, lambda given: actions.leave_project(actor=actor, partner=partner, **given)):
        return onward(
            request,
            _("Your organisation has left the project. What it keeps stands here."),
            "projects:partnership",
            partner.pk,
        )
    context = {"form": form, "partner": partner, "project": row}
    return render(request, "projects/leave_project.html", context)


# The lead -------------------------------------------------------------------------------------------------------------
@login_required
@require_POST
def offer_lead(request: HttpRequest, pk: int) -> HttpResponse:
    words = _("The lead is offered to them. Until their signatory says yes, your organisation leads.")
    return about_the_lead(request, pk, actions.offer_lead, words)


@login_required
@require_POST
def withdraw_lead_offer(request: HttpRequest, pk: int) -> HttpResponse:
    return about_the_lead(request, pk, actions.withdraw_lead_offer, _("Your organisation keeps the lead."))


@login_required
@require_POST
def accept_lead(request: HttpRequest, pk: int) -> HttpResponse:
    return about_the_lead(request, pk, actions.accept_lead, _("Your organisation leads the project now."))


@login_required
@require_POST
def take_lead(request: HttpRequest, pk: int) -> HttpResponse:
    words = _("Your organisation leads the project now. The other partners have been told.")
    return about_the_lead(request, pk, actions.take_lead, words)


@login_required
@require_POST
def decline_lead(request: HttpRequest, pk: int) -> HttpResponse:
    return about_the_lead(request, pk, actions.decline_lead, _("The lead stays where it is."))


def about_the_lead(request: HttpRequest, pk: int, act: Callable[..., Any], words: str) -> HttpResponse:
    partner, actor = found_partner(request, pk), actor_of(request)
    told(request, lambda: act(actor=actor, partner=partner), words)
    return redirect("projects:partners", partner.project_id)


# What they share ------------------------------------------------------------------------------------------------------
def found_partner(request: HttpRequest, pk: int) -> Partner:
    """A partner of a project one sees."""
    of_seen = Partner.objects.filter(project__in=projects_for(request.user))
    return get_object_or_404(of_seen.select_related("project__room", "organization"), pk=pk)


def told(request: HttpRequest, act: Callable[[], Any], words: str) -> bool:
    """Do what one button asks, and say what came of it."""
    try:
        act()
    except Conflict as no:
        messages.error(request, no.detail)
        return False
    messages.success(request, words)
    return True


def project_of(request: HttpRequest, pk: int) -> Project:
    return get_object_or_404(projects_for(request.user).select_related("room"), pk=pk)


def own_partnership(request: HttpRequest, pk: int) -> Partner:
    """Of an organisation of one's own, in whatever state."""
    row = queries.partnership(request.user, pk)
    if row is None:
        raise Http404
    return row
