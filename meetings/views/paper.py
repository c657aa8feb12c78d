"""Pages of paper: what of a session may be printed, and typing in what was filled in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from files.answers import file_answer
from journal.addresses import full_address
from journal.forms import apply_form, attempt
from journal.ids import id_of
from meetings import actions, permissions, queries
from meetings.forms.paper import AttendanceSheetForm, BallotSheetForm
from meetings.models import PaperSheet, Session
from meetings.papers import agenda_pdf, attendance_pdf, ballot_pdf
from meetings.views.sessions import seen, shell
from organizations.actors import actor_of
from organizations.models import Organization
from paper.answers import made_answer

Kind = PaperSheet.Kind


@login_required
@require_safe
def sheets(request: HttpRequest, pk: int) -> HttpResponse:
    """What can be printed, and what was; `?code=` leads to the sheet that bears it."""
    row = printable(request, pk)
    mine = queries.listed_sheets(permissions.sheets_for(request.user).filter(session=row))
    if code := request.GET.get("code", "").strip().upper()[:10]:
        if found := mine.filter(code=code).first():
            return redirect("meetings:enter_sheet", found.pk)
        messages.error(request, _("No sheet of this session bears this code."))
    more = {
        "printed": list(mine.order_by("-pk")),
        "ballots": list(queries.ballots_to_print(row)),
        "can_votes": permissions.can_run_session(actor_of(request), row),
        "code": request.GET.get("code", "")[:10],
    }
    return render(request, "meetings/sheets.html", {**shell(request, row, "sheets"), **more})


def printable(request: HttpRequest, pk: int) -> Session:
    row = seen(request, pk)
    if not permissions.can_print_sheet(actor_of(request), row):
        raise Http404
    return row


@login_required
@require_POST
def print_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """`kind`, and of a ballot sheet `ballot`: to the PDF."""
    row, actor = printable(request, pk), actor_of(request)
    asked = id_of(request.POST.get("ballot", ""))
    ballot = get_object_or_404(permissions.ballots_for(request.user), pk=asked, session=row) if asked else None
    kind, made = request.POST.get("kind", ""), []
    attempt(request, lambda: made.append(actions.print_sheet(actor=actor, session=row, kind=kind, ballot=ballot)))
    return redirect("meetings:sheet_paper", made[0].pk) if made else redirect("meetings:sheets", pk)


@login_required
@require_safe
def sheet_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet itself, as PDF."""
    row = seen_sheet(request, pk)
    address = full_address(request, reverse("meetings:enter_sheet", args=[pk]))
    if row.kind == Kind.ATTENDANCE:
        content = attendance_pdf(row, list(queries.people_of_sheet(row.session)), address)
    else:
        content = ballot_pdf(row, voices_of(row), address)
    return made_answer(content, f"{row.code}.pdf", is_shown=True)


def voices_of(row: PaperSheet) -> list[Organization]:
    """Every voice of the body: who will be there is not known when it is printed."""
    voices = row.session.body.voices.filter(until=None).values("organization")
    return list(Organization.objects.filter(pk__in=voices).order_by("name_ar"))


@require_safe
def agenda_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The agenda as the reader sees it, as PDF."""
    row = seen(request, pk)
    rows = queries.agenda_lines(queries.agenda_of(row, request.user))
    address = full_address(request, reverse("meetings:agenda", args=[pk]))
    return made_answer(agenda_pdf(row, rows, address), f"agenda-{pk}.pdf", is_shown=True)


def seen_sheet(request: HttpRequest, pk: int) -> PaperSheet:
    return get_object_or_404(queries.listed_sheets(permissions.sheets_for(request.user)), pk=pk)


@login_required
@require_safe
def sheet_photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The first one, or that of `?number=`."""
    found = queries.photo_of(seen_sheet(request, pk), id_of(request.GET.get("number", "1")) or 0)
    if found is None:
        raise Http404
    return file_answer(request, found.file)


# Typing in ------------------------------------------------------------------------------------------------------------
@login_required
def enter_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Type in what was filled in by hand: the code on the paper leads here."""
    row, actor = seen_sheet(request, pk), actor_of(request)
    is_attendance = row.kind == Kind.ATTENDANCE
    may = permissions.can_enter_attendance_sheet if is_attendance else permissions.can_enter_ballot_sheet
    if not may(actor, row):
        raise PermissionDenied
    given = (request.POST or None, request.FILES or None)
    form: Any = AttendanceSheetForm(*given, sheet=row) if is_attendance else BallotSheetForm(*given, sheet=row)
    act = actions.enter_attendance_sheet if is_attendance else actions.enter_ballot_sheet
    if apply_form(form, lambda _given: act(actor=actor, sheet=row, **form.details())) is not None:
        messages.success(request, _("Typed in; the photos stay with the sheet."))
        return redirect("meetings:sheets", row.session_id)
    context = {
        **shell(request, row.session, "sheets"),
        "sheet": row,
        "form": form,
        "people": queries.people_of_sheet(row.session) if is_attendance else [],
        "inside": queries.signed_on(row) if is_attendance else set(),
        "nobody": not is_attendance and row.ballot is not None and not queries.electors_of_sheet(row.ballot).exists(),
        "ticked": {id_of(each) for each in request.POST.getlist("people")},
    }
    return render(request, "meetings/enter_sheet.html", context)
