"""Organisations that stand behind a proposal: who may, what it leaves, what is shown and told."""

from __future__ import annotations

from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from journal.refusals import Conflict, Refused
from legislation.actions import decide_proposals, endorse_proposal, withdraw_endorsement
from legislation.models import Endorsement, Proposal
from legislation.permissions import can_endorse_proposal
from legislation.queries import counting_towards, endorsing
from organizations.actions import suspend_organization
from organizations.models import Affiliation, Organization, Role
from tests.entries import entries_left
from tests.factories import Cast, make_membership, make_organization, make_person, make_place, signed_in
from tests.legislation.test_seen import a_proposal, a_round
from tests.meetings.made import chair_of, union_of

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def row(cast: Cast) -> Proposal:
    """Omar's organisation put it forward."""
    return a_proposal(cast, a_round(cast, threshold=2), status="submitted")


def another(cast: Cast, row: Proposal, **columns: Any) -> Organization:
    """One more organisation endorses it."""
    organization = make_organization(**columns)
    person = make_person()
    make_membership(person, organization, Role.SIGNATORY)
    given = {"organization": organization, "person": person, "version": row.version}
    Endorsement.objects.create(proposal=row, **given)
    return organization


@pytest.fixture
def inner(cast: Cast) -> Proposal:
    """Omar's organisation put it forward in a round of the members of Basel's union; Omar's is one of them."""
    Organization.objects.filter(pk=cast.association.pk).update(kind="union")
    Affiliation.objects.create(convener=cast.association, member=cast.other)
    row = a_round(cast, threshold=1, proposers="affiliates", status="frozen", visibility="members")
    return a_proposal(cast, row, status="admissible")


def test_outside_a_round_of_members_one_endorses_and_does_not_count(cast: Cast, inner: Proposal) -> None:
    chair = chair_of(cast)
    assert can_endorse_proposal(chair, inner)
    endorse_proposal(actor=chair, proposal=inner)
    found = endorsing(inner)
    assert ([len(found.rows), len(found.outside)], found.missing) == ([0, 1], 1)
    decide: dict[str, Any] = {"within": inner.round, "adopted": [inner], "rejected": [], "reason": "أوضح"}
    with pytest.raises(Conflict) as refusal:
        decide_proposals(actor=cast.actor("basel"), **decide)
    assert (refusal.value.code, refusal.value.more) == ("below_threshold", {"number": 0, "needed": 1})
    endorse_proposal(actor=cast.actor("basel"), proposal=inner)  # the convener itself
    assert counting_towards(inner.round, [Proposal.objects.get(pk=inner.pk)]) == {inner.pk: 1}
    assert Proposal.objects.get(pk=inner.pk).endorsements_count == 2
    decide_proposals(actor=cast.actor("basel"), **decide)
    assert Proposal.objects.get(pk=inner.pk).status == "adopted"


def test_who_is_a_member_no_more_counts_no_more(cast: Cast, inner: Proposal) -> None:
    member = another(cast, inner)
    place = Affiliation.objects.create(convener=cast.association, member=member)
    Proposal.objects.filter(pk=inner.pk).update(endorsements_count=1)
    inner.refresh_from_db()
    assert counting_towards(inner.round, [inner]) == {inner.pk: 1}
    place.ended_at = timezone.now()
    place.save()
    assert counting_towards(inner.round, [inner]) == {inner.pk: 0}
    assert [each.row.organization for each in endorsing(inner).outside] == [member]


def test_pages_and_programs_show_apart_who_does_not_count(cast: Cast, inner: Proposal) -> None:
    endorse_proposal(actor=chair_of(cast), proposal=inner)
    client = signed_in(cast.basel)
    assert "من خارج الجهات المقترحة" in client.get(f"/proposals/{inner.pk}/endorsements/").content.decode()
    desk = client.get(f"/rounds/{inner.round_id}/deciding/").content.decode()
    assert "تأييد 0 من 1" in desk
    known = client.get(f"/api/proposals/{inner.pk}/endorsement/").json()
    assert (known["count"], known["missing"], [each["counts"] for each in known["organizations"]]) == (0, 1, [False])


