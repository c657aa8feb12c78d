"""A need made out of a message: the form with what the message says, for correction."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.digits import in_digits
from accounts.permissions import is_secretariat
from chat.models import Message
from chat.permissions import visible_messages
from journal.actors import Actor
from needs import actions, permissions, queries
from needs.forms.lines import NAMES, LineRow
from needs.forms.places import picked
from needs.forms.postings import NeedForm
from needs.models import Item, ItemUnit, Need
from needs.queries import Proposal
from needs.views.needs import go_on, needed, what_is_asked
from needs.views.writing import Writing, carry_out, is_whole, propose_new, written
from organizations.actors import actor_of


@login_required
def create_need_from_message(request: HttpRequest, message_pk: int) -> HttpResponse:
    """Show what the message seems to ask for; make it a need once somebody has looked at it."""
    actor, message = actor_of(request), standing(request, message_pk)
    if not permissions.can_create_need_from_message(actor, message):
        raise Http404
    found = queries.read_message(message.body) if request.method != "POST" else None
    helping = is_secretariat(actor)
    initial = initial_of(found) | ({"organization": actor.organization} if helping else {})
    form = NeedForm(request.POST or None, kind=Need.Kind.EMERGENCY, is_helping=helping, initial=initial)
    writing = written(request, form, None) if found is None else proposed(form, found)
    if is_whole(writing) and (made := carry_out(writing, lambda: made_of(actor, message, writing))):
        return go_on(request, actor, made, opens=writing.opens)
    context = {"message": message, "made": queries.needs_made_of(request.user, message)}
    what = what_is_asked(actor, Need.Kind.EMERGENCY)
    return render(request, "needs/create_need_from_message.html", writing.context() | what | context)


def standing(request: HttpRequest, pk: int) -> Message:
    seen = visible_messages(request.user).filter(deleted_at__isnull=True)
    message: Message = get_object_or_404(seen.select_related("room", "author", "organization"), pk=pk)
    return message


def initial_of(found: Proposal | None) -> dict[str, Any]:
    """The columns of the form as the message says them. Its words are not copied: they may name people."""
    if found is None:
        return {}
    said = {
        "title": found.title,
        "sector": found.sector,
        "urgency": found.urgency,
        "people": found.people,
        "households": found.households,
    }
    return {name: value for name, value in said.items() if value}


def proposed(form: NeedForm, found: Proposal) -> Writing:
    """The page before anything was sent: lines and place as they were read."""
    return Writing(form, picked({}, found.place), [line(number, *read) for number, read in enumerate(found.lines)])


def line(number: int, item: Item, amount: str, unit: ItemUnit | None) -> LineRow:
    """A number whose unit is in doubt is said beside the empty field: twenty sacks are not twenty kilograms."""
    row = LineRow(number, dict.fromkeys(NAMES, ""))
    row.choose(item)
    if unit is not None:
        row.typed |= {"amount": amount, "unit": unit.code}
    elif amount:
        row.errors["amount"] = _("The message says %(amount)s: in which unit?") % {"amount": in_digits(amount)}
    return row


def made_of(actor: Actor, message: Message, writing: Writing) -> Need:
    propose_new(actor, writing)
    return actions.create_need_from_message(actor=actor, message=message, **needed(writing))


@require_safe
def need_origin(request: HttpRequest, pk: int) -> HttpResponse:
    """A part of a need's page, for whoever may read the message it was made of."""
    need = get_object_or_404(permissions.needs_for(request.user), pk=pk)
    message = queries.origin_of(request.user, need) if request.user.is_authenticated else None
    return render(request, "needs/_origin.html", {"message": message})
