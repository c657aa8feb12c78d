"""Pages of reporting periods."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal.refusals import require
from organizations.actors import actor_of
from projects import actions, permissions
from projects.forms.amounts import WhyForm
from projects.forms.indicators import PeriodForm
from projects.models import Period
from projects.views.asking import asking, pressed
from projects.views.projects import seen


def back(project: int) -> str:
    return reverse("projects:indicators", args=[project])


def seen_period(request: HttpRequest, pk: int) -> Period:
    return get_object_or_404(permissions.periods_for(request.user).select_related("project"), pk=pk)


@login_required
@require_safe
def period(request: HttpRequest, pk: int) -> HttpResponse:
    """A period stands among the others, below the indicators."""
    return redirect(f"{back(seen_period(request, pk).project_id)}#period-{pk}")


@login_required
def create_period(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    require(permissions.can_create_period(actor, row))
    form = PeriodForm(request.POST or None)

    def act(given: dict[str, Any]) -> object:
        return actions.create_period(actor=actor, project=row, **given)

    done = _("Partners are reminded three days before it ends.")
    return asking(request, "projects/create_period.html", form, act, to=back(pk), done=done, project=row)


@login_required
def edit_period(request: HttpRequest, pk: int) -> HttpResponse:
    period, actor = seen_period(request, pk), actor_of(request)
    require(permissions.can_edit_period(actor, period))
    form = PeriodForm(request.POST or None, period=period)

    def act(given: dict[str, Any]) -> object:
        return actions.edit_period(actor=actor, period=period, **given)

    shown = {"project": period.project, "period": period}
    return asking(
        request, "projects/edit_period.html", form, act, to=back(period.project_id), done=_("Saved."), **shown
    )


@login_required
@require_POST
def close_period(request: HttpRequest, pk: int) -> HttpResponse:
    period, actor = seen_period(request, pk), actor_of(request)
    done = _("Closed: it takes no more numbers, and the partners are told.")
    to = back(period.project_id)
    return pressed(request, lambda: actions.close_period(actor=actor, period=period), to=to, done=done)


@login_required
def reopen_period(request: HttpRequest, pk: int) -> HttpResponse:
    period, actor = seen_period(request, pk), actor_of(request)
    require(permissions.can_reopen_period(actor, period))
    form = WhyForm(request.POST or None)

    def act(given: dict[str, Any]) -> object:
        return actions.reopen_period(actor=actor, period=period, **given)

    shown = {"project": period.project, "period": period}
    done = _("It takes numbers again.")
    return asking(request, "projects/reopen_period.html", form, act, to=back(period.project_id), done=done, **shown)