def test_signatories_of_others_may(cast: Cast, row: Proposal) -> None:
    assert cast.who(can_endorse_proposal, row) == "basel"
    assert can_endorse_proposal(chair_of(cast), row)
    make_membership(cast.gharib, cast.ministry, Role.SIGNATORY)
    assert cast.who(can_endorse_proposal, row) == "basel"


def test_it_is_told_counted_and_done_once(cast: Cast, row: Proposal) -> None:
    with entries_left() as left:
        first = endorse_proposal(actor=cast.actor("basel"), proposal=row)
        again = endorse_proposal(actor=cast.actor("basel"), proposal=row)
    facts = {"organization": cast.association.pk}
    assert left == [
        (row.stream, "proposal_endorsed", row.pk, facts),
        (row.round.stream, "proposal_endorsed", row.pk, facts),
        (f"user.{cast.omar.pk}", "proposal_endorsed", row.pk, {"code": row.code, **facts}),
    ]
    row.refresh_from_db()
    assert (first.pk, row.endorsements_count, row.endorsements.count()) == (again.pk, 1, 1)


def test_it_is_withdrawn_and_stays_as_ended(cast: Cast, row: Proposal) -> None:
    endorse_proposal(actor=cast.actor("basel"), proposal=row)
    with entries_left() as left:
        withdraw_endorsement(actor=cast.actor("basel"), proposal=row)
        withdraw_endorsement(actor=cast.actor("basel"), proposal=row)
    assert [(each.stream, each.event) for each in left] == [
        (row.stream, "endorsement_withdrawn"),
        (row.round.stream, "endorsement_withdrawn"),
        (f"user.{cast.omar.pk}", "endorsement_withdrawn"),
    ]
    row.refresh_from_db()
    kept = row.endorsements.get()
    assert (row.endorsements_count, kept.withdrawn_by) == (0, cast.basel)
    endorse_proposal(actor=cast.actor("basel"), proposal=row)
    assert row.endorsements.count() == 2


@pytest.mark.parametrize("name", ["hala", "omar", "rania", "gharib", "salma"])
def test_others_are_refused(cast: Cast, row: Proposal, name: str) -> None:
    with pytest.raises(Refused):
        endorse_proposal(actor=cast.actor(name), proposal=row)
    with pytest.raises(Refused):
        withdraw_endorsement(actor=cast.actor(name), proposal=row)


def test_a_suspended_organisation_is_refused(cast: Cast, row: Proposal) -> None:
    suspend_organization(actor=cast.actor("salma"), organization=cast.association, reason="تدقيق")
    cast.association.refresh_from_db()
    with pytest.raises(Refused):
        endorse_proposal(actor=cast.actor("basel"), proposal=row)


@pytest.mark.parametrize(
    ("columns", "status", "code"),
    [({}, "withdrawn", "wrong_status"), ({}, "adopted", "wrong_status"), ({"status": "decided"}, "", "round_over")],
)
def test_what_is_over_is_endorsed_no_more(
    cast: Cast, row: Proposal, columns: dict[str, str], status: str, code: str
) -> None:
    if status:
        Proposal.objects.filter(pk=row.pk).update(status=status)
    type(row.round).objects.filter(pk=row.round_id).update(status=columns.get("status", "frozen"))
    with pytest.raises(Conflict) as refusal:
        endorse_proposal(actor=cast.actor("basel"), proposal=row)
    assert refusal.value.code == code


def test_one_of_an_earlier_wording_says_so_and_is_given_anew(cast: Cast, row: Proposal) -> None:
    endorse_proposal(actor=cast.actor("basel"), proposal=row)
    Proposal.objects.filter(pk=row.pk).update(version=2)
    row.refresh_from_db()
    assert [each.is_older for each in endorsing(row).rows] == [True]
    endorse_proposal(actor=cast.actor("basel"), proposal=row)
    row.refresh_from_db()
    found = endorsing(row)
    assert ([each.is_older for each in found.rows], row.endorsements_count) == ([False], 1)


