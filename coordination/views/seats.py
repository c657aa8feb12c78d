"""Pages on which seats are given and ended, and on which an organisation says who sits in its own."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from coordination import actions, permissions, queries
from coordination.forms.committees import HolderForm, SeatForm
from coordination.forms.recommendations import WhyForm
from coordination.models import Seat, SeatHolder
from coordination.permissions import committees_for
from coordination.views.committees import about, seen_term
from journal.forms import apply_form
from organizations.actors import actor_of


def seen_seat(request: HttpRequest, pk: int) -> Seat:
    row = queries.seen_seat(request.user, pk)
    if row is None:
        raise Http404
    return row


@login_required
def give_seat(request: HttpRequest, pk: int) -> HttpResponse:
    """A seat in term `pk`."""
    term, actor = seen_term(request, pk), actor_of(request)
    if not permissions.can_give_seat(actor, term):
        raise PermissionDenied
    form = SeatForm(request.POST or None, term=term)
    if apply_form(form, lambda given: actions.give_seat(actor=actor, term=term, **given)):
        messages.success(request, _("It has a seat; it is told to name who sits there."))
        return redirect("coordination:committee", term.committee_id)
    return about(request, term.committee, form, _("Give a seat"), _("Give the seat"))


@login_required
def change_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Another post in the same seat."""
    seat, actor = seen_seat(request, pk), actor_of(request)
    if not permissions.can_give_seat(actor, seat.term) or seat.until is not None:
        raise PermissionDenied
    form, whose = SeatForm(request.POST or None, term=seat.term, seat=seat), seat.organization
    if apply_form(form, lambda sent: actions.give_seat(actor=actor, term=seat.term, organization=whose, **sent)):
        messages.success(request, _("Saved."))
        return redirect("coordination:committee", seat.term.committee_id)
    heading = _("Post of %(organization)s") % {"organization": whose}
    return about(request, seat.term.committee, form, heading, _("Save"))


@login_required
def end_seat(request: HttpRequest, pk: int) -> HttpResponse:
    seat, actor = seen_seat(request, pk), actor_of(request)
    if not permissions.can_end_seat(actor, seat) or seat.until is not None:
        raise PermissionDenied
    form, committee = WhyForm(request.POST or None), seat.term.committee
    if apply_form(form, lambda given: actions.end_seat(actor=actor, seat=seat, **given)):
        messages.success(request, _("The seat is ended; the reason stands with it."))
        is_seen = committees_for(request.user).filter(pk=committee.pk).exists()
        return redirect("coordination:committee", committee.pk) if is_seen else redirect("coordination:committees")
    heading = _("End the seat of %(organization)s") % {"organization": seat.organization}
    return about(request, committee, form, heading, _("End the seat"))


@login_required
def name_holder(request: HttpRequest, pk: int, rank: str) -> HttpResponse:
    """Who sits in seat `pk`, as main holder or alternate."""
    if rank not in SeatHolder.Rank.values:
        raise Http404
    seat, actor = seen_seat(request, pk), actor_of(request)
    if not permissions.can_name_holder(actor, seat) or seat.until is not None:
        raise PermissionDenied
    before = seat.holders.filter(rank=rank, until=None).first()
    form = HolderForm(request.POST or None, seat=seat, before=before)
    if apply_form(form, lambda given: actions.name_holder(actor=actor, seat=seat, rank=rank, **given)):
        messages.success(request, _("Saved; they are told."))
        return redirect("coordination:committee", seat.term.committee_id)
    heading = (_("Who sits for %(organization)s") if rank == "main" else _("Alternate of %(organization)s")) % {
        "organization": seat.organization
    }
    return about(request, seat.term.committee, form, heading, _("Save"))


@login_required
def end_holder(request: HttpRequest, pk: int) -> HttpResponse:
    """They sit there no more."""
    rows = SeatHolder.objects.filter(seat__in=permissions.seats_for(request.user).values("pk"))
    related = ("person", "seat__organization", "seat__term__committee__body__organization")
    holder, actor = get_object_or_404(rows.select_related(*related), pk=pk), actor_of(request)
    if not permissions.can_end_holder(actor, holder) or holder.until is not None:
        raise PermissionDenied
    form, committee = WhyForm(request.POST or None), holder.seat.term.committee
    if apply_form(form, lambda given: actions.end_holder(actor=actor, holder=holder, **given)):
        messages.success(request, _("Saved; they are told."))
        return redirect("coordination:committee", committee.pk)
    return about(request, committee, form, _("%(person)s sits there no more") % {"person": holder.person}, _("Save"))
