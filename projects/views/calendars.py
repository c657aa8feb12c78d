"""A project's month, and the secret addresses that calendar programs read."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from journal.actors import Actor
from organizations.actors import actor_of
from paper.feeds import feed_answer
from paper.ics import calendar as written
from projects import actions, permissions
from projects.forms.timeline import day_of
from projects.models import FeedKey, Project, Task
from projects.queries.calendars import feed_items, feed_key, feed_tasks, month_weeks
from projects.scheduling import DAY
from projects.views.projects import seen, shell

READ_EVERY = timedelta(hours=1)  # how often it is noted that a feed is read


# A month --------------------------------------------------------------------------------------------------------------
@login_required
@require_safe
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """A month (`?month=2026-12`), what is due and what begins on its days; on a phone the days that hold something."""
    row = seen(request, pk)
    asked = day_of(f"{request.GET.get('month', '')}-01")
    first = (asked or timezone.localdate()).replace(day=1)
    weeks = month_weeks(row, first)
    days = [each for week in weeks for each in week if each.is_within]
    context = {
        **shell(request, row, "timeline"),
        "first": first,
        "weeks": weeks,
        "sections": [each for each in days if each.marks],
        "before": f"{first - DAY:%Y-%m}",
        "after": f"{first + DAY * 32:%Y-%m}",
        "weekdays": [each.day for each in weeks[0]],
    }
    return render(request, "projects/calendar.html", context)


# Addresses ------------------------------------------------------------------------------------------------------------
@login_required
def feeds(request: HttpRequest, pk: int) -> HttpResponse:
    """The addresses for a project's plan and for one's own tasks; a new one is shown once."""
    return feeds_page(request, seen(request, pk), None)


def feeds_page(request: HttpRequest, row: Project, fresh: tuple[FeedKey, str] | None) -> HttpResponse:
    standing = {key.project_id: key for key in permissions.feed_keys_for(request.user).filter(project__in=[row.pk])}
    own = permissions.feed_keys_for(request.user).filter(project__isnull=True).first()
    context = {
        **shell(request, row, "timeline"),
        "project_key": standing.get(row.pk),
        "own_key": own,
        "fresh": fresh[0] if fresh else None,
        "address": request.build_absolute_uri(f"/feeds/{fresh[1]}.ics") if fresh else "",
    }
    return render(request, "projects/feeds.html", context)


@login_required
@require_POST
def create_feed_key(request: HttpRequest, pk: int) -> HttpResponse:
    """Of the project (`whose=project`), or of what is mine."""
    row = seen(request, pk)
    whose = row if request.POST.get("whose") == "project" else None
    return feeds_page(request, row, actions.create_feed_key(actor=actor_of(request), project=whose))


@login_required
@require_POST
def revoke_feed_key(request: HttpRequest, pk: int) -> HttpResponse:
    key = get_object_or_404(permissions.feed_keys_for(request.user), pk=pk)
    actions.revoke_feed_key(actor=actor_of(request), key=key)
    messages.success(request, _("The address answers no more."))
    back = request.POST.get("project", "")
    return (
        redirect("projects:feeds", int(back)) if back.isdecimal() and len(back) < 19 else redirect("projects:my_feed")
    )


# Feeds ----------------------------------------------------------------------------------------------------------------
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """What a calendar program reads: no sign-in but the secret. `?as=todo` for programs that keep lists of to-dos."""
    key = feed_key(secret)
    if key is None:
        raise Http404
    tasks = feed_tasks(key)
    if tasks is None:
        raise Http404
    return feed_answer(request, str(key.pk), lambda: read(request, key, tasks))


def read(request: HttpRequest, key: FeedKey, tasks: list[Task]) -> bytes:
    note(key)
    with override(key.person.language):
        name = key.project.title if key.project else _("My tasks in Multaqa")
        items = feed_items(tasks, request.build_absolute_uri("/").rstrip("/"))
        return written(name, items, as_todos=request.GET.get("as") == "todo")


def note(key: FeedKey) -> None:
    if key.read_at is None or timezone.now() - key.read_at > READ_EVERY:
        actions.note_feed_read(actor=Actor(key.person), key=key)
