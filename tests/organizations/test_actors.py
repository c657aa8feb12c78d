import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from accounts.models import User
from organizations.actors import acting_for, actor_for, actor_of, choose_organization
from organizations.middleware import ActorMiddleware
from organizations.models import Organization
from tests.factories import Cast, make_membership

pytestmark = pytest.mark.django_db


def request_of(user: User | AnonymousUser) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user, request.session = user, SessionStore()
    ActorMiddleware(lambda _: HttpResponse())(request)
    return request


def test_the_first_organisation_speaks_until_another_is_chosen(cast: Cast) -> None:
    make_membership(cast.hala, cast.other)
    assert actor_of(request_of(cast.hala)).organization == cast.association
    request = request_of(cast.hala)
    choose_organization(request, cast.other.pk)
    assert actor_of(request).organization == cast.other


def test_nobody_chooses_an_organisation_that_is_not_theirs(cast: Cast) -> None:
    with pytest.raises(ValidationError) as refusal:
        choose_organization(request_of(cast.hala), cast.other.pk)
    assert refusal.value.error_dict["organization"][0].code == "not_your_organization"


def test_a_chosen_organisation_that_was_left_speaks_no_more(cast: Cast) -> None:
    request = request_of(cast.gharib)
    request.session["organization"] = cast.association.pk
    assert actor_of(request).organization is None


def test_nobody_in_particular(cast: Cast) -> None:
    actor = actor_of(request_of(AnonymousUser()))
    assert (actor.is_person, actor.organization) == (False, None)


def test_requests_that_need_no_actor_cost_no_query(cast: Cast, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        request_of(cast.hala)


def test_actor_for_a_call(cast: Cast) -> None:
    request = request_of(cast.hala)
    assert actor_for(request).organization == cast.association
    assert actor_for(request, cast.association.pk).organization == cast.association
    with pytest.raises(ValidationError):
        actor_for(request, cast.other.pk)


def test_a_page_of_ones_own_organisation_is_spoken_for(cast: Cast) -> None:
    make_membership(cast.hala, cast.other)
    request = request_of(cast.hala)
    assert acting_for(request, cast.other).organization == cast.other
    assert acting_for(request, cast.ministry).organization == cast.association


def test_a_closed_organisation_speaks_no_more(cast: Cast) -> None:
    Organization.objects.filter(pk=cast.association.pk).update(closed_at=cast.association.created_at)
    assert actor_of(request_of(cast.hala)).organization is None
