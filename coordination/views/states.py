"""The page on which a forum goes from one state to another."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coordination import actions, permissions, queries
from coordination.forms.states import ForumStatusForm, acts_from
from coordination.views.forums import seen, shell
from journal.forms import apply_form
from organizations.actors import actor_of


@login_required
def set_forum_status(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    if not permissions.can_set_forum_status(actor, row) or not acts_from(row.status):
        raise PermissionDenied
    form = ForumStatusForm(request.POST or None, acts=acts_from(row.status))
    if apply_form(form, lambda given: actions.set_forum_status(actor=actor, forum=row, **given)):
        messages.success(request, _("Saved; those who take part are told."))
        return redirect("coordination:forum", pk)
    context = {**shell(request, row, "forum"), "form": form, "counts": queries.counts_of(row)}
    return render(request, "coordination/set_forum_status.html", context)
