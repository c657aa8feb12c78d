"""Pages of dossiers: those of a round, having one made, what it holds, sending it, making it void, its files."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from files.answers import file_answer
from files.models import StoredFile
from journal.addresses import full_address
from journal.forms import apply_form, attempt, onward
from journal.queries import head
from journal.refusals import require
from legislation import actions, permissions, queries
from legislation.dossier_papers import receipt_of
from legislation.dossier_words import default_letter, law_words
from legislation.forms.dossiers import DossierForm, ReceiptForm, SendingForm, WhyForm
from legislation.models import Answer, Dossier, Round
from legislation.seen import seen_dossier, seen_round
from legislation.states import DECIDED, MADE, POSTED, SENT
from organizations.actors import actor_of
from organizations.permissions import is_verified_person
from paper.answers import made_answer


@require_safe
def dossiers(request: HttpRequest, pk: int) -> HttpResponse:
    """Those of a round, the newest first; how far one is that is being made."""
    row = seen_round(request, pk)
    reached = head(row.stream)  # before the rows, so that a later entry is applied on top of them
    context = {
        "round": row,
        "dossiers": list(queries.dossiers_of(request.user, row)),
        "head": reached,
        "may_make": permissions.can_create_dossier(actor_of(request), row),
        "can_create": may_create(request, row),
    }
    return render(request, "legislation/dossiers.html", context)


@login_required
@require_safe
def my_dossiers(request: HttpRequest) -> HttpResponse:
    """Where a liaison finds what waits for the authority's answers."""
    rows = list(queries.liaised_dossiers(request.user))  # type: ignore[arg-type]
    return render(request, "legislation/my_dossiers.html", {"dossiers": rows})


@login_required
def create_dossier(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen_round(request, pk), actor_of(request)
    require(permissions.can_create_dossier(actor, row))
    site = full_address(request, "/").rstrip("/")
    form = DossierForm(request.POST or None, initial=first_words(row))
    if made := apply_form(form, lambda given: actions.create_dossier(actor=actor, row=row, site=site, **given)):
        done = _("The dossier is being made; it stands here in a moment.")
        return onward(request, done, "legislation:dossier", made.pk)
    context = {"form": form, "round": row, "adopted": queries.adopted_proposals(row).count()}
    return render(request, "legislation/create_dossier.html", context)


@require_safe
def dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """What it holds and what became of it: files with their fingerprints, the letter, the answer to each proposal."""
    row, actor = seen_dossier(request, pk), actor_of(request)
    reached = head(row.round.stream)
    shown = queries.items_shown(request.user, row)
    waiting = [each for item in shown for each in item.waiting]
    context: dict[str, Any] = {
        "dossier": row,
        "round": row.round,
        "head": reached,
        "files": queries.files_of(row),
        "items": shown,
        "figures": [(Answer.Kind(kind).label if kind else "", number) for kind, number in queries.figures_of(shown)],
        "days": queries.days_since(row) if any(each.days is not None for each in shown) else None,
        "waiting": waiting,
        "is_member": is_verified_person(request.user),
        **rights(actor, row),
    }
    mine = [each for each in waiting if each.entered_by_id == getattr(request.user, "pk", None)]
    open_ones = [each.item.pk for each in shown if not each.is_answered and not each.waiting]
    context["open_items"] = open_ones if context["can_enter"] else []
    context["to_check"] = [each for each in waiting if each not in mine] if context["can_check"] else []
    return render(request, "legislation/dossier.html", {**context, "mine": mine})


def rights(actor: Any, row: Dossier) -> dict[str, bool]:
    """What buttons there are: what one may do to it as it stands."""
    is_leading = permissions.can_send_dossier(actor, row)
    return {
        "is_leading": is_leading,
        "can_send": is_leading and row.status == MADE,
        "can_note": is_leading and row.status == POSTED,
        "can_void": is_leading and row.status in (MADE, POSTED),
        "can_retry": is_leading and row.status == Dossier.Status.FAILED,
        "can_enter": row.status == POSTED and permissions.can_enter_answers(actor, row),
        "can_check": row.status == POSTED and permissions.can_check_answers(actor, row),
    }


@login_required
@require_POST
def retry_dossier(request: HttpRequest, pk: int) -> HttpResponse:
    row = seen_dossier(request, pk)
    words = _("It is being made again.")
    attempt(request, lambda: actions.retry_dossier(actor=actor_of(request), dossier=row), words)
    return redirect("legislation:dossier", pk)


@login_required
def send_dossier(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen_dossier(request, pk), actor_of(request)
    require(permissions.can_send_dossier(actor, row))
    form = SendingForm(request.POST or None, request.FILES or None)
    if apply_form(form, lambda given: actions.send_dossier(actor=actor, dossier=row, **given)):
        done = _("Noted. From today the days without an answer are counted.")
        return onward(request, done, "legislation:dossier", pk)
    return render(request, "legislation/send_dossier.html", {"form": form, "dossier": row})


@login_required
def note_receipt(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen_dossier(request, pk), actor_of(request)
    require(permissions.can_note_receipt(actor, row))
    form = ReceiptForm(request.POST or None, request.FILES or None, dossier=row)
    if apply_form(form, lambda given: actions.note_receipt(actor=actor, dossier=row, **given)):
        return onward(request, _("Saved."), "legislation:dossier", pk)
    return render(request, "legislation/note_receipt.html", {"form": form, "dossier": row})


@login_required
def void_dossier(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen_dossier(request, pk), actor_of(request)
    require(permissions.can_void_dossier(actor, row))
    form = WhyForm(request.POST or None)
    if apply_form(form, lambda given: actions.void_dossier(actor=actor, dossier=row, **given)):
        return onward(request, _("It is void; whoever verifies a copy is told."), "legislation:dossier", pk)
    return render(request, "legislation/void_dossier.html", {"form": form, "dossier": row})


# Files ----------------------------------------------------------------------------------------------------------------
@require_safe
def dossier_file(request: HttpRequest, pk: int, format: str) -> HttpResponseBase:  # noqa: A002  the address calls it so
    """The frozen bytes: those whose hash is told."""
    return taken(request, dict(queries.files_of(seen_dossier(request, pk))).get(format))


@login_required
@require_safe
def dossier_receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """What was sent, when and to whom, as a page of paper; for those who lead or answer."""
    row, actor = seen_dossier(request, pk), actor_of(request)
    if row.status != POSTED or not permissions.can_enter_answers(actor, row):
        raise Http404
    content = receipt_of(row, get_language() or "ar")
    return made_answer(content, f"{row.round.code}-{row.number}-receipt.pdf", is_shown=True)


@login_required
@require_safe
def receipt_scan(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = seen_dossier(request, pk)
    if not permissions.can_enter_answers(actor_of(request), row):
        raise Http404
    return taken(request, row.receipt_scan)


# What they share ------------------------------------------------------------------------------------------------------
def may_create(request: HttpRequest, row: Round) -> bool:
    """Is there something to make one of, and none that stands?"""
    is_time = row.status in (DECIDED, SENT) and permissions.can_create_dossier(actor_of(request), row)
    return is_time and not queries.stands(row) and queries.adopted_proposals(row).exists()


def first_words(row: Round) -> dict[str, str]:
    law = row.instrument
    named = law_words({"title": law.title, "kind": law.kind, "number": law.number, "year": law.year})
    count = queries.adopted_proposals(row).count()
    return {"addressee": law.issuer, "letter": default_letter(named, row.base_on, str(row.organization), count)}


def taken(request: HttpRequest, file: StoredFile | None) -> HttpResponseBase:
    if file is None:
        raise Http404
    return file_answer(request, file)