def test_a_union_counts_as_one_and_its_members_are_shown_apart(cast: Cast, row: Proposal) -> None:
    union_of(cast)
    cast.association.governorate = make_place()
    cast.association.save()
    endorse_proposal(actor=chair_of(cast), proposal=row)
    assert endorsing(row).missing == 1
    endorse_proposal(actor=cast.actor("basel"), proposal=row)
    found = endorsing(row)
    assert (len(found.rows), found.missing, found.share) == (2, 0, 100)
    assert [(each.members, each.endorsed) for each in found.rows] == [(2, 1), (0, 0)]
    assert [(group.name, group.number) for group in found.governorates] == [("دمشق", 1)]


def test_the_page_shows_it_and_has_the_button(cast: Cast, row: Proposal) -> None:
    address = f"/proposals/{row.pk}/endorsements/"
    client = signed_in(cast.basel)
    assert f"/proposals/{row.pk}/endorse/" in client.get(address).content.decode()
    answer = client.post(f"/proposals/{row.pk}/endorse/", {"here": "endorsements"})
    assert answer.headers["Location"] == address
    page = client.get(address).content.decode()
    assert cast.association.name_ar in page
    assert f"{address}withdraw/" in page
    part = signed_in(cast.omar).get(address, headers={"HX-Request": "true"}).content.decode()
    assert part.startswith("<section")
    assert "/endorse/" not in part
    client.post(f"{address}withdraw/", {"here": "endorsements"})
    assert not row.endorsements.filter(withdrawn_at=None).exists()


def test_outsiders_find_nothing(cast: Cast, row: Proposal) -> None:
    client = signed_in(cast.gharib)
    assert client.get(f"/proposals/{row.pk}/endorsements/").status_code == 404
    assert client.post(f"/proposals/{row.pk}/endorse/").status_code == 404
    assert client.get(f"/api/proposals/{row.pk}/endorsement/").status_code == 404
    assert signed_in(cast.hala).post(f"/proposals/{row.pk}/endorse/").status_code == 403
    assert signed_in(cast.rania).get(f"/proposals/{row.pk}/endorsements/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_whatever_it_shows(
    cast: Cast, row: Proposal, number: int, django_assert_num_queries: Any
) -> None:
    for _each in range(number):
        another(cast, row, kind="union")
    client = signed_in(cast.basel)
    client.get("/")
    with django_assert_num_queries(PAGE):
        client.get(f"/proposals/{row.pk}/endorsements/", headers={"HX-Request": "true"})


PAGE = 10


def test_programs_endorse_and_read(cast: Cast, row: Proposal) -> None:
    client: Client = signed_in(cast.basel)
    address = f"/api/proposals/{row.pk}/endorsement/"
    answer = client.put(address)
    assert answer.status_code == 200
    known = answer.json()
    assert (known["count"], known["threshold"], known["missing"]) == (1, 2, 1)
    assert known["organizations"][0]["organization"]["id"] == cast.association.pk
    assert client.delete(address).json()["count"] == 0
    assert signed_in(cast.omar).put(address).status_code == 403
    type(row.round).objects.filter(pk=row.round_id).update(status="decided")
    assert client.put(address).json()["code"] == "round_over"


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_one_row(cast: Cast, row: Proposal) -> None:
    failed: list[BaseException] = []

    def act() -> None:
        try:
            endorse_proposal(actor=cast.actor("basel"), proposal=row)
        except BaseException as error:  # noqa: BLE001
            failed.append(error)
        finally:
            connection.close()

    threads = [Thread(target=act) for _each in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    row.refresh_from_db()
    assert (failed, row.endorsements.count(), row.endorsements_count) == ([], 1, 1)
