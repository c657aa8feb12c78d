"""Bots and their tokens."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from accounts.models import ApiToken
from bots import actions, permissions, queries
from bots.api.shapes import BotDetailsIn, BotIn, BotOut, BotTokenIn, BotTokenOut
from journal.actors import Actor
from journal.refusals import invalid
from journal.requests import checked
from organizations.actors import actor_for
from organizations.models import Bot, Organization
from organizations.permissions import managed_by


def acting(request: Request, organization: Organization | None) -> Actor:
    """Whoever manages the organisation acts for it; else as chosen."""
    if organization is not None and managed_by(request.user).filter(pk=organization.pk).exists():
        return actor_for(request, organization.pk)
    return actor_for(request)


class BotViewSet(ViewSet):
    """The bots one looks after."""

    def found(self, request: Request, pk: int) -> Bot:
        return get_object_or_404(permissions.bots_for(request.user), account__pk=pk)

    def managed(self, request: Request, pk: int) -> Bot:
        return get_object_or_404(permissions.managed_bots(request.user), account__pk=pk)

    @extend_schema(responses=BotOut(many=True))
    def list(self, request: Request) -> Response:
        return Response([queries.bot_facts(bot) for bot in permissions.managed_bots(request.user)])

    @extend_schema(request=BotIn, responses={201: BotOut})
    def create(self, request: Request) -> Response:
        given = checked(BotIn, request)
        number = given.pop("organization")
        actor = actor_for(request, number)
        organization = actor.organization if number is not None else None
        bot = actions.create_bot(actor=actor, organization=organization, **given)
        return Response(queries.bot_facts(bot), status.HTTP_201_CREATED)

    @extend_schema(responses=BotOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(queries.bot_facts(self.found(request, pk)))

    @extend_schema(request=BotDetailsIn, responses=BotOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        bot = self.found(request, pk)
        actor = acting(request, bot.organization)
        return Response(queries.bot_facts(actions.update_bot(actor=actor, bot=bot, **checked(BotDetailsIn, request))))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        """Close it for good."""
        bot = self.found(request, pk)
        actions.close_bot(actor=acting(request, bot.organization), bot=bot)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(responses=BotTokenOut(many=True))
    def tokens(self, request: Request, pk: int) -> Response:
        return Response([queries.token_facts(each) for each in queries.running_tokens(self.managed(request, pk))])

    @extend_schema(request=BotTokenIn, responses={201: BotTokenOut})
    def create_token(self, request: Request, pk: int) -> Response:
        bot, given = self.managed(request, pk), checked(BotTokenIn, request)
        demand_no_longer_life(request, given["days"])
        rooms = list(queries.rooms_of(bot).filter(pk__in=given["rooms"]))
        if len(rooms) < len(set(given["rooms"])):
            raise invalid(
                _("The bot is not in this room: its moderators let it in."), code="not_in_room", field="rooms"
            )
        actor = acting(request, bot.organization)
        token, secret = actions.create_bot_token(actor=actor, bot=bot, **{**given, "rooms": rooms})
        return Response({**queries.token_facts(token), "token": secret}, status.HTTP_201_CREATED)

    @extend_schema(responses={204: None})
    def revoke_token(self, request: Request, pk: int, token_pk: int) -> Response:
        bot = self.managed(request, pk)
        token = get_object_or_404(permissions.bot_tokens_for(request.user), pk=token_pk, user=bot.account_id)
        actions.revoke_bot_token(actor=acting(request, bot.organization), bot=bot, token=token)
        return Response(status=status.HTTP_204_NO_CONTENT)


def demand_no_longer_life(request: Request, days: int) -> None:
    """A token that leaked must not make tokens that outlive it."""
    mine: Any = request.auth
    if isinstance(mine, ApiToken) and timezone.now() + timedelta(days=days) > mine.expires_at:
        raise invalid(_("It would outlive the token you ask with."), code="outlives_token", field="days")
