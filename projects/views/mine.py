"""What is mine across projects."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from journal.ids import id_of
from organizations.actors import actor_of
from projects import queries


@login_required
@require_safe
def my_work(request: HttpRequest) -> HttpResponse:
    """Given to me, to my organisation, overdue, due this week, waiting for others; `?project=` of one project."""
    actor, wanted = actor_of(request), id_of(request.GET.get("project", ""))
    found = queries.mine(actor, wanted)
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
        "projects": queries.my_projects(actor),
        "wanted": wanted,
        "today": timezone.localdate(),
        "can_work": True,
    }
    return render(request, "projects/my_work.html", context)
