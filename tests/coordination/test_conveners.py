"""Several organisations convene a forum: their people prepare it together."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from coordination.actions import add_convener, remove_convener
from coordination.permissions import can_add_convener, can_remove_convener, forums_for
from journal.refusals import Conflict, Refused
from meetings.permissions import can_lead, can_minute, can_see
from organizations.models import Organization
from tests.coordination.made import accepted, convened_forum, prepared_forum
from tests.entries import entries_left
from tests.factories import Cast, make_organization, signed_in
from tests.meetings.made import chair_of, union_of

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def test_add_convener_lets_its_people_prepare(cast: Cast) -> None:
    forum = prepared_forum(cast)
    assert cast.who(can_add_convener, forum) == cast.who(can_remove_convener, forum) == ""
    with entries_left() as left:
        add_convener(actor=chair_of(cast), forum=forum, organization=cast.association)
        add_convener(actor=chair_of(cast), forum=forum, organization=cast.association)
    assert [each[:2] for each in left] == [
        (forum.stream, "convener_added"),
        (f"org.{cast.association.pk}", "convener_added"),
        (f"user.{cast.basel.pk}", "convener_added"),
    ]
    assert can_lead(cast.actor("basel"), forum.body)
    assert can_minute(cast.actor("hala"), forum.body)
    assert not can_lead(cast.actor("hala"), forum.body)
    assert "ينابيع" in type(forum).objects.get(pk=forum.pk).search_text


def test_remove_convener_takes_it_back(cast: Cast) -> None:
    forum = prepared_forum(cast)
    add_convener(actor=chair_of(cast), forum=forum, organization=cast.association)
    with entries_left() as left:
        remove_convener(actor=chair_of(cast), forum=forum, organization=cast.association)
        remove_convener(actor=chair_of(cast), forum=forum, organization=cast.association)
    lost = sorted([cast.basel.pk, cast.hala.pk])
    assert left[0] == (forum.stream, "convener_removed", forum.pk, {"lost": lost})
    assert [each[:2] for each in left[1:]] == [(f"user.{pk}", "access_changed") for pk in lost]
    assert forum not in forums_for(cast.basel)


def test_a_convener_whose_delegation_is_in_stays_in(cast: Cast) -> None:
    forum = convened_forum(cast)
    accepted(cast, forum)
    add_convener(actor=chair_of(cast), forum=forum, organization=cast.association)
    remove_convener(actor=chair_of(cast), forum=forum, organization=cast.association)
    assert can_see(cast.actor("hala"), forum.body)
    assert not can_minute(cast.actor("hala"), forum.body)


def test_conveners_are_trusted_and_the_first_stays(cast: Cast) -> None:
    forum, chair = prepared_forum(cast), chair_of(cast)
    with pytest.raises(ValidationError):
        add_convener(actor=chair, forum=forum, organization=make_organization(status=Organization.Status.UNVERIFIED))
    with pytest.raises(Conflict) as no:
        remove_convener(actor=chair, forum=forum, organization=union_of(cast))
    assert no.value.code == "first_convener"
    with pytest.raises(Refused):
        add_convener(actor=cast.actor("basel"), forum=forum, organization=cast.association)


def test_the_page_and_the_api(cast: Cast) -> None:
    forum, salma = prepared_forum(cast), signed_in(cast.salma)
    address = reverse("coordination:add_convener", args=[forum.pk])
    assert salma.post(address, {"organization": cast.association.pk}).status_code == 302
    assert str(cast.association) in salma.get(address).content.decode()
    salma.post(reverse("coordination:remove_convener", args=[forum.pk, cast.association.pk]))
    call = f"/api/forums/{forum.pk}/conveners/{cast.other.pk}/"
    assert [each["id"] for each in salma.put(call).json()["conveners"]] == [union_of(cast).pk, cast.other.pk]
    assert salma.delete(call).status_code == 204
    assert signed_in(cast.gharib).put(call).status_code == 404
