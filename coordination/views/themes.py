"""Pages of a body's themes: what its recommendations are about, and for those who convene it making them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coordination import actions, permissions, queries
from coordination.forms.themes import MergeThemeForm, ThemeChangesForm, ThemeForm
from coordination.models import Theme
from coordination.views.recommendations import form_page
from journal.forms import apply_form, attempt
from meetings.permissions import bodies_for
from organizations.actors import actor_of


@login_required
def themes(request: HttpRequest, pk: int) -> HttpResponse:
    """Those of a body, with how many recommendations are about each; here they are made."""
    body, actor = get_object_or_404(bodies_for(request.user), pk=pk), actor_of(request)
    can_lead = permissions.can_create_theme(actor, body)
    if request.method == "POST" and not can_lead:
        raise PermissionDenied
    form = ThemeForm(request.POST or None)
    if apply_form(form, lambda given: actions.create_theme(actor=actor, body=body, **given)):
        messages.success(request, _("Saved."))
        return redirect("coordination:themes", pk)
    rows = queries.themes_of(request.user, body)
    return render(request, "coordination/themes.html", {"body": body, "rows": rows, "form": form, "can_lead": can_lead})


@login_required
def edit_theme(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    if not permissions.can_edit_theme(actor, row):
        raise PermissionDenied
    form = ThemeChangesForm(request.POST or None, initial={"name": row.name, "position": row.position})
    if apply_form(form, lambda given: actions.edit_theme(actor=actor, theme=row, **given)):
        messages.success(request, _("Saved."))
        return redirect("coordination:themes", row.body_id)
    return asking(request, row, form, _("Edit the theme"), _("Save"))


@login_required
def merge_theme(request: HttpRequest, pk: int) -> HttpResponse:
    """Two that mean the same become one."""
    row, actor = seen(request, pk), actor_of(request)
    if not permissions.can_merge_theme(actor, row):
        raise PermissionDenied
    form = MergeThemeForm(request.POST or None, theme=row)
    if apply_form(form, lambda given: actions.merge_theme(actor=actor, theme=row, **given)):
        messages.success(request, _("They are one theme now."))
        return redirect("coordination:themes", row.body_id)
    return asking(request, row, form, _("Merge the theme with another one"), _("Merge"))


@login_required
@require_POST
def delete_theme(request: HttpRequest, pk: int) -> HttpResponse:
    row = seen(request, pk)
    attempt(request, lambda: actions.delete_theme(actor=actor_of(request), theme=row), _("The theme is deleted."))
    return redirect("coordination:themes", row.body_id)


def seen(request: HttpRequest, pk: int) -> Theme:
    row = queries.seen_theme(request.user, pk)
    if row is None or row.body_id is None:
        raise Http404
    return row


def asking(
    request: HttpRequest, row: Theme, form: ThemeForm | MergeThemeForm, heading: str, press: str
) -> HttpResponse:
    up = redirect("coordination:themes", row.body_id).url
    return form_page(request, form, heading, press, up, row.name)
