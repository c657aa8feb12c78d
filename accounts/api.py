"""Tokens for programs: signing in for one, listing, making and revoking one's own."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.exceptions import Throttled
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import actions, queries
from accounts.models import ApiToken, User
from accounts.permissions import tokens_for
from journal.actors import Actor
from journal.refusals import invalid
from journal.requests import checked

SECONDS_TO_WAIT = 300


class TokenOut(serializers.ModelSerializer[ApiToken]):
    class Meta:
        model = ApiToken
        fields = ["id", "name", "created_at", "expires_at", "last_used_at"]


class NewTokenOut(TokenOut):
    """With the secret, which is shown this once."""

    token = serializers.CharField()

    class Meta(TokenOut.Meta):
        fields = [*TokenOut.Meta.fields, "token"]


class PersonOut(serializers.Serializer[Any]):
    """As queries.own_facts tells it."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    mark = serializers.CharField()
    avatar = serializers.CharField(allow_null=True)
    username = serializers.CharField()
    email = serializers.CharField()
    phone = serializers.CharField()
    phone_shown = serializers.CharField()
    email_shown = serializers.CharField()
    language = serializers.CharField()
    digits = serializers.CharField()
    theme = serializers.CharField()
    data_saver = serializers.BooleanField()
    is_secretariat = serializers.BooleanField()


class SignInIn(serializers.Serializer[Any]):
    """`username` may be an e-mail address; `otp` is a code of the authenticator app or a recovery code."""

    username = serializers.CharField(max_length=254)
    password = serializers.CharField(max_length=4096, trim_whitespace=False)
    otp = serializers.CharField(max_length=40, required=False, allow_blank=True)
    name = serializers.CharField(max_length=60, default="API")
    days = serializers.IntegerField(min_value=1, max_value=actions.LONGEST_TOKEN, default=30)


class SignInOut(serializers.Serializer[Any]):
    token = serializers.CharField()
    expires_at = serializers.DateTimeField()
    user = PersonOut()


class TokenIn(serializers.Serializer[Any]):
    """The password is asked again: a token that leaked must not make tokens that outlive it."""

    name = serializers.CharField(max_length=60)
    days = serializers.IntegerField(min_value=1, max_value=actions.LONGEST_TOKEN, default=30)
    password = serializers.CharField(max_length=4096, trim_whitespace=False)


def person_with(request: HttpRequest, username: str, password: str) -> User:
    """Whose password this is, within allauth's limits of trying, which the sign-in page shares.

    ValidationError `invalid_credentials`, for a suspended account too; Throttled after too many failures.
    """
    credentials = {"email" if "@" in username else "username": username, "password": password}
    try:
        person = get_adapter().authenticate(request, **credentials)
    except ValidationError as error:
        raise Throttled(SECONDS_TO_WAIT) from error
    if not isinstance(person, User) or not person.is_active:
        raise invalid(_("Username or password are not right."), code="invalid_credentials")
    return person


def demand_second_factor(person: User, otp: str) -> None:
    """ValidationError `second_factor_required` when an account has one and the code is missing or wrong."""
    if not queries.has_second_factor(person):
        return
    form = AuthenticateForm({"code": otp}, user=person)
    if otp and form.is_valid():
        form.authenticator.record_usage()
        return
    if otp and form.has_error("code", "too_many_login_attempts"):
        raise Throttled(SECONDS_TO_WAIT)
    raise invalid(_("This account asks for a code of its second factor."), code="second_factor_required")


class SignIn(APIView):
    """A username and a password for a token."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(request=SignInIn, responses={201: SignInOut})
    def post(self, request: Request) -> Response:
        given = checked(SignInIn, request)
        person = person_with(request._request, given["username"], given["password"])
        demand_second_factor(person, given.get("otp", ""))
        token, secret = actions.create_token(actor=Actor(person), name=given["name"], days=given["days"])
        answer = {"token": secret, "expires_at": token.expires_at, "user": queries.own_facts(person)}
        return Response(SignInOut(answer).data, status.HTTP_201_CREATED)


class Tokens(mixins.ListModelMixin, viewsets.GenericViewSet[ApiToken]):
    """One's own tokens."""

    lookup_value_regex = "[0-9]{1,18}"

    serializer_class = TokenOut
    queryset = ApiToken.objects.none()

    def get_queryset(self) -> Any:
        return tokens_for(cast(User, self.request.user))

    @extend_schema(request=TokenIn, responses={201: NewTokenOut})
    def create(self, request: Request) -> Response:
        given, user = checked(TokenIn, request), cast(User, request.user)
        person_with(request._request, user.username, given["password"])
        token, secret = actions.create_token(actor=Actor(user), name=given["name"], days=given["days"])
        return Response({**TokenOut(token).data, "token": secret}, status.HTTP_201_CREATED)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        actions.revoke_token(actor=Actor(cast(User, request.user)), token=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)
