"""Bots: those one looks after, and each one's page."""

from __future__ import annotations

from uuid import uuid4

from allauth.account.decorators import reauthentication_required
from django.contrib import messages as notices
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import is_secretariat
from bots import actions, permissions, queries
from bots.forms import BotForm, BotTokenForm, NewBotForm
from journal.actors import Actor
from journal.forms import apply_form
from organizations.actors import acting_for, actor_of
from organizations.models import Bot
from organizations.permissions import managed_by


def acting(request: HttpRequest, bot: Bot) -> Actor:
    """On a bot's page its organisation's people act for it, whatever is chosen in the shell."""
    return acting_for(request, bot.organization) if bot.organization else actor_of(request)


@login_required
@require_safe
def bots(request: HttpRequest) -> HttpResponse:
    """The bots one looks after."""
    context = {
        "bots": permissions.managed_bots(request.user),
        "may_create": may_create(request),
        "organizations": managed_by(request.user).filter(status="verified").order_by("name_ar"),
        "webhooks": permissions.outgoing_webhooks_for(request.user).filter(organization__isnull=False),
    }
    return render(request, "bots/bots.html", context)


def may_create(request: HttpRequest) -> bool:
    return is_secretariat(actor_of(request)) or managed_by(request.user).filter(status="verified").exists()


@login_required
def create_bot(request: HttpRequest) -> HttpResponse:
    organizations = managed_by(request.user).filter(status="verified").order_by("name_ar")
    form = NewBotForm(
        request.POST or None, organizations=organizations, is_secretariat=is_secretariat(actor_of(request))
    )

    def make(given: dict[str, object]) -> Bot:
        organization = form.cleaned_data["organization"]
        actor = acting_for(request, organization) if organization else actor_of(request)
        return actions.create_bot(actor=actor, client_id=uuid4(), **form.cleaned_data)

    made = apply_form(form, make)
    if made is not None:
        return redirect("bots:bot", pk=made.pk)
    return render(request, "bots/create_bot.html", {"form": form, "may_create": may_create(request)})


@login_required
@require_safe
def bot(request: HttpRequest, pk: int) -> HttpResponse:
    """Who looks after a bot sees its tokens and rooms; others what it is."""
    return show_bot(request, get_object_or_404(permissions.bots_for(request.user), account__pk=pk))


def show_bot(request: HttpRequest, found: Bot, form: BotForm | None = None) -> HttpResponse:
    actor = acting(request, found)
    can = {"update": permissions.can_update_bot(actor, found), "close": permissions.can_close_bot(actor, found)}
    rooms = list(queries.rooms_of(found)) if can["update"] else []
    names = {room.stream: room.name for room in rooms}
    tokens = queries.running_tokens(found) if can["update"] else []
    context = {
        "bot": found,
        "can": can,
        "form": form or BotForm(initial={"name": str(found.account), "about": found.about}),
        "rooms": rooms,
        "tokens": [(token, [names[name] for name in token.opens or () if name in names]) for token in tokens],
    }
    return render(request, "bots/bot.html", context)


@login_required
@require_POST
def update_bot(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(permissions.bots_for(request.user), account__pk=pk)
    form = BotForm(request.POST)
    if apply_form(form, lambda given: actions.update_bot(actor=acting(request, found), bot=found, **given)) is None:
        return show_bot(request, found, form)
    return redirect("bots:bot", pk=pk)


@login_required
@require_POST
def close_bot(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(permissions.bots_for(request.user), account__pk=pk)
    actions.close_bot(actor=acting(request, found), bot=found)
    notices.success(request, _("The bot is closed. What it said stays."))
    return redirect("bots:bots")


@login_required
@never_cache
@reauthentication_required  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "POST"])
def create_bot_token(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a token; the answer shows its secret, this once."""
    found = get_object_or_404(permissions.managed_bots(request.user), account__pk=pk)
    form = BotTokenForm(request.POST or None, rooms=queries.rooms_of(found))
    made = apply_form(form, lambda given: actions.create_bot_token(actor=acting(request, found), bot=found, **given))
    context = {"form": form, "bot": found, "has_rooms": queries.rooms_of(found).exists()}
    if made is not None:
        context |= {"token": made[0], "secret": made[1]}
    return render(request, "bots/create_bot_token.html", context)


@login_required
@require_POST
def revoke_bot_token(request: HttpRequest, pk: int, token_pk: int) -> HttpResponse:
    found = get_object_or_404(permissions.managed_bots(request.user), account__pk=pk)
    token = get_object_or_404(permissions.bot_tokens_for(request.user), pk=token_pk, user=found.account)
    actions.revoke_bot_token(actor=acting(request, found), bot=found, token=token)
    notices.success(request, _("The token is revoked."))
    return redirect("bots:bot", pk=pk)
