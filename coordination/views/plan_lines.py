"""Writing a line of a unified plan; what it overlaps and what is left out is shown while one types."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coordination import actions, permissions, queries
from coordination.forms.plans import PlanLineForm
from coordination.models import PlanLine, UnifiedPlan
from coordination.plan_states import DRAFT
from coordination.views.plans import seen
from journal.forms import apply_form, attempt
from journal.ids import id_of
from journal.queries import head
from organizations.actors import actor_of

TYPED = ("activity", "place", "target_group", "sector", "starts_on", "ends_on")
GAPS_SHOWN = 4


@login_required
def add_plan_line(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    if not permissions.can_add_plan_line(actor, row):
        raise PermissionDenied
    form = PlanLineForm(request.POST or None, plan=row)
    made = apply_form(
        form, lambda given: actions.add_plan_line(actor=actor, plan=row, client_id=given["client_id"], **form.details())
    )
    if made is not None:
        messages.success(request, _("The line stands."))
        return redirect(on_plan(made))
    return line_page(request, row, form, _("Add a line"))


@login_required
def edit_plan_line(request: HttpRequest, pk: int) -> HttpResponse:
    line, actor = seen_line(request, pk), actor_of(request)
    if not permissions.can_edit_plan_line(actor, line):
        raise PermissionDenied
    form = PlanLineForm(request.POST or None, plan=line.plan, line=line)
    if apply_form(form, lambda _given: actions.edit_plan_line(actor=actor, line=line, **form.details())):
        messages.success(request, _("Saved."))
        return redirect(on_plan(line))
    return line_page(request, line.plan, form, _("Edit the line"), line)


@login_required
@require_POST
def withdraw_plan_line(request: HttpRequest, pk: int) -> HttpResponse:
    line = seen_line(request, pk)
    actor = actor_of(request)
    attempt(request, lambda: actions.withdraw_plan_line(actor=actor, line=line), _("The line is struck out."))
    return redirect("coordination:plan", line.plan_id)


@login_required
@require_safe
def plan_line_likely(request: HttpRequest, pk: int) -> HttpResponse:
    """What the form says so far, beside what others wrote; nothing is stored. `but` is the line that is edited."""
    row, actor = seen(request, pk), actor_of(request)
    if not permissions.can_add_plan_line(actor, row):
        raise Http404
    lines = queries.lines_of(row)
    edited = id_of(request.GET.get("but", "")) or 0
    typed = typed_line(request, row, actor.organization_id or 0, edited)
    standing = [line for line in lines if line.pk != edited]
    context = {
        "plan": row,
        "typed": typed,
        "meetings": queries.meetings_with(typed, standing) if typed else [],
        "gaps": gaps_left(row, [*standing, *([typed] if typed else [])], typed),
    }
    return render(request, "coordination/_plan_line_likely.html", context)


def typed_line(request: HttpRequest, plan: UnifiedPlan, organization: int, pk: int) -> PlanLine | None:
    """As far as the form is understood; None before there is an activity, or where its days cannot be."""
    form = PlanLineForm({name: request.GET.get(name, "") for name in TYPED}, plan=plan)
    form.is_valid()
    given: dict[str, Any] = {name: form.cleaned_data.get(name) for name in TYPED}
    if not (given["activity"] and given["starts_on"] and given["ends_on"]):
        return None
    return PlanLine(pk=pk, plan=plan, organization_id=organization, **given)


def gaps_left(plan: UnifiedPlan, lines: list[PlanLine], typed: PlanLine | None) -> list[queries.Gap]:
    """What nobody plans even with this line: at its own place first."""
    place = typed.place_id if typed and typed.place_id else ""
    found = queries.cover_of(plan, lines).gaps
    near = [gap for gap in found if place and (gap.place.pk.startswith(place) or place.startswith(gap.place.pk))]
    return [*near, *(gap for gap in found if gap not in near)][:GAPS_SHOWN]


# What these pages share -----------------------------------------------------------------------------------------------
def seen_line(request: HttpRequest, pk: int) -> PlanLine:
    line = queries.seen_line(request.user, pk)
    if line is None:
        raise Http404
    return line


def on_plan(line: PlanLine) -> str:
    return f"{redirect('coordination:plan', line.plan_id).url}#line-{line.pk}"


def line_page(
    request: HttpRequest, plan: UnifiedPlan, form: PlanLineForm, heading: str, line: PlanLine | None = None
) -> HttpResponse:
    if plan.status != DRAFT and not form.is_bound:
        messages.error(request, _("It is being signed, or signed: its lines stand as they are."))
        return redirect("coordination:plan", plan.pk)
    context = {"plan": plan, "form": form, "heading": heading, "line": line, "head": head(plan.stream)}
    return render(request, "coordination/plan_line.html", context)
