"""Pages of the board: its columns with their cards, moving a card, saying what its columns are."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal.forms import apply_form, onward
from journal.queries import head
from journal.refusals import Conflict, require
from organizations.actors import actor_of
from projects import actions, permissions, queries
from projects.card_words import days_of, takes
from projects.forms.board import LAST, BoardForm, ColumnForm, DeleteColumnForm, MoveForm
from projects.models import Column, Project, Task
from projects.permissions.tasks import tasks_for
from projects.queries.board import FIRST, ShownColumn, cards_of, counted, last_of, tasks_asked
from projects.views.projects import seen, shell

DRAWN = 20  # cards of a column in the page itself: what fills the screen, and what one without script begins with


@login_required
@require_safe
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """All columns, or with `?column=` all cards of one, page by page; narrowed by what BoardForm asks."""
    reached = head(f"project.{pk}")  # before the tasks, so that a later entry is applied on top of them
    row = seen(request, pk)
    context = shell(request, row, "board")
    form = BoardForm(request.GET, row, context["partners"])
    asked = form.asked()
    shown = queries.board(row, asked)
    if chosen := next((each for each in shown if str(each.facts["id"]) == request.GET.get("column")), None):
        return whole_column(request, row, chosen, form, context)
    given = {name: form.cleaned_data.get(name) or None for name in ("q", "late")}
    numbers = {name: getattr(asked, name) for name in ("organization", "person", "label")}
    context |= {
        "form": form,
        "asked": asked,
        "columns": [drawn(each, each.cards[:DRAWN]) for each in shown],
        "found": sum(each.found for each in shown),
        "query": addressed(request),
        "state": {
            "project": row.pk,
            "head": reached,
            "columns": [{**each.facts, "found": each.found, "tasks": each.cards} for each in shown],
            "filter": given | numbers,
            "can_work": context["can_work"],
        },
    }
    return render(request, "projects/board.html", context)


def addressed(request: HttpRequest) -> str:
    asked = request.GET.copy()
    for name in ("page", "column"):
        asked.pop(name, None)
    return asked.urlencode()


def drawn(shown: ShownColumn, cards: list[Any]) -> dict[str, Any]:
    """A column as the template draws it."""
    facts, today = shown.facts, timezone.localdate()
    limit = facts["limit"]
    drawn_cards = [(card, days_of(card, facts["kind"], today)) for card in cards]
    return {
        **facts,
        "cards": drawn_cards,
        "more": shown.found - len(cards),
        "words": takes(facts["count"], limit),
        "is_full": limit is not None and facts["count"] >= limit,
    }


def whole_column(
    request: HttpRequest, row: Project, shown: ShownColumn, form: BoardForm, context: dict[str, Any]
) -> HttpResponse:
    """What the board's page does not hold of a long column, for who has no script."""
    found = tasks_asked(row, form.asked()).filter(column=shown.facts["id"]).order_by("position", "pk")
    page = Paginator(found.values_list("pk", flat=True), FIRST).get_page(request.GET.get("page"))
    column = drawn(shown, cards_of(page.object_list))
    query = "&".join(part for part in (f"column={column['id']}", addressed(request)) if part)
    return render(request, "projects/board_column.html", {**context, "column": column, "page": page, "query": query})


@login_required
def move_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Say in which column it stands, and whether first or last: for who cannot drag."""
    task = get_object_or_404(tasks_for(request.user).select_related("project", "column"), pk=pk)
    actor = actor_of(request)
    require(permissions.can_move_task(actor, task))
    form = MoveForm(request.POST or None, task)
    if apply_form(form, lambda given: actions.move_task(actor=actor, task=task, **placed(task, given))):
        return redirect("projects:board", task.project_id)
    return render(request, "projects/move_task.html", {"form": form, "task": task})


def placed(task: Task, given: dict[str, Any]) -> dict[str, Any]:
    after = last_of(given["column"], task) if given["place"] == LAST else None
    return {name: given[name] for name in ("client_id", "base_version", "column")} | {"after": after}


# Its columns ----------------------------------------------------------------------------------------------------------
@login_required
@require_safe
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """What the columns of the board are, for whoever leads the project."""
    row = seen(request, pk)
    require(permissions.can_create_column(actor_of(request), row))
    rows: list[Any] = list(counted(Column.objects.filter(project=row)).order_by("position", "pk"))
    return render(request, "projects/columns.html", {**shell(request, row, "board"), "columns": list(beside(rows))})


def beside(rows: list[Any]) -> list[dict[str, Any]]:
    """Each with what it would stand behind, one place up and one place down."""
    drawn_rows = []
    for at, row in enumerate(rows):
        up = None if at == 0 else (rows[at - 2].pk if at > 1 else "")
        down = rows[at + 1].pk if at + 1 < len(rows) else None
        drawn_rows.append({"row": row, "up": up, "down": down})
    return drawn_rows


@login_required
def create_column(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    require(permissions.can_create_column(actor, row))
    form = ColumnForm(request.POST or None)

    def made(given: dict[str, Any]) -> Column:
        client_id: UUID = given["client_id"]
        return actions.create_column(actor=actor, project=row, client_id=client_id, **form.details())

    if apply_form(form, made):
        return redirect("projects:columns", pk)
    return render(request, "projects/create_column.html", {**shell(request, row, "board"), "form": form})


def seen_column(request: HttpRequest, pk: int) -> Column:
    return get_object_or_404(permissions.columns_for(request.user).select_related("project"), pk=pk)


@login_required
def edit_column(request: HttpRequest, pk: int) -> HttpResponse:
    column, actor = seen_column(request, pk), actor_of(request)
    require(permissions.can_edit_column(actor, column))
    form = ColumnForm(request.POST or None, column)
    if apply_form(form, lambda _given: actions.edit_column(actor=actor, column=column, **form.details())):
        return redirect("projects:columns", column.project_id)
    return render(request, "projects/edit_column.html", {"form": form, "column": column, "project": column.project})


@login_required
@require_POST
def move_column(request: HttpRequest, pk: int) -> HttpResponse:
    """Behind the column whose number is in `after`, or first."""
    column, actor = seen_column(request, pk), actor_of(request)
    others = Column.objects.filter(project=column.project_id).exclude(pk=pk)
    after = next((row for row in others if str(row.pk) == request.POST.get("after")), None)
    actions.move_column(actor=actor, column=column, after=after)
    return redirect("projects:columns", column.project_id)


@login_required
def delete_column(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks where its tasks go, if it has any."""
    column, actor = seen_column(request, pk), actor_of(request)
    require(permissions.can_delete_column(actor, column))
    count = Task.objects.filter(column=column, deleted_at__isnull=True).count()
    form = DeleteColumnForm(request.POST if request.method == "POST" else None, column, count > 0)
    if request.method == "POST" and form.is_valid():
        try:
            actions.delete_column(actor=actor, column=column, to=form.cleaned_data.get("to"))
        except Conflict as no:
            form.add_error(None, no.detail)
        else:
            return onward(request, _("The column is gone."), reverse("projects:columns", args=[column.project_id]))
    context = {"form": form, "column": column, "count": count, "project": column.project}
    return render(request, "projects/delete_column.html", context)
