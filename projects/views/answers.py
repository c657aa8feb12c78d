"""What an organisation was asked, for whoever answers for it; the project's room."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from files.answers import file_answer
from journal.forms import apply_form, onward
from journal.refusals import require
from organizations.actors import actor_of
from projects import actions, permissions, queries
from projects.forms.partners import WhyForm
from projects.models import Partner
from projects.permissions import documents, publishing
from projects.views.partners import found_partner, own_partnership, project_of, told


@login_required
@require_safe
def partnership(request: HttpRequest, pk: int) -> HttpResponse:
    """Before the answer: aim, partners, dates and one's own role. While it runs, and for the others in the project:
    its own pages.
    """
    row, actor = queries.partnership(request.user, pk), actor_of(request)
    if row is None or row.lead_offered_at is not None:
        return redirect("projects:partners", found_partner(request, pk).project_id)
    if row.status == Partner.Status.ACCEPTED:
        return redirect("projects:project", row.project_id)
    if row.status == Partner.Status.LEFT:
        return kept(request, row)
    context = {
        "partner": row,
        "project": row.project,
        "partners": queries.told_partners(row),
        "can_accept": permissions.can_accept_partnership(actor, row),
        "can_decline": permissions.can_decline_partnership(actor, row),
    }
    return render(request, "projects/partnership.html", context)


def kept(request: HttpRequest, row: Partner) -> HttpResponse:
    """What is left of one that ended; what its people brought they may take back."""
    actor, known = actor_of(request), queries.kept(row)
    context = {
        "partner": row,
        "kept": known,
        "photos": [(each, publishing.can_remove_photo(actor, each)) for each in known.photos],
        "can_take_down": any(
            documents.can_take_down_document(actor, each.document, row.organization) for each in known.files[:1]
        ),
    }
    return render(request, "projects/kept.html", context)


@login_required
@require_safe
def kept_file(request: HttpRequest, pk: int, version_pk: int) -> HttpResponseBase:
    """A file that one's organisation brought before it left."""
    row = own_partnership(request, pk)
    if row.status != Partner.Status.LEFT:
        raise Http404
    return file_answer(request, get_object_or_404(queries.own_files(row), pk=version_pk).file)


@login_required
@require_POST
def accept_partnership(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = own_partnership(request, pk), actor_of(request)
    words = _("Your organisation is a partner now. Everybody of it sees the project.")
    done = told(request, lambda: actions.accept_partnership(actor=actor, partner=row), words)
    return redirect("projects:project", row.project_id) if done else redirect("projects:partnership", pk)


@login_required
def decline_partnership(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = own_partnership(request, pk), actor_of(request)
    require(permissions.can_decline_partnership(actor, row))
    form = WhyForm(request.POST or None, label=gettext_lazy("Why, if you wish to say it"), required=False)
    if apply_form(form, lambda given: actions.decline_partnership(actor=actor, partner=row, **given)):
        return onward(request, _("You have declined. They have been told."), "projects:projects")
    return render(request, "projects/decline_partnership.html", {"form": form, "partner": row, "project": row.project})


@login_required
@require_POST
def enter_project_room(request: HttpRequest, pk: int) -> HttpResponse:
    room = actions.enter_project_room(actor=actor_of(request), project=project_of(request, pk))
    return redirect("chat:room", room.pk)
