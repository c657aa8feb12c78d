"""The programme of a forum: a page, paper, a file and a feed for calendars."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from coordination import actions, queries
from coordination.models import Forum
from coordination.papers import programme_pdf
from coordination.views.forums import seen, shell
from journal.addresses import full_address
from journal.queries import head
from organizations.actors import actor_of
from paper.answers import made_answer
from paper.feeds import feed_answer
from paper.ics import calendar


def shown(request: HttpRequest, pk: int) -> Forum:
    """A forum whose programme one may read."""
    row = seen(request, pk)
    if not queries.shows_programme(request.user, row):
        raise Http404
    return row


@require_safe
def programme(request: HttpRequest, pk: int) -> HttpResponse:
    """Its days: plenaries, workshops side by side, breaks."""
    reached = head(f"forum.{pk}")
    row = shown(request, pk)
    days = queries.programme_days(request.user, row)
    return render(
        request, "coordination/programme.html", {**shell(request, row, "programme"), "head": reached, "days": days}
    )


@require_safe
def programme_paper(request: HttpRequest, pk: int) -> HttpResponse:
    row = shown(request, pk)
    address = full_address(request, f"/forums/{pk}/programme/")
    written = programme_pdf(row, queries.programme_days(request.user, row), address)
    return made_answer(written, f"{row.code}-programme.pdf", is_shown=True)


@require_safe
def programme_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """As a file, once; `forum_feed` keeps a calendar up to date."""
    row = shown(request, pk)
    return made_answer(written_calendar(request, row, request.user), f"{row.code}.ics")


def written_calendar(request: HttpRequest, row: Forum, reader: object) -> bytes:
    site = full_address(request, "/").rstrip("/")
    return calendar(row.body.title, queries.calendar_items(queries.programme_sessions(reader, row), row, site))


# The feed -------------------------------------------------------------------------------------------------------------
@login_required
@require_safe
def forum_feeds(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own secret address, or how to get one."""
    return feeds_page(request, shown(request, pk), "")


def feeds_page(request: HttpRequest, row: Forum, secret: str) -> HttpResponse:
    context = {
        **shell(request, row, "programme"),
        "key": queries.own_forum_feed_key(request.user, row),
        "address": full_address(request, f"/forum-feeds/{secret}.ics") if secret else "",
    }
    return render(request, "coordination/forum_feeds.html", context)


@login_required
@require_POST
def create_forum_feed_key(request: HttpRequest, pk: int) -> HttpResponse:
    row = shown(request, pk)
    return feeds_page(request, row, actions.create_forum_feed_key(actor=actor_of(request), forum=row)[1])


@login_required
@require_POST
def revoke_forum_feed_key(request: HttpRequest, pk: int) -> HttpResponse:
    row = seen(request, pk)
    actions.revoke_forum_feed_key(actor=actor_of(request), forum=row)
    messages.success(request, _("The address answers no more."))
    return redirect("coordination:forum_feeds", pk)


@require_safe
def forum_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """What a calendar program reads: no sign-in but the secret, and what its person may see today."""
    key = queries.forum_feed_key(secret)
    if key is None or not queries.shows_programme(key.person, key.forum):
        raise Http404
    with override(key.person.language):
        return feed_answer(request, f"forum.{key.pk}", lambda: written_calendar(request, key.forum, key.person))
