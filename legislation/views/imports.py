"""Pages of texts on their way in: bring one, look it through row by row, publish it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal.forms import apply_form, attempt, onward
from journal.ids import id_of
from journal.refusals import require
from legislation import actions, permissions
from legislation.forms.imports import (
    AboveForm,
    ImportForm,
    InsertRowForm,
    MoveForm,
    PublishForm,
    RowForm,
    SplitForm,
    places_in,
    read,
)
from legislation.models import ImportDoubt, ImportedNode, TextImport
from legislation.permissions import instruments_for
from legislation.queries import imports as queries
from legislation.seen import seen_doubt, seen_import, seen_law, seen_row
from organizations.actors import actor_of


@login_required
def texts(request: HttpRequest, pk: int) -> HttpResponse:
    """The texts that were brought for an instrument; bringing another one."""
    law, actor = seen_law(request, pk), actor_of(request)
    require(permissions.can_create_import(actor, law))
    form = ImportForm(request.POST or None, request.FILES or None)

    def act(given: dict[str, Any]) -> TextImport:
        brought = read(law, given["text"], given["file"])
        return actions.create_import(actor=actor, instrument=law, brought=brought, client_id=given["client_id"])

    if made := apply_form(form, act):
        return redirect("legislation:text_import", made.pk)
    rows = queries.imports_of(request.user, law)
    context = {"law": law, "form": form, "rows": rows, "has_text": law.provisions.exists()}
    return render(request, "legislation/texts.html", context)


@login_required
@require_safe
def text_import(request: HttpRequest, pk: int) -> HttpResponse:
    """What was read, row by row, with what looks wrong in it. `?only=doubts`: those rows alone."""
    found = seen_import(request, pk)
    rows = queries.read_rows(found)
    whole = queries.whole_doubts(found)
    shown = [each for each in rows if each.doubts] if request.GET.get("only") == "doubts" else rows
    open_doubts = [d for d in [*whole, *(d for each in rows for d in each.doubts)] if d.accepted_at is None]
    context = {
        "found": found,
        "law": found.instrument,
        "rows": shown,
        "whole": whole,
        "articles": sum(each.row.kind == "article" for each in rows),
        "count": len(rows),
        "grave": [doubt for doubt in open_doubts if doubt.is_grave],
        "minor": [doubt for doubt in open_doubts if not doubt.is_grave],
        "lost": queries.letters_lost(found, [each.row for each in rows]),
        "only": request.GET.get("only") == "doubts",
        "is_open": found.status == TextImport.Status.PARSED,
        "can_edit": permissions.can_publish_import(actor_of(request), found),
    }
    return render(request, "legislation/text_import.html", context)


@login_required
def edit_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what stands above the first article."""
    found, actor = seen_import(request, pk), actor_of(request)
    require(permissions.can_edit_import(actor, found))
    initial = {"version": found.version, "title": found.title, "preamble": found.preamble}
    form = AboveForm(request.POST or None, initial=initial)
    if apply_form(form, lambda given: actions.edit_import(actor=actor, text_import=found, **given)):
        return onward(request, _("Saved."), "legislation:text_import", pk)
    return asking(request, found, form, _("Above the first article"), _("Save"))


