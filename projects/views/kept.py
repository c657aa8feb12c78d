"""What an organisation that left brought, and taking it back."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from files.answers import preview_answer
from journal.forms import attempt, onward
from organizations.actors import actor_of
from projects import actions, queries
from projects.models import Document, Partner, Photo
from projects.permissions import documents, publishing
from projects.views.partners import own_partnership


def left_partnership(request: HttpRequest, pk: int) -> Partner:
    row = own_partnership(request, pk)
    if row.status != Partner.Status.LEFT:
        raise Http404
    return row


def brought_document(row: Partner, pk: int) -> Document:
    brought = queries.own_files(row).values("document")
    return get_object_or_404(Document.objects.select_related("project").filter(pk__in=brought), pk=pk)


def brought_photo(row: Partner, pk: int) -> Photo:
    return get_object_or_404(queries.own_photos(row), pk=pk)


@login_required
@require_safe
def kept_photo(request: HttpRequest, pk: int, photo_pk: int) -> HttpResponseBase:
    """The small picture, so that one knows which it is."""
    return preview_answer(request, brought_photo(left_partnership(request, pk), photo_pk).file)


@login_required
def take_down_document(request: HttpRequest, pk: int, document_pk: int) -> HttpResponse:
    row, actor = left_partnership(request, pk), actor_of(request)
    document = brought_document(row, document_pk)
    if not documents.can_take_down_document(actor, document, row.organization):
        raise PermissionDenied
    if request.method == "POST":
        actions.take_down_document(actor=actor, document=document, organization=row.organization)
        return onward(request, _("It is deleted, for the partners too."), "projects:partnership", pk)
    return render(request, "projects/take_down.html", {"partner": row, "title": document.title})


@login_required
def take_down_photo(request: HttpRequest, pk: int, photo_pk: int) -> HttpResponse:
    row, actor = left_partnership(request, pk), actor_of(request)
    photo = brought_photo(row, photo_pk)
    if not publishing.can_remove_photo(actor, photo):
        raise PermissionDenied
    if request.method == "POST":
        words = _("The picture is deleted.")
        attempt(request, lambda: actions.remove_photo(actor=actor, photo=photo), words)
        return redirect("projects:partnership", pk)
    return render(request, "projects/take_down.html", {"partner": row, "title": photo.caption, "photo": photo})
