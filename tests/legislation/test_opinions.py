"""Admission of proposals, and the rapporteur's written opinion apart from the decision."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from journal.refusals import Conflict, Refused
from legislation.actions import admit_proposal, publish_opinion, refuse_proposal, write_opinion
from legislation.models import Opinion, Proposal, Round
from legislation.permissions import can_admit_proposal, can_publish_opinion, can_write_opinion, opinions_for
from meetings.permissions import grant_person
from tests.entries import entries_left
from tests.factories import Cast, signed_in
from tests.legislation.decided import changing, judged_round, status_of
from tests.legislation.test_seen import a_round
from tests.meetings.made import chair_of

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def row(cast: Cast) -> Round:
    """Hala is the rapporteur of its committee."""
    made = judged_round(cast, status="open")
    assert made.body is not None
    grant_person(made.body, cast.hala, ["minute_body"])
    return made


@pytest.fixture
def proposal(cast: Cast, row: Round) -> Proposal:
    return changing(cast, row, 5, "تتكفل", status="submitted")


def written(cast: Cast, row: Proposal, by: str = "hala", **more: Any) -> Opinion:
    given: dict[str, Any] = {"client_id": uuid4(), "advice": "adopt", "reasons": "أوضح من النص الحالي.", **more}
    return write_opinion(actor=cast.actor(by), proposal=row, **given)


def test_the_committee_admits_and_the_sponsor_is_told(cast: Cast, row: Round, proposal: Proposal) -> None:
    assert cast.who(can_admit_proposal, proposal) == ""
    for name in ("salma", "basel", "hala", "omar", "rania", "gharib"):
        with pytest.raises(Refused):
            admit_proposal(actor=cast.actor(name), proposal=proposal)
        with pytest.raises(Refused):
            refuse_proposal(actor=cast.actor(name), proposal=proposal, reason="خارج الموضوع")
    with entries_left() as left:
        admit_proposal(actor=chair_of(cast), proposal=proposal, reason="ضمن موضوع الجولة.")
        admit_proposal(actor=chair_of(cast), proposal=proposal)
    assert left == [
        (proposal.stream, "proposal_admitted", proposal.pk, {}),
        (row.stream, "proposal_admitted", proposal.pk, {}),
        (f"user.{cast.omar.pk}", "proposal_admitted", proposal.pk, {"code": proposal.code}),
    ]
    proposal.refresh_from_db()
    assert (proposal.status, proposal.status_reason) == ("admissible", "ضمن موضوع الجولة.")


def test_what_is_not_admitted_says_why_and_stays(cast: Cast, proposal: Proposal) -> None:
    with pytest.raises(ValidationError):
        refuse_proposal(actor=chair_of(cast), proposal=proposal, reason=" ")
    with entries_left() as left:
        refuse_proposal(actor=chair_of(cast), proposal=proposal, reason="لا يتعلق بهذا القانون.")
    assert [each.event for each in left] == ["proposal_refused", "proposal_refused", "proposal_decided"]
    assert status_of(proposal) == ["rejected"]
    with pytest.raises(Conflict):
        admit_proposal(actor=chair_of(cast), proposal=proposal)


def test_nothing_is_admitted_after_the_end(cast: Cast, row: Round, proposal: Proposal) -> None:
    Round.objects.filter(pk=row.pk).update(status="decided")
    with pytest.raises(Conflict) as refusal:
        admit_proposal(actor=chair_of(cast), proposal=proposal)
    assert refusal.value.code == "round_over"


def test_the_convener_admits_where_there_is_no_committee(cast: Cast) -> None:
    proposal = changing(cast, a_round(cast), 5, "تتكفل", status="submitted")
    assert cast.who(can_admit_proposal, proposal) == cast.who(can_write_opinion, proposal) == "basel"


def test_an_opinion_is_read_when_it_is_published(cast: Cast, row: Round, proposal: Proposal) -> None:
    admit_proposal(actor=chair_of(cast), proposal=proposal)
    assert cast.who(can_write_opinion, proposal) == "hala"
    with entries_left() as left:
        opinion = written(cast, proposal)
    assert left == [(proposal.stream, "opinion_written", proposal.pk, {})]
    assert [opinions_for(person).exists() for person in (cast.hala, cast.salma, cast.omar)] == [True, True, False]
    assert cast.who(can_publish_opinion, opinion) == "hala"
    with entries_left() as left:
        publish_opinion(actor=cast.actor("hala"), opinion=opinion)
        publish_opinion(actor=cast.actor("hala"), opinion=opinion)
    assert left == [
        (proposal.stream, "opinion_published", opinion.pk, {}),
        (row.stream, "opinion_published", opinion.pk, {}),
        (f"user.{cast.omar.pk}", "opinion_published", proposal.pk, {"code": proposal.code}),
    ]
    assert status_of(proposal) == ["recommended"]
    assert [opinions_for(person).exists() for person in (cast.omar, cast.gharib, cast.rania)] == [True, False, False]


def test_a_newer_one_takes_its_place_and_the_older_stays(cast: Cast, proposal: Proposal) -> None:
    admit_proposal(actor=chair_of(cast), proposal=proposal)
    first = publish_opinion(actor=cast.actor("hala"), opinion=written(cast, proposal))
    second = written(cast, proposal, advice="reject", reasons="تبين خلاف ذلك.")
    page = signed_in(cast.omar).get(f"/proposals/{proposal.pk}/opinion/").content.decode()
    assert "أوضح من النص الحالي." in page
    assert "تبين خلاف ذلك." not in page
    third = written(cast, proposal, advice="reject", reasons="تبين خلاف ذلك تماماً.")
    with pytest.raises(Conflict) as refusal:
        publish_opinion(actor=cast.actor("hala"), opinion=second)
    assert refusal.value.code == "replaced"
    publish_opinion(actor=cast.actor("hala"), opinion=third)
    page = signed_in(cast.omar).get(f"/proposals/{proposal.pk}/opinion/").content.decode()
    assert page.index("تماماً") < page.index("أوضح من")
    assert Opinion.objects.get(pk=first.pk).replaced_at


@pytest.mark.parametrize(
    ("more", "field"),
    [({"advice": "else"}, "advice"), ({"reasons": " "}, "reasons"), ({"advice": "merge"}, "other")],
)
def test_wrong_input(cast: Cast, proposal: Proposal, more: dict[str, Any], field: str) -> None:
    Proposal.objects.filter(pk=proposal.pk).update(status="admissible")
    with pytest.raises(ValidationError) as refusal:
        written(cast, proposal, **more)
    assert field in refusal.value.error_dict


def test_of_what_is_not_admitted_there_is_none(cast: Cast, proposal: Proposal) -> None:
    with pytest.raises(Conflict):
        written(cast, proposal)
    for name in ("basel", "omar", "gharib"):
        with pytest.raises(Refused):
            written(cast, proposal, name)


def test_the_pages_admit_write_and_publish(cast: Cast, row: Round, proposal: Proposal) -> None:
    salma, hala = signed_in(cast.salma), signed_in(cast.hala)
    assert f"/proposals/{proposal.pk}/admit/" in salma.get(f"/rounds/{row.pk}/deciding/").content.decode()
    assert salma.get(f"/proposals/{proposal.pk}/admit/").status_code == 200
    assert salma.get(f"/proposals/{proposal.pk}/refuse/").status_code == 200
    salma.post(f"/proposals/{proposal.pk}/admit/", {"reason": ""})
    assert f"/proposals/{proposal.pk}/opinion/write/" in hala.get(f"/rounds/{row.pk}/deciding/").content.decode()
    given = {"client_id": str(uuid4()), "advice": "adopt", "reasons": "واضح."}
    hala.post(f"/proposals/{proposal.pk}/opinion/write/", given)
    opinion = Opinion.objects.get()
    assert "واضح." in hala.get(f"/proposals/{proposal.pk}/opinion/write/").content.decode()
    assert f"/opinions/{opinion.pk}/publish/" in hala.get(f"/proposals/{proposal.pk}/opinion/").content.decode()
    hala.post(f"/opinions/{opinion.pk}/publish/")
    assert status_of(proposal) == ["recommended"]
    omar = signed_in(cast.omar)
    assert omar.get(f"/proposals/{proposal.pk}/admit/").status_code == 403
    assert omar.get(f"/proposals/{proposal.pk}/opinion/write/").status_code == 403
    assert signed_in(cast.gharib).get(f"/proposals/{proposal.pk}/opinion/").status_code == 404
    other = changing(cast, row, 6, "يحق", status="submitted")
    salma.post(f"/proposals/{other.pk}/refuse/", {"reason": "خارج الموضوع"})
    assert status_of(other) == ["rejected"]


def test_programs_admit_and_advise(cast: Cast, proposal: Proposal) -> None:
    salma, hala, kind = signed_in(cast.salma), signed_in(cast.hala), "application/json"
    address = f"/api/proposals/{proposal.pk}/admission/"
    assert hala.put(address, {"is_admitted": True}, content_type=kind).status_code == 403
    assert salma.put(address, {"is_admitted": False}, content_type=kind).status_code == 400
    assert salma.put(address, {"is_admitted": True}, content_type=kind).json()["status"] == "admissible"
    given = {"client_id": str(uuid4()), "advice": "adopt", "reasons": "واضح."}
    answer = hala.post(f"/api/proposals/{proposal.pk}/opinions/", given, content_type=kind)
    assert answer.status_code == 201
    assert hala.post(f"/api/proposals/{proposal.pk}/opinions/", given, content_type=kind).status_code == 200
    published = f"/api/opinions/{answer.json()['id']}/published/"
    assert signed_in(cast.omar).put(published).status_code == 404
    assert hala.put(published).json()["published_at"]
    assert len(signed_in(cast.omar).get(f"/api/proposals/{proposal.pk}/opinions/").json()) == 1
