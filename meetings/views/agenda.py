"""Pages of the agenda of a session."""

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
from journal.forms import apply_form, attempt
from journal.ids import id_of
from journal.queries import head
from meetings import actions, permissions, queries
from meetings.forms.agenda import AgendaDocumentForm, AgendaItemForm
from meetings.models import AgendaItem
from meetings.states import RUNNING
from meetings.views.arranging import arrange
from meetings.views.sessions import seen, shell
from organizations.actors import actor_of


@require_safe
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """The agenda with its hours and documents; with `?arrange`, what puts it in another order beside each item."""
    reached = head(f"session.{pk}")
    row = seen(request, pk)
    shown = shell(request, row, "agenda")
    can_write = shown["can_run"] and row.status in RUNNING
    rows = queries.agenda_of(row, request.user)
    arrange(rows)
    context = {
        "rows": rows,
        "can_write": can_write,
        "can_take_up": shown["can_run"] and row.is_open,
        "arranges": can_write and "arrange" in request.GET,
        "head": reached,
    }
    return render(request, "meetings/agenda.html", {**shown, **context})


@login_required
def add_agenda_item(request: HttpRequest, pk: int) -> HttpResponse:
    """At the end of the agenda, or of the parts of `?parent=`."""
    row, actor = seen(request, pk), actor_of(request)
    if not permissions.can_add_agenda_item(actor, row):
        raise PermissionDenied
    parent = item_asked(request, pk, request.GET.get("parent", ""))
    form = AgendaItemForm(request.POST or None, session=row)
    made = apply_form(
        form,
        lambda given: actions.add_agenda_item(
            actor=actor, session=row, client_id=given["client_id"], parent=parent, **form.details()
        ),
    )
    if made is not None:
        messages.success(request, _("It stands on the agenda."))
        return redirect("meetings:agenda", pk)
    return render(request, "meetings/add_agenda_item.html", {"session": row, "parent": parent, "form": form})


@login_required
def edit_agenda_item(request: HttpRequest, pk: int) -> HttpResponse:
    item, actor = seen_item(request, pk), actor_of(request)
    if not permissions.can_edit_agenda_item(actor, item):
        raise PermissionDenied
    form = AgendaItemForm(request.POST or None, session=item.session, item=item)
    if apply_form(form, lambda _given: actions.edit_agenda_item(actor=actor, item=item, **form.details())):
        messages.success(request, _("Saved."))
        return redirect("meetings:agenda", item.session_id)
    return render(request, "meetings/edit_agenda_item.html", {"session": item.session, "item": item, "form": form})


@login_required
@require_POST
def move_agenda_item(request: HttpRequest, pk: int) -> HttpResponse:
    """`place` is `parent-after`, the numbers of the item it becomes a part of and of the one it comes behind, or
    nothing.
    """
    item, actor = seen_item(request, pk), actor_of(request)
    parent, _dash, after = request.POST.get("place", "").partition("-")
    to: dict[str, Any] = {
        "parent": item_asked(request, item.session_id, parent),
        "after": item_asked(request, item.session_id, after),
    }
    attempt(request, lambda: actions.move_agenda_item(actor=actor, item=item, **to))
    return redirect(f"{address_of(item)}?arrange")


@login_required
@require_POST
def withdraw_agenda_item(request: HttpRequest, pk: int) -> HttpResponse:
    item, actor = seen_item(request, pk), actor_of(request)
    attempt(request, lambda: actions.withdraw_agenda_item(actor=actor, item=item), _("It is off the agenda."))
    return redirect("meetings:agenda", item.session_id)


@login_required
def add_agenda_document(request: HttpRequest, pk: int) -> HttpResponse:
    item, actor = seen_item(request, pk), actor_of(request)
    if not permissions.can_add_agenda_document(actor, item):
        raise PermissionDenied
    form = AgendaDocumentForm(request.POST or None, request.FILES or None)
    if apply_form(form, lambda given: actions.add_agenda_document(actor=actor, item=item, **given)):
        messages.success(request, _("It is with the item now."))
        return redirect("meetings:agenda", item.session_id)
    return render(request, "meetings/add_agenda_document.html", {"session": item.session, "item": item, "form": form})


@require_safe
def agenda_document(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file itself."""
    documents = permissions.agenda_documents_for(request.user).select_related("file")
    return file_answer(request, get_object_or_404(documents, pk=pk).file)


@login_required
@require_POST
def remove_agenda_document(request: HttpRequest, pk: int) -> HttpResponse:
    documents = permissions.agenda_documents_for(request.user)
    whole = documents.select_related("file", "item__session__body", "item__session__chair", "item__presenter")
    row, actor = get_object_or_404(whole, pk=pk), actor_of(request)
    attempt(request, lambda: actions.remove_agenda_document(actor=actor, document=row), _("Removed."))
    return redirect("meetings:agenda", row.item.session_id)


def seen_item(request: HttpRequest, pk: int) -> AgendaItem:
    rows = permissions.agenda_items_for(request.user)
    return get_object_or_404(rows.select_related("session__body", "session__chair", "parent", "presenter"), pk=pk)


def item_asked(request: HttpRequest, session: int, asked: str) -> AgendaItem | None:
    """An item of this session that one sees; None for nothing asked."""
    if not asked or asked == "0":
        return None
    pk = id_of(asked)
    if pk is None:
        raise Http404
    return get_object_or_404(permissions.agenda_items_for(request.user), pk=pk, session=session)


def address_of(item: AgendaItem) -> str:
    return reverse("meetings:agenda", args=[item.session_id])
