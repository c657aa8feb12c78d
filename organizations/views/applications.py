"""The open door: applying, the queue, deciding."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.names import clean_phone
from journal.actors import Actor
from journal.forms import apply_form
from journal.refusals import Conflict, require
from organizations import actions, permissions, queries
from organizations.actors import acting_for, actor_of
from organizations.forms import ApplicationForm, ApplicationStatusForm, ReasonForm
from organizations.models import Application
from organizations.permissions import applications_for
from organizations.scans import CONTENT_TYPES, LONGEST_SCAN, kind_of_scan
from organizations.views.answers import attempt_with_reason, back, is_too_often, unkept
from organizations.views.invitations import shown

PAGE = 30
APPLICATIONS_AN_HOUR = 5
QUESTIONS_A_MINUTE = 10


def apply(request: HttpRequest) -> HttpResponse:
    """For an organisation that nobody invited."""
    form = ApplicationForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if is_too_often(request, "apply", APPLICATIONS_AN_HOUR, 3600):
            form.add_error(None, _("There have been many applications from here. Try again in an hour."))
            return render(request, "organizations/apply.html", {"form": form}, status=429)
        if made := send(request, form):
            context = {"application": made, "similar": may_be_known(made)}
            return unkept(request, "organizations/application_sent.html", context)
    return render(request, "organizations/apply.html", {"form": form})


def send(request: HttpRequest, form: ApplicationForm) -> Application | None:
    def act(given: dict[str, Any]) -> Application:
        kept = {"scan": given["scan"].read(LONGEST_SCAN + 1), "sectors": given["sectors"]}
        return actions.apply(actor=actor_of(request), client_id=given["client_id"], **kept, **form.details())

    return apply_form(form, act)


def may_be_known(application: Application) -> bool:
    """Is a public organisation much like it? Only that is told, so that nobody finds out whom the queue holds."""
    names = [application.name_ar, application.name_en]
    found = queries.similar_organizations(names, licence_number=application.licence_number)
    return any(row.is_verified for row in found)


def application_status(request: HttpRequest) -> HttpResponse:
    """How an application stands, for who knows its code and the phone number given in it."""
    form = ApplicationStatusForm(request.POST or None)
    found, is_unknown = None, False
    if request.method == "POST" and form.is_valid():
        if is_too_often(request, "application-status", QUESTIONS_A_MINUTE, 60):
            form.add_error(None, _("Too many questions. Try again in a minute."))
        else:
            phone = clean_phone(form.cleaned_data["phone"]) or "-"
            code = form.cleaned_data["code"].strip().upper()
            found = Application.objects.filter(code=code, contact_phone=phone).first()
            is_unknown = found is None
    context = {"form": form, "application": found, "is_unknown": is_unknown}
    return unkept(request, "organizations/application_status.html", context)


@login_required
@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    """The queue of the secretariat, or of the unions one manages."""
    require(permissions.can_decide(request.user))
    page = Paginator(queries.application_queue(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "organizations/applications.html", {"page": page})


@login_required
@require_safe
def application(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(queries.application_queue(request.user).prefetch_related("sectors"), pk=pk)
    names = [row.name_ar, row.name_en]
    besides = row.organization_id
    doubles = queries.similar_organizations(names, licence_number=row.licence_number, besides=besides)
    actor = deciding(request, row)
    context = {
        "application": row,
        "similar": doubles,
        "reason_form": ReasonForm(),
        "can_decide": row.state == Application.State.WAITING and permissions.can_refuse_application(actor, row),
        "can_accept": permissions.can_accept_application(actor, row),
    }
    return render(request, "organizations/application.html", context)


def deciding(request: HttpRequest, row: Application) -> Actor:
    return acting_for(request, row.convener) if row.convener else actor_of(request)


@login_required
@require_safe
def scan(request: HttpRequest, pk: int) -> FileResponse:
    """The scanned licence, only to those who decide, only as a file to keep: a browser must not run what it holds."""
    row = get_object_or_404(applications_for(request.user), pk=pk)
    with row.scan.open("rb") as file:
        kind = kind_of_scan(file.read(16)) or "pdf"
    response = FileResponse(row.scan.open("rb"), as_attachment=True, filename=f"{row.code}.{kind}")
    response["Content-Type"] = CONTENT_TYPES[kind]
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response


@login_required
@require_POST
def accept_application(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it in; the answer is the page with the invitation for its contact, shown once."""
    row = get_object_or_404(applications_for(request.user).select_related("convener", "governorate"), pk=pk)
    actor = deciding(request, row)
    try:
        _organization, invitation, secret = actions.accept_application(actor=actor, application=row)
    except Conflict as error:
        messages.error(request, error.detail)
        return redirect("organizations:application", pk)
    is_union = row.convener is not None and actor.organization_id == row.convener_id
    sender = str(row.convener) if is_union else _("the secretariat of Multaqa")
    return shown(request, invitation, secret, application=row, sender=sender)


@login_required
@require_POST
def refuse_application(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(applications_for(request.user).select_related("convener"), pk=pk)
    actor = deciding(request, row)
    attempt_with_reason(request, lambda reason: actions.refuse_application(actor=actor, application=row, reason=reason))
    return back(request, "applications")
