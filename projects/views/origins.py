"""A task made out of a message, and the message on the task's page."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from chat.models import Message
from chat.permissions import visible_messages
from journal.forms import apply_form
from organizations.actors import actor_of
from projects import actions, permissions, queries
from projects.forms.origins import TaskFromMessageForm


@login_required
def create_task_from_message(request: HttpRequest, message_pk: int) -> HttpResponse:
    """Ask in which project and in which words; the room's own project is chosen already."""
    actor, message = actor_of(request), standing(request, message_pk)
    projects = permissions.workable_projects_for(actor).order_by("title")
    own = projects.filter(room=message.room).first() or (projects[0] if len(projects[:2]) == 1 else None)
    initial = {"title": queries.title_in(message.body), "project": own}
    form = TaskFromMessageForm(request.POST or None, projects=projects, initial=initial)
    if made := apply_form(form, lambda given: actions.create_task_from_message(actor=actor, message=message, **given)):
        return redirect("projects:task", made.pk)
    context = {"form": form, "message": message, "has_projects": own is not None or projects.exists()}
    context["made"] = queries.tasks_made_of(request.user, message)
    return render(request, "projects/create_task_from_message.html", context)


def standing(request: HttpRequest, pk: int) -> Message:
    seen = visible_messages(request.user).filter(deleted_at__isnull=True)
    message: Message = get_object_or_404(seen.select_related("room", "author"), pk=pk)
    return message


@login_required
@require_safe
def task_origin(request: HttpRequest, pk: int) -> HttpResponse:
    """A part of a task's page, for whoever may read the message it was made of."""
    task = get_object_or_404(permissions.tasks_for(request.user), pk=pk)
    message = queries.origin_of_task(request.user, task)
    return render(request, "projects/_task_origin.html", {"message": message})