# Rows -----------------------------------------------------------------------------------------------------------------
@login_required
def edit_import_row(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct one row; from here it is split, merged, moved, left out."""
    row, actor = seen_row(request, pk), actor_of(request)
    require(permissions.can_edit_import_row(actor, row))
    known = {name: getattr(row, name) for name in ("kind", "label", "heading", "text")}
    form = RowForm(request.POST or None, row=row, initial={**known, "version": row.text_import.version})
    if apply_form(form, lambda given: actions.edit_import_row(actor=actor, row=row, **given)):
        return back(request, row, _("Saved."))
    rows = queries.read_rows(row.text_import)
    at = next(index for index, each in enumerate(rows) if each.row.pk == pk)
    context = {
        "row": row,
        "form": form,
        "read": rows[at],
        "above": rows[at - 1] if at else None,
        "below": rows[at + 1] if at + 1 < len(rows) else None,
        "has_parts": any(each.row.parent_id == pk for each in rows),
        "can_split": bool(places_in(row.text)),
    }
    return render(request, "legislation/edit_import_row.html", context)


@login_required
def insert_import_row(request: HttpRequest, pk: int) -> HttpResponse:
    """A row that was not read; `?after=` the row behind which it stands."""
    found, actor = seen_import(request, pk), actor_of(request)
    require(permissions.can_insert_import_row(actor, found))
    after = found.nodes.filter(pk=id_of(request.GET.get("after", "")) or 0).first()
    initial = {"version": found.version, "kind": after.kind if after else "article", "after": after}
    form = InsertRowForm(request.POST or None, rows=found.nodes.select_related("parent"), initial=initial)

    def act(given: dict[str, Any]) -> ImportedNode:
        parent = given["after"].parent if given["after"] else None
        return actions.insert_import_row(actor=actor, text_import=found, parent=parent, **given)

    if made := apply_form(form, act):
        return back(request, made, _("The row stands there."))
    return asking(request, found, form, _("Add a row"), _("Add"), over=after)


@login_required
def split_import_row(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen_row(request, pk), actor_of(request)
    require(permissions.can_split_import_row(actor, row))
    form = SplitForm(request.POST or None, places=places_in(row.text), initial={"version": row.text_import.version})
    if made := apply_form(form, lambda given: actions.split_import_row(actor=actor, row=row, **given)):
        return back(request, made, _("Two rows stand there now."))
    return asking(request, row.text_import, form, _("Split the row"), _("Split"), over=row)


@login_required
def move_import_row(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen_row(request, pk), actor_of(request)
    require(permissions.can_move_import_row(actor, row))
    rows = queries.read_rows(row.text_import)
    initial = {"version": row.text_import.version, "parent": row.parent_id or ""}
    form = MoveForm(request.POST or None, row=row, rows=rows, initial=initial)

    def act(given: dict[str, Any]) -> ImportedNode:
        by_id = {each.row.pk: each.row for each in rows}
        beside = [each.row for each in rows if each.row.parent_id == given["parent"] and each.row.pk != row.pk]
        after = None if given["first"] or not beside else beside[-1]
        version = given["version"]
        parent = by_id.get(given["parent"])
        return actions.move_import_row(actor=actor, row=row, parent=parent, after=after, version=version)

    if moved := apply_form(form, act):
        return back(request, moved, _("It stands there now."))
    return asking(request, row.text_import, form, _("Move the row"), _("Move"), over=row)


@login_required
@require_POST
def merge_import_row(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor, version = seen_row(request, pk), actor_of(request), id_of(request.POST.get("version", ""))
    made: list[ImportedNode] = []

    def act() -> None:
        made.append(actions.merge_import_row(actor=actor, row=row, version=version))

    attempt(request, act, _("Its words stand in the row above."))
    return back(request, made[0] if made else row)


@login_required
@require_POST
def delete_import_row(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor, version = seen_row(request, pk), actor_of(request), id_of(request.POST.get("version", ""))
    act = lambda: actions.delete_import_row(actor=actor, row=row, version=version)
    attempt(request, act, _("The row is left out."))
    return redirect("legislation:text_import", row.text_import_id)


# Doubts ---------------------------------------------------------------------------------------------------------------
@login_required
@require_POST
def accept_import_doubt(request: HttpRequest, pk: int) -> HttpResponse:
    doubt, actor = seen_doubt(request, pk), actor_of(request)
    return answered(request, doubt, lambda: actions.accept_import_doubt(actor=actor, doubt=doubt))


@login_required
@require_POST
def reopen_import_doubt(request: HttpRequest, pk: int) -> HttpResponse:
    doubt, actor = seen_doubt(request, pk), actor_of(request)
    return answered(request, doubt, lambda: actions.reopen_import_doubt(actor=actor, doubt=doubt))


@login_required
@require_POST
def mend_import_doubt(request: HttpRequest, pk: int) -> HttpResponse:
    """What a rule mends, mended by one press."""
    doubt, actor = seen_doubt(request, pk), actor_of(request)
    return answered(request, doubt, lambda: actions.mend_import_doubt(actor=actor, doubt=doubt))


def answered(request: HttpRequest, doubt: ImportDoubt, act: Callable[[], object]) -> HttpResponse:
    attempt(request, act)
    address = reverse("legislation:text_import", args=[doubt.text_import_id])
    only = "?only=doubts" if request.POST.get("only") == "doubts" else ""
    return redirect(f"{address}{only}#row-{doubt.node_id}" if doubt.node_id else f"{address}{only}")


# The whole ------------------------------------------------------------------------------------------------------------
@login_required
def publish_import(request: HttpRequest, pk: int) -> HttpResponse:
    """What publishing would do, article by article; and doing it."""
    found, actor = seen_import(request, pk), actor_of(request)
    require(permissions.can_publish_import(actor, found))
    law, rows = found.instrument, list(found.nodes.order_by("position"))
    is_first = not law.provisions.exists()
    day = (law.in_force_on or law.issued_on) if is_first else None
    initial = {"version": found.version, "text_version": law.text_version, "valid_from": day}
    laws = instruments_for(request.user).order_by("-year", "-pk")
    form = PublishForm(request.POST or None, law=law, instruments=laws, is_first=is_first, initial=initial)
    if apply_form(form, lambda given: actions.publish_import(actor=actor, text_import=found, **given)):
        if law.published_at is None:  # the law itself is still to be published: the button stands on its page
            done = _("The text stands. Publish the law, then everybody reads it.")
            return onward(request, done, "legislation:instrument", law.pk)
        return onward(request, _("The text is published."), "legislation:instrument_on", law.pk)
    plan = queries.plan_of(law, rows)
    changes = [(row, state) for row, state in zip(rows, plan.states, strict=True) if state != "same"]
    context = {
        "found": found,
        "law": law,
        "form": form,
        "is_first": is_first,
        "changes": [] if is_first else changes[:300],
        "gone": [] if is_first else list(law.provisions.filter(pk__in=[each.pk for each in plan.gone])),
        "counts": {state: plan.count(state) for state in ("new", "changed", "again", "same")},
        "grave": found.doubts.filter(is_grave=True, accepted_at=None).count(),
        "lost": queries.letters_lost(found, rows),
        "articles": sum(row.kind == "article" for row in rows),
    }
    return render(request, "legislation/publish_import.html", context)


@login_required
@require_POST
def discard_import(request: HttpRequest, pk: int) -> HttpResponse:
    found, actor = seen_import(request, pk), actor_of(request)
    act = lambda: actions.discard_import(actor=actor, text_import=found)
    attempt(request, act, _("The text is thrown away."))
    return redirect("legislation:texts", found.instrument_id)


# What they share ------------------------------------------------------------------------------------------------------
def back(request: HttpRequest, row: ImportedNode, done: str = "") -> HttpResponse:
    if done:
        messages.success(request, done)
    return redirect(f"{reverse('legislation:text_import', args=[row.text_import_id])}#row-{row.pk}")


def asking(
    request: HttpRequest, found: TextImport, form: Any, heading: str, press: str, over: ImportedNode | None = None
) -> HttpResponse:
    context = {"found": found, "form": form, "heading": heading, "press": press, "over": over}
    return render(request, "legislation/asking_import.html", context)
