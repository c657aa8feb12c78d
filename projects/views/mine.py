"""What is mine across projects."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal.ids import id_of
from organizations.actors import actor_of
from projects import actions, permissions, queries


@login_required
@require_safe
def my_work(request: HttpRequest) -> HttpResponse:
    """Given to me, to my organisation, overdue, due this week, waiting for others; `?project=` of one project."""
    actor, wanted = actor_of(request), id_of(request.GET.get("project", ""))
    streams = queries.watched_streams(actor)  # before the rows, so that a later entry is applied on top of them
    page = id_of(request.GET.get("page", "")) or 1
    found = queries.mine(actor, wanted, page)
    sections = [
        ("overdue", _("Late"), found.overdue),
        ("this-week", _("Due this week"), found.this_week),
        ("later", _("Later, or without a day"), found.later),
        ("unassigned", _("My organisation's, given to nobody yet"), found.unassigned),
        ("asked", _("Others wait for us"), found.asked_of_us),
        ("waiting", _("Waiting for others"), found.waiting),
    ]
    context = {
        "sections": [section for section in sections if section[2]],
        "mine": found,
        "streams": streams,
        "page": page,
        "narrowed": f"project={wanted}&" if wanted else "",
        "projects": queries.my_projects(actor),
        "wanted": wanted,
        "today": timezone.localdate(),
        "can_work": True,
    }
    return render(request, "projects/my_work.html", context)


# In one's own calendar ------------------------------------------------------------------------------------------------
@login_required
@require_safe
def my_feed(request: HttpRequest) -> HttpResponse:
    """The address under which one's calendar program reads what is mine."""
    return feed_page(request, "")


@login_required
@require_POST
def create_my_feed_key(request: HttpRequest) -> HttpResponse:
    """A new address, shown this once; the one before it ends."""
    _key, secret = actions.create_feed_key(actor=actor_of(request))
    return feed_page(request, request.build_absolute_uri(f"/feeds/{secret}.ics"))


def feed_page(request: HttpRequest, address: str) -> HttpResponse:
    own = permissions.feed_keys_for(request.user).filter(project__isnull=True).first()
    return render(request, "projects/my_feed.html", {"own_key": own, "fresh": address, "address": address})
