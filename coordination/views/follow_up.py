"""Pages of follow-up: reports, what proves them, verifying, and what one's organisation answers for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coordination import actions, permissions, queries
from coordination.forms.follow_up import EvidenceForm, NoteForm, UpdateForm
from coordination.forms.recommendations import WhyForm
from coordination.models import Evidence, ProgressUpdate
from coordination.permissions import evidence_for
from coordination.views.recommendations import about, button, seen, shown
from files.answers import file_answer, preview_answer
from files.models import StoredFile
from journal.forms import apply_form, attempt
from organizations.actors import actor_of


def seen_update(request: HttpRequest, pk: int) -> ProgressUpdate:
    row = queries.seen_update(request.user, pk)
    if row is None:
        raise Http404
    return row


@login_required
@require_safe
def obligations(request: HttpRequest) -> HttpResponse:
    """What my organisation was asked, what it answers for, and what waits for my word."""
    actor = actor_of(request)
    context = {
        "here": "obligations",
        "own": actor.organization,
        "asked": queries.asked_of(actor),
        "rows": [shown(row) for row in queries.obligations(actor)],
        "drafts": queries.drafts_of(actor),
        "waiting": queries.waiting_for(actor),
    }
    return render(request, "coordination/obligations.html", context)


# Moves ----------------------------------------------------------------------------------------------------------------
@login_required
@require_POST
def begin_recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    words = _("Work on it has begun.")
    return button(request, pk, lambda: actions.begin_recommendation(actor=actor, recommendation=row), words)


@login_required
@require_POST
def resume_recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    return button(request, pk, lambda: actions.resume_recommendation(actor=actor, recommendation=row), _("It goes on."))


@login_required
def block_recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    words = _("The committee reads what is in the way.")
    may, act = permissions.can_block_recommendation, actions.block_recommendation
    return why_page(request, pk, may, act, _("Say what is in the way"), words)


@login_required
def reopen_recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    words = _("It is in progress again.")
    may, act = permissions.can_reopen_recommendation, actions.reopen_recommendation
    return why_page(request, pk, may, act, _("Open it again"), words)


def why_page(
    request: HttpRequest, pk: int, may: Callable[..., bool], act: Callable[..., Any], heading: str, done: str
) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    if not may(actor, row):
        raise PermissionDenied
    form = WhyForm(request.POST or None)
    if apply_form(form, lambda given: act(actor=actor, recommendation=row, **given)):
        messages.success(request, done)
        return redirect("coordination:recommendation", pk)
    return about(request, row, form, heading, _("Send"))


# Reports --------------------------------------------------------------------------------------------------------------
@login_required
def create_update(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    if not permissions.can_create_update(actor, row):
        raise PermissionDenied
    form = UpdateForm(request.POST or None, row=row)
    made = apply_form(
        form,
        lambda given: actions.create_update(
            actor=actor, recommendation=row, client_id=given["client_id"], **form.details()
        ),
    )
    if made is not None:
        return redirect("coordination:update", made.pk)
    return about(request, row, form, _("Add a progress report"), _("Go on to the evidence"))


@login_required
@require_safe
def update(request: HttpRequest, pk: int) -> HttpResponse:
    """One report with its evidence; while it is a draft, adding to it and submitting it."""
    return update_page(request, seen_update(request, pk), EvidenceForm())


def update_page(request: HttpRequest, row: ProgressUpdate, form: EvidenceForm) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "update": row,
        "row": row.recommendation,
        "form": form,
        "can_edit": permissions.can_edit_update(actor, row),
        "can_submit": row.status == "draft" and permissions.can_submit_update(actor, row),
        "can_confirm": row.status == "submitted" and permissions.can_confirm_update(actor, row),
        "note_form": NoteForm(),
    }
    return render(request, "coordination/update.html", context)


@login_required
def edit_update(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen_update(request, pk), actor_of(request)
    if not permissions.can_edit_update(actor, row):
        raise PermissionDenied
    form = UpdateForm(request.POST or None, row=row.recommendation, update=row)
    if apply_form(form, lambda _given: actions.edit_update(actor=actor, update=row, **form.details())):
        return redirect("coordination:update", pk)
    return about(request, row.recommendation, form, _("Edit the report"), _("Save"))


@login_required
@require_POST
def submit_update(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen_update(request, pk), actor_of(request)
    words = _("It is submitted: those who verify have been told.")
    if attempt(request, lambda: actions.submit_update(actor=actor, update=row), words):
        return redirect("coordination:recommendation", row.recommendation_id)
    return redirect("coordination:update", pk)


@login_required
@require_POST
def discard_update(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen_update(request, pk), actor_of(request)
    words = _("The draft is thrown away.")
    return button(request, row.recommendation_id, lambda: actions.discard_update(actor=actor, update=row), words)


@login_required
@require_POST
def confirm_update(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor, form = seen_update(request, pk), actor_of(request), NoteForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    words = _("It is confirmed.")
    return button(
        request, row.recommendation_id, lambda: actions.confirm_update(actor=actor, update=row, note=note), words
    )


@login_required
def return_update(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen_update(request, pk), actor_of(request)
    if not permissions.can_return_update(actor, row):
        raise PermissionDenied
    form = WhyForm(request.POST or None)
    if apply_form(form, lambda given: actions.return_update(actor=actor, update=row, **given)):
        messages.success(request, _("It is returned; they read what is missing."))
        return redirect("coordination:recommendation", row.recommendation_id)
    return about(request, row.recommendation, form, _("Return the report"), _("Return it"))


# Evidence -------------------------------------------------------------------------------------------------------------
@login_required
@require_POST
def add_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor, form = seen_update(request, pk), actor_of(request), EvidenceForm(request.POST, request.FILES)

    def act(given: dict[str, Any]) -> Evidence:
        return actions.add_evidence(actor=actor, update=row, examined=given.pop("file"), **given)

    if apply_form(form, act):
        messages.success(request, _("It stands with the report."))
        return redirect("coordination:update", pk)
    return update_page(request, row, form)


@login_required
@require_POST
def withdraw_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    rows = evidence_for(request.user).select_related("file", "update__recommendation", "update__organization")
    row, actor = get_object_or_404(rows, pk=pk), actor_of(request)
    attempt(request, lambda: actions.withdraw_evidence(actor=actor, evidence=row), _("It is taken out."))
    return redirect("coordination:update", row.update_id)


@require_safe
def evidence(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file itself, to whoever sees it: what may be published also to people who are not signed in."""
    return file_answer(request, proving_file(request, pk))


@require_safe
def evidence_preview(request: HttpRequest, pk: int) -> HttpResponseBase:
    return preview_answer(request, proving_file(request, pk))


def proving_file(request: HttpRequest, pk: int) -> StoredFile:
    row = get_object_or_404(evidence_for(request.user).exclude(file=None).select_related("file"), pk=pk)
    assert row.file is not None
    return row.file
