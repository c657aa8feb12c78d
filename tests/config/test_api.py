"""Every refusal as a problem document."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.exceptions import ValidationError as Invalid
from django.http import Http404
from django.utils.translation import override
from rest_framework import exceptions, serializers
from rest_framework.test import APIRequestFactory

from accounts.models import User
from config.api import problem
from journal.refusals import Conflict, Refused, invalid


def told(error: Exception, user: Any = None) -> dict[str, Any]:
    """The document for an error, as its reader gets it."""
    request = APIRequestFactory().get("/api/x/")
    request.user = user or User(pk=1, username="basel")
    with override("en"):
        answer = problem(error, {"request": request})
    assert answer is not None
    assert answer.content_type == "application/problem+json"
    assert answer.data["status"] == answer.status_code
    return dict(json.loads(json.dumps(answer.data)))


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (Invalid("no", code="invalid_credentials"), 400, "invalid_credentials"),
        (exceptions.ParseError(), 400, "parse_error"),
        (exceptions.NotAuthenticated(), 401, "not_authenticated"),
        (exceptions.AuthenticationFailed(code="bad_token"), 401, "bad_token"),
        (Refused("no", code="not_a_member"), 403, "not_a_member"),
        (PermissionDenied(), 403, "permission_denied"),
        (Http404(), 404, "not_found"),
        (exceptions.MethodNotAllowed("PUT"), 405, "method_not_allowed"),
        (Conflict("no", code="client_id_reused"), 409, "client_id_reused"),
        (RequestDataTooBig(), 413, "too_large"),
        (exceptions.UnsupportedMediaType("text/x"), 415, "unsupported_media_type"),
        (exceptions.Throttled(30), 429, "throttled"),
    ],
)
def test_refusals_have_status_and_code(error: Exception, status: int, code: str) -> None:
    document = told(error)
    assert (document["status"], document["code"]) == (status, code)
    assert document["type"] == "about:blank"
    assert document["title"]
    assert document["detail"]


def test_a_stranger_is_asked_to_sign_in_instead_of_refused() -> None:
    assert told(Refused(), AnonymousUser())["code"] == "not_authenticated"


def test_a_fault_of_ours_is_not_dressed_up() -> None:
    assert problem(ZeroDivisionError(), {"request": None}) is None


def test_one_faulty_field_names_the_document() -> None:
    document = told(invalid("Too long.", code="too_long", field="body"))
    assert (document["code"], document["detail"]) == ("too_long", "Too long.")
    assert document["errors"] == {"body": [{"code": "too_long", "detail": "Too long."}]}


def test_several_faults_stand_by_their_fields() -> None:
    error = Invalid(
        {"name": Invalid("Missing.", code="required"), "days": [Invalid("At most %(n)s.", "max", {"n": 7})]}
    )
    document = told(error)
    assert document["code"] == "invalid"
    assert document["errors"]["days"] == [{"code": "max", "detail": "At most 7."}]


def test_faults_of_the_whole_are_no_field() -> None:
    assert "errors" not in told(Invalid("No.", code="no"))
    assert "errors" not in told(exceptions.ValidationError({"non_field_errors": ["No."]}))


def test_nested_faults_are_named_by_their_path() -> None:
    class Child(serializers.Serializer[Any]):
        name = serializers.CharField()

    class Parent(serializers.Serializer[Any]):
        people = Child(many=True)
        days = serializers.IntegerField()

    with pytest.raises(exceptions.ValidationError) as refusal:
        Parent(data={"people": [{"name": "a"}, {}], "days": "x"}).is_valid(raise_exception=True)
    document = told(refusal.value)
    assert set(document["errors"]) == {"people.1.name", "days"}
    assert document["errors"]["people.1.name"][0]["code"] == "required"


def test_a_conflict_says_more() -> None:
    assert told(Conflict("Stands.", code="exists", existing=7))["existing"] == 7
