"""Pages of the documents that are made of what stands: those of a body, having one made, taking it along."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coordination import actions, permissions, queries
from coordination.forms.outcomes import OutcomeForm
from coordination.forum_states import CLOSED, OPEN, PUBLISHED
from coordination.models import OutcomeDocument
from coordination.views.bodies import body_shell, seen_body
from files.answers import file_answer
from files.models import StoredFile
from journal.addresses import full_address
from journal.forms import apply_form, attempt
from journal.queries import head
from meetings.models import Body
from meetings.permissions import inside_bodies_for
from organizations.actors import actor_of

PAGE = 30


@require_safe
def outcomes(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest first; one that could not be made says so, with the way to try again."""
    body = seen_body(request, pk)
    stream = actions.stream_of(body)
    reached = head(stream)  # before the rows, so that a later entry is applied on top of them
    rows = list(queries.outcomes_of(request.user, body))
    context = {
        **body_shell(request, body, "outcomes"),
        "head": reached,
        "stream": stream,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "replaced": queries.replaced_among(rows),
        "can_create": permissions.can_create_outcome(actor_of(request), body) and has_something(request, body),
    }
    return render(request, "coordination/outcomes.html", context)


def has_something(request: HttpRequest, body: Body) -> bool:
    """Is there anything of which a document can be made?"""
    forums = permissions.forums_for(request.user).filter(body=body)
    is_held = forums.filter(status__in=(OPEN, CLOSED, PUBLISHED)).exists()
    return is_held or queries.minuted_sessions(request.user, body).exists()


@login_required
def create_outcome(request: HttpRequest, pk: int) -> HttpResponse:
    body, actor = seen_body(request, pk), actor_of(request)
    if not permissions.can_create_outcome(actor, body):
        raise PermissionDenied
    site = full_address(request, "/").rstrip("/")
    form = OutcomeForm(request.POST or None, user=request.user, body=body, initial={"what": request.GET.get("session")})
    if apply_form(form, lambda _given: actions.create_outcome(actor=actor, body=body, site=site, **form.details())):
        messages.success(request, _("The document is being made; it stands here in a moment."))
        return redirect("coordination:outcomes", pk)
    return render(request, "coordination/create_outcome.html", {"form": form, "body": body})


@login_required
@require_POST
def retry_outcome(request: HttpRequest, pk: int) -> HttpResponse:
    row = seen(request, pk)
    words = _("It is being made again.")
    attempt(request, lambda: actions.retry_outcome(actor=actor_of(request), outcome=row), words)
    return redirect("coordination:outcomes", row.body_id)


@require_safe
def outcome_pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The frozen bytes: those whose hash is told."""
    return taken(request, seen(request, pk).pdf)


@login_required
@require_safe
def outcome_docx(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The same to work on, for those who take part."""
    row = seen(request, pk)
    if not inside_bodies_for(request.user).filter(pk=row.body_id).exists():
        raise Http404
    return taken(request, row.docx)


def seen(request: HttpRequest, pk: int) -> OutcomeDocument:
    row = queries.seen_outcome(request.user, pk)
    if row is None:
        raise Http404
    return row


def taken(request: HttpRequest, file: StoredFile | None) -> HttpResponseBase:
    if file is None:
        raise Http404
    return file_answer(request, file)
