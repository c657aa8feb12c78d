"""What was brought to an operation: pages to report it, correct it, and say which deliveries belong to it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal.actors import Actor
from journal.forms import apply_form, attempt, onward
from journal.refusals import require
from needs.actions import aid as actions
from needs.forms.operations import CorrectionForm, LinkForm, OperationOfDeliveryForm, ReportForm, WithdrawalForm
from needs.models import AidReport, Delivery, Operation
from needs.permissions import operations as permissions
from needs.permissions import operations_for
from needs.permissions.pledges import deliveries_for, is_giving
from needs.queries import operations as queries
from needs.views.operations import seen
from organizations.actors import acting_for, actor_of

Status = Operation.Status


@login_required
def report_aid(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what one's organisation did on a day."""
    row, actor = seen(request, pk), actor_of(request)
    require(permissions.can_report_aid(actor, row))
    form = ReportForm(request.POST or None, actor=actor)
    if apply_form(form, lambda _given: actions.report_aid(actor=actor, operation=row, **form.given())) is not None:
        return onward(request, _("Written down; it counts now."), "needs:operation", pk)
    return render(request, "needs/report_aid.html", {"form": form, "row": row, "organization": actor.organization})


def own_report(request: HttpRequest, pk: int, report_pk: int) -> tuple[Actor, AidReport]:
    """A report of an operation one sees, to those who may change it."""
    row = seen(request, pk)
    report = get_object_or_404(row.reports.select_related("organization", "operation"), pk=report_pk)
    actor = acting_for(request, report.organization)
    require(permissions.can_correct_aid_report(actor, report))
    return actor, report


@login_required
def correct_aid_report(request: HttpRequest, pk: int, report_pk: int) -> HttpResponse:
    actor, report = own_report(request, pk, report_pk)
    form = CorrectionForm(request.POST or None, actor=actor, report=report)
    if apply_form(form, lambda _given: actions.correct_aid_report(actor=actor, report=report, **form.given())):
        return onward(request, _("Corrected. What was said before stays to be read."), "needs:operation", pk)
    return render(request, "needs/correct_aid_report.html", {"form": form, "row": report.operation, "report": report})


@login_required
def withdraw_aid_report(request: HttpRequest, pk: int, report_pk: int) -> HttpResponse:
    actor, report = own_report(request, pk, report_pk)
    form = WithdrawalForm(request.POST or None)
    if apply_form(form, lambda given: actions.withdraw_aid_report(actor=actor, report=report, **given)):
        return onward(request, _("Withdrawn; it counts no more."), "needs:operation", pk)
    return render(request, "needs/withdraw_aid_report.html", {"form": form, "row": report.operation, "report": report})


# Deliveries -----------------------------------------------------------------------------------------------------------
@login_required
@require_safe
def operation_deliveries(request: HttpRequest, pk: int) -> HttpResponse:
    """The loads of one's organisation that belong to an operation, and those that might."""
    row, actor = seen(request, pk), actor_of(request)
    loads = queries.linkable(row, actor.organization)
    context = {
        "row": row,
        "organization": actor.organization,
        "loads": [shown(actor, row, load) for load in loads],
        "is_open": row.status == Status.OPEN,
    }
    return render(request, "needs/operation_deliveries.html", context)


def shown(actor: Actor, row: Operation, load: Delivery) -> dict[str, Any]:
    """A load, whether it is in the operation, which convoy it was said to be, and which it might be."""
    known = getattr(load, "in_operation", None)
    convoys = queries.convoys_like(row, load)
    return {
        "load": load,
        "known": known,
        "form": LinkForm(reports=convoys, initial={"report": known.report if known else None}) if convoys else None,
        "is_giving": is_giving(actor, load.pledge),
        "may": permissions.can_unlink_delivery(actor, load),
    }


@login_required
@require_POST
def link_delivery(request: HttpRequest, pk: int, delivery_pk: int) -> HttpResponse:
    row, load = seen(request, pk), own_load(request, delivery_pk)
    actor = actor_of(request)
    form = LinkForm(request.POST, reports=queries.convoys_like(row, load))
    report = form.cleaned_data["report"] if form.is_valid() else None
    attempt(
        request,
        lambda: actions.link_delivery(actor=actor, operation=row, delivery=load, report=report),
        _("It counts in this operation."),
    )
    return redirect("needs:operation_deliveries", pk)


@login_required
@require_POST
def unlink_delivery(request: HttpRequest, pk: int, delivery_pk: int) -> HttpResponse:
    seen(request, pk)
    load, actor = own_load(request, delivery_pk), actor_of(request)
    attempt(request, lambda: actions.unlink_delivery(actor=actor, delivery=load), _("It no longer counts here."))
    return redirect("needs:operation_deliveries", pk)


def own_load(request: HttpRequest, pk: int) -> Delivery:
    rows = deliveries_for(request.user).select_related("pledge__organization", "pledge__need__organization")
    return get_object_or_404(rows, pk=pk)


@login_required
def delivery_operation(request: HttpRequest, pk: int) -> HttpResponse:
    """From the page of a pledge: of which operation is this load?"""
    load, actor = own_load(request, pk), actor_of(request)
    require(permissions.can_unlink_delivery(actor, load))
    known = getattr(load, "in_operation", None)
    initial = {"operation": known.operation_id if known else None}
    sent = request.POST if request.method == "POST" else None
    form = OperationOfDeliveryForm(sent, seen=operations_for(request.user), delivery=load, initial=initial)

    def act(given: dict[str, Any]) -> bool:
        if given["operation"] is None:
            actions.unlink_delivery(actor=actor, delivery=load)
        else:
            actions.link_delivery(actor=actor, operation=given["operation"], delivery=load)
        return True

    back = f"{reverse('needs:pledge', args=[load.pledge_id])}#load-{pk}"
    if apply_form(form, act):
        return onward(request, _("Saved."), back)
    return render(request, "needs/delivery_operation.html", {"form": form, "load": load, "back": back})
