"""Pages of guests: taking a person in, and out again."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from journal.forms import apply_form, onward
from journal.refusals import require
from organizations.actors import actor_of
from projects import actions, permissions, queries
from projects.forms.partners import GuestForm
from projects.views.partners import told
from projects.views.projects import seen, shell


@login_required
def take_in_guest(request: HttpRequest, pk: int) -> HttpResponse:
    """A person whose organisation is no partner: to read, or to work."""
    row, actor = seen(request, pk), actor_of(request)
    require(permissions.can_take_in_guest(actor, row))
    people = set(User.objects.filter(is_active=True, is_bot=False).values_list("pk", flat=True))
    form = GuestForm(request.POST or None, actor=actor, project=row, seers=permissions.seers_among(row, people))
    if apply_form(form, lambda given: actions.take_in_guest(actor=actor, project=row, **given)) is not None:
        return onward(
            request, _("The guest sees the project from now on, and is in its room."), "projects:partners", pk
        )
    return render(request, "projects/take_in_guest.html", {**shell(request, row, "partners"), "form": form})


@login_required
@require_POST
def take_out_guest(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    guest = next((each.person for each in queries.guests_of(row) if each.person.pk == person_pk), None)
    if guest is None:
        raise Http404
    told(request, lambda: actions.take_out_guest(actor=actor, project=row, person=guest), _("The guest is out."))
    return redirect("projects:projects") if guest == request.user else redirect("projects:partners", pk)
