"""The chain of a recommendation on its page; what can become one, and tasks out of minutes."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coordination import actions, permissions, queries
from coordination.forms.chain import TaskOfEntryForm
from coordination.views.recommendations import form_page, said_in, seen
from journal.forms import apply_form
from meetings.permissions import minute_entries_for
from organizations.actors import actor_of
from projects.permissions import tasks_for, workable_projects_for
from projects.queries import title_in


@require_safe
def chain(request: HttpRequest, pk: int) -> HttpResponse:
    """A part of its page: one line from where it was said to when it was verified, as far as the reader may see it."""
    row = seen(request, pk)
    context = {"steps": queries.chain_of(request.user, row), "origin": queries.origin_shown(request.user, row)}
    return render(request, "coordination/_chain.html", context)


@login_required
@require_safe
def choose_body(request: HttpRequest) -> HttpResponse:
    """Whose recommendation it becomes, of what `?message=`, `?entry=`, `?need=` or `?proposal=` names; with one body it
    is that.
    """
    said = said_in(request)
    if said.what is None:
        raise Http404
    kind, row = said.what
    bodies = list(permissions.sheet_bodies_for(request.user).order_by("title"))
    query = f"?{kind}={row.pk}"
    if len(bodies) == 1:
        return redirect(redirect("coordination:create_recommendation", bodies[0].pk).url + query)
    context = {"bodies": bodies, "query": query, **queries.came_of(request.user, said.what)}
    return render(request, "coordination/choose_body.html", context)


@login_required
def create_task_of_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask in which project and in which words a paragraph of minutes becomes a task."""
    entry = get_object_or_404(minute_entries_for(request.user).select_related("session"), pk=pk)
    actor = actor_of(request)
    projects = workable_projects_for(actor).order_by("title")
    own = projects[0] if len(projects[:2]) == 1 else None
    initial = {"title": title_in(entry.text), "project": own}
    form = TaskOfEntryForm(request.POST or None, projects=projects, initial=initial)
    made = apply_form(form, lambda given: actions.create_task_of_entry(actor=actor, entry=entry, **given))
    if made is not None:
        return redirect("projects:task", made.pk)
    up = queries.address_of_entry(entry) or redirect("meetings:session", entry.session_id).url
    more = {"said_kind": "entry", "said": entry, "made_tasks": queries.tasks_made_of_entry(request.user, entry)}
    heading, press = _("Make a task of the minutes"), _("Make the task")
    return form_page(request, form, heading, press, up, entry.session.title, **more, no_projects=not projects.exists())


@login_required
@require_safe
def task_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """A part of a task's page, for whoever may read the minutes it was made of."""
    origin = queries.minutes_of_task(request.user, get_object_or_404(tasks_for(request.user), pk=pk))
    address = queries.address_of_entry(origin.entry) if origin and origin.entry else ""
    return render(request, "coordination/_task_minutes.html", {"origin": origin, "address": address})
