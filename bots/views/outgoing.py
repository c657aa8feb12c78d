"""Addresses of other programs that are told what happens."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages as notices
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bots import actions, permissions, queries
from bots.actions import ORGANIZATION_EVENTS, ROOM_EVENTS, known_events
from bots.forms import EVENT_WORDS, OrganizationWebhookForm, OutgoingWebhookForm
from bots.models import Delivery, OutgoingWebhook
from chat.models import Room
from chat.permissions import rooms_for
from journal.actors import Actor
from journal.forms import apply_form
from journal.refusals import Conflict
from organizations.actors import acting_for, actor_of
from organizations.models import Organization
from organizations.permissions import managed_by


def acting(request: HttpRequest, webhook: OutgoingWebhook) -> Actor:
    return acting_for(request, webhook.organization) if webhook.organization else actor_of(request)


def managed(request: HttpRequest, pk: int) -> OutgoingWebhook:
    """One whose settings and deliveries the person may see; Http404 else."""
    webhook = get_object_or_404(permissions.outgoing_webhooks_for(request.user), pk=pk)
    if not permissions.can_update_outgoing_webhook(acting(request, webhook), webhook):
        raise Http404
    return webhook


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def create_outgoing_webhook(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell a program what happens in a room; the answer shows the signing secret, this once."""
    room = get_object_or_404(rooms_for(request.user), pk=pk)
    return make(request, actor_of(request), room, None)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def create_organization_webhook(request: HttpRequest, pk: int) -> HttpResponse:
    """The same of an organisation."""
    organization = get_object_or_404(managed_by(request.user), pk=pk)
    return make(request, acting_for(request, organization), None, organization)


def make(request: HttpRequest, actor: Actor, room: Room | None, organization: Organization | None) -> HttpResponse:
    events = ROOM_EVENTS if room else ORGANIZATION_EVENTS
    shape = OutgoingWebhookForm if room else OrganizationWebhookForm
    form = shape(request.POST or None, events=events, initial={"events": events[:1]})
    made = apply_form(
        form,
        lambda given: actions.create_outgoing_webhook(
            actor=actor, room=room, organization=organization, client_id=uuid4(), **given
        ),
    )
    context: dict[str, Any] = {"form": form, "room_row": room, "organization": organization}
    if made is not None:
        context |= {"webhook": made[0], "secret": made[1]}
    context["may_create"] = permissions.can_create_outgoing_webhook(actor, room, organization)
    return render(request, "bots/create_outgoing_webhook.html", context)


@login_required
@require_safe
def webhook(request: HttpRequest, pk: int) -> HttpResponse:
    """How an address is doing: what was sent last, and what it answered."""
    return show(request, managed(request, pk))


def show(request: HttpRequest, found: OutgoingWebhook, form: OutgoingWebhookForm | None = None) -> HttpResponse:
    events = known_events(found.room, found.board)
    context = {
        "webhook": found,
        "deliveries": [(EVENT_WORDS.get(each.event, each.event), each) for each in queries.last_deliveries(found)],
        "form": form or OutgoingWebhookForm(events=events, initial={"url": found.url, "events": found.events}),
    }
    return render(request, "bots/webhook.html", context)


@login_required
@require_POST
def update_outgoing_webhook(request: HttpRequest, pk: int) -> HttpResponse:
    found = managed(request, pk)
    form = OutgoingWebhookForm(request.POST, events=known_events(found.room, found.board))
    actor = acting(request, found)
    if apply_form(form, lambda given: actions.update_outgoing_webhook(actor=actor, webhook=found, **given)) is None:
        return show(request, found, form)
    return redirect("bots:webhook", pk=pk)


@login_required
@never_cache
@require_POST
def rotate_webhook_secret(request: HttpRequest, pk: int) -> HttpResponse:
    """Another signing secret, shown this once."""
    found = managed(request, pk)
    secret = actions.rotate_webhook_secret(actor=acting(request, found), webhook=found)
    context = {"webhook": found, "secret": secret, "room_row": found.room, "organization": found.organization}
    return render(request, "bots/create_outgoing_webhook.html", context)


@login_required
@require_POST
def resume_webhook(request: HttpRequest, pk: int) -> HttpResponse:
    found = managed(request, pk)
    actions.resume_webhook(actor=acting(request, found), webhook=found)
    return redirect("bots:webhook", pk=pk)


@login_required
@require_POST
def close_outgoing_webhook(request: HttpRequest, pk: int) -> HttpResponse:
    found = managed(request, pk)
    actions.close_outgoing_webhook(actor=acting(request, found), webhook=found)
    notices.success(request, _("The address is told nothing more."))
    return redirect("bots:programs", pk=found.room_id) if found.room_id else redirect("bots:bots")


@login_required
@require_POST
def repeat_delivery(request: HttpRequest, pk: int) -> HttpResponse:
    webhooks = permissions.outgoing_webhooks_for(request.user)
    delivery = get_object_or_404(Delivery.objects.filter(webhook__in=webhooks).select_related("webhook"), pk=pk)
    found = managed(request, delivery.webhook_id)
    delivery.webhook = found
    try:
        actions.repeat_delivery(actor=acting(request, found), delivery=delivery)
    except Conflict as conflict:
        notices.error(request, conflict.detail)
    return redirect("bots:webhook", pk=found.pk)
