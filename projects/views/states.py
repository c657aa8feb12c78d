"""The page on which a project goes from one state to another."""

from __future__ import annotations

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from journal.forms import apply_form, onward
from journal.refusals import require
from organizations.actors import actor_of
from projects import actions, permissions
from projects.forms.states import ProjectStatusForm, steps_from
from projects.views.projects import seen, shell


@login_required
def set_project_status(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    require(permissions.can_set_project_status(actor, row))
    form: forms.Form = ProjectStatusForm(request.POST or None, acts=steps_from(row.status))
    if apply_form(form, lambda given: actions.set_project_status(actor=actor, project=row, **given)):
        return onward(request, _("Saved; the partners are told."), "projects:project", pk)
    return render(request, "projects/set_project_status.html", {**shell(request, row, "overview"), "form": form})
