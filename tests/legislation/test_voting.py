"""The vote on a group of rivals, by a ballot of the committee's session; and deciding where there is no committee."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from journal.refusals import Conflict, Refused
from legislation.actions import apply_vote, decide_proposals, put_to_vote
from legislation.models import Proposal, RivalVote, Round
from legislation.permissions import can_apply_vote, can_decide_directly, can_put_to_vote, rival_votes_for
from legislation.queries import vote_of
from meetings.actions import annul_ballot, delete_ballot, edit_ballot, open_ballot
from meetings.models import Session
from tests.entries import entries_left
from tests.factories import Cast, signed_in
from tests.legislation.decided import changing, closed, hall, judged_round, put, status_of
from tests.legislation.test_seen import a_round
from tests.meetings.made import chair_of

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def row(cast: Cast) -> Round:
    return judged_round(cast)


@pytest.fixture
def session(cast: Cast, row: Round) -> Session:
    return hall(cast, row)


@pytest.fixture
def rivals(cast: Cast, row: Round) -> list[Proposal]:
    return [changing(cast, row, 5, word) for word in ("تتكفل", "تسدد")]


def refused(act: Any) -> str:
    with pytest.raises(Conflict) as refusal:
        act()
    return refusal.value.code


def test_who_chairs_the_committee_puts_to_the_vote(cast: Cast, row: Round, session: Session) -> None:
    assert cast.who(can_put_to_vote, row, session) == ""
    assert can_put_to_vote(chair_of(cast), row, session)
    one = changing(cast, row, 5, "تتكفل")
    for name in ("salma", "basel", "hala", "omar", "rania", "gharib"):
        with pytest.raises(Refused):
            put_to_vote(actor=cast.actor(name), within=row, session=session, client_id=uuid4(), proposals=[one])


def test_rivals_and_the_current_text_are_the_choices(
    cast: Cast, row: Round, session: Session, rivals: list[Proposal]
) -> None:
    with entries_left() as left:
        vote = put(cast, row, session, *rivals)
    assert left == [
        (session.stream, "ballot_created", vote.ballot_id, {}),
        (row.stream, "rivals_put_to_vote", vote.pk, {}),
    ]
    words = [str(each) for each in vote.ballot.choices.all()]
    assert words[:2] == [f"{each.title} · {each.code}" for each in rivals]
    assert words[2] == "الإبقاء على النص الحالي"
    assert [each.proposal for each in vote.choices.all()] == [*rivals, None]
    assert vote.provision is not None
    assert vote.ballot.majority == "most"


def test_what_leads_is_adopted_and_the_others_are_not(
    cast: Cast, row: Round, session: Session, rivals: list[Proposal]
) -> None:
    vote = closed(cast, put(cast, row, session, *rivals), {"basel": 1, "omar": 1})
    assert cast.who(can_apply_vote, vote) == ""
    with entries_left() as left:
        apply_vote(actor=chair_of(cast), vote=vote)
        apply_vote(actor=chair_of(cast), vote=vote)
    assert status_of(*rivals) == ["rejected", "adopted"]
    assert [(each.stream, each.event) for each in left if each.object_id == rivals[1].pk] == [
        (rivals[1].stream, "proposal_decided"),
        (row.stream, "proposal_decided"),
        *((f"user.{pk}", "proposal_decided") for pk in sorted({cast.omar.pk})),
    ]
    assert left[-1] == (row.stream, "vote_applied", vote.pk, {"outcome": "carried"})
    adopted = Proposal.objects.get(pk=rivals[1].pk)
    assert adopted.decided_at
    assert "2" in adopted.status_reason
    assert vote_of(adopted) == vote


def test_the_text_stays_where_most_want_it(cast: Cast, row: Round, session: Session, rivals: list[Proposal]) -> None:
    vote = closed(cast, put(cast, row, session, *rivals), {"basel": 2, "omar": 2})
    apply_vote(actor=chair_of(cast), vote=vote, reason="النص الحالي كافٍ.")
    assert status_of(*rivals) == ["rejected", "rejected"]
    assert Proposal.objects.get(pk=rivals[0].pk).status_reason == "النص الحالي كافٍ."


def test_a_tie_decides_nothing_and_one_votes_again(
    cast: Cast, row: Round, session: Session, rivals: list[Proposal]
) -> None:
    vote = closed(cast, put(cast, row, session, *rivals), {"basel": 0, "omar": 1})
    assert refused(lambda: apply_vote(actor=chair_of(cast), vote=vote)) == "tie"
    assert status_of(*rivals) == ["admissible", "admissible"]
    again = closed(cast, put(cast, row, session, rivals[0]), {"basel": 0, "omar": 0})
    apply_vote(actor=chair_of(cast), vote=again)
    assert status_of(*rivals) == ["adopted", "rejected"]
    assert rivals[0].code in Proposal.objects.get(pk=rivals[1].pk).status_reason


def test_without_a_result_the_text_may_be_kept_with_a_reason(
    cast: Cast, row: Round, session: Session, rivals: list[Proposal]
) -> None:
    Round.objects.filter(pk=row.pk).update(majority="absolute")
    row.refresh_from_db()
    vote = closed(cast, put(cast, row, session, *rivals), {"basel": 0})
    assert refused(lambda: apply_vote(actor=chair_of(cast), vote=vote)) == "no_majority"
    with pytest.raises(ValidationError):
        apply_vote(actor=chair_of(cast), vote=vote, is_kept=True)
    apply_vote(actor=chair_of(cast), vote=vote, is_kept=True, reason="لم تبلغ الأغلبية المطلوبة.")
    assert status_of(*rivals) == ["rejected", "rejected"]


def test_one_by_itself_is_answered_by_yes_and_no(cast: Cast, row: Round, session: Session) -> None:
    one = changing(cast, row, 5, "تتكفل")
    vote = put(cast, row, session, one)
    assert [each.kind for each in vote.ballot.choices.all()] == ["yes", "no", "abstain"]
    assert vote.ballot.majority == "simple"
    apply_vote(actor=chair_of(cast), vote=closed(cast, vote, {"basel": 0, "omar": 2}))
    assert status_of(one) == ["adopted"]


def test_those_that_go_together_are_one_question(cast: Cast, row: Round, session: Session) -> None:
    both = [changing(cast, row, 5, "تتكفل"), changing(cast, row, 6, "يحق")]
    vote = put(cast, row, session, *both, is_together=True)
    apply_vote(actor=chair_of(cast), vote=closed(cast, vote, {"basel": 0, "omar": 0}))
    assert status_of(*both) == ["adopted", "adopted"]


def test_what_may_not_be_put(cast: Cast, row: Round, session: Session, rivals: list[Proposal]) -> None:
    assert refused(lambda: put(cast, row, session, rivals[0])) == "rivals_missing"
    assert refused(lambda: put(cast, row, session, *rivals, is_together=True)) == "competing"
    waiting = changing(cast, row, 6, "يحق", status="submitted")
    assert refused(lambda: put(cast, row, session, waiting)) == "wrong_status"
    with pytest.raises(ValidationError):
        put(cast, row, session)
    with pytest.raises(ValidationError):
        put(cast, row, session, changing(cast, row, 6, "يحق", status="draft"))
    put(cast, row, session, *rivals)
    assert refused(lambda: put(cast, row, session, *rivals)) == "in_vote"
    Round.objects.filter(pk=row.pk).update(status="open")
    assert refused(lambda: put(cast, row, session, changing(cast, row, 7, "لا"))) == "not_frozen"


def test_too_few_endorsements_keep_it_from_the_vote(cast: Cast, row: Round, session: Session) -> None:
    Round.objects.filter(pk=row.pk).update(threshold=2)
    one, other = changing(cast, row, 5, "تتكفل"), changing(cast, row, 5, "تسدد")
    assert refused(lambda: put(cast, row, session, one)) == "below_threshold"
    Proposal.objects.filter(pk=one.pk).update(endorsements_count=2)
    vote = put(cast, row, session, one)
    apply_vote(actor=chair_of(cast), vote=closed(cast, vote, {"basel": 0, "omar": 0}))
    assert status_of(one, other) == ["adopted", "rejected"]


def test_a_form_sent_twice_is_one_vote(cast: Cast, row: Round, session: Session, rivals: list[Proposal]) -> None:
    known = uuid4()
    first = put(cast, row, session, *rivals, client_id=known)
    assert put(cast, row, session, *rivals, client_id=known) == first
    assert refused(lambda: put(cast, row, session, rivals[0], client_id=known)) == "client_id_reused"


def test_what_is_not_closed_or_was_changed_is_not_applied(
    cast: Cast, row: Round, session: Session, rivals: list[Proposal]
) -> None:
    vote = put(cast, row, session, *rivals)
    assert refused(lambda: apply_vote(actor=chair_of(cast), vote=vote)) == "not_closed"
    edit_ballot(actor=chair_of(cast), ballot=vote.ballot, choices=["هذا", "ذاك"])
    assert refused(lambda: apply_vote(actor=chair_of(cast), vote=closed(cast, vote, {"basel": 0}))) == "ballot_changed"
    again = put(cast, row, session, *rivals)
    opened = open_ballot(actor=chair_of(cast), ballot=again.ballot)
    annul_ballot(actor=chair_of(cast), ballot=opened, reason="خطأ")
    assert refused(lambda: apply_vote(actor=chair_of(cast), vote=again)) == "not_closed"
    last = put(cast, row, session, *rivals)
    delete_ballot(actor=chair_of(cast), ballot=last.ballot)
    assert not RivalVote.objects.filter(pk=last.pk).exists()


def test_what_was_withdrawn_meanwhile_is_not_adopted(
    cast: Cast, row: Round, session: Session, rivals: list[Proposal]
) -> None:
    vote = closed(cast, put(cast, row, session, *rivals), {"basel": 0, "omar": 0})
    Proposal.objects.filter(pk=rivals[0].pk).update(status="withdrawn")
    assert refused(lambda: apply_vote(actor=chair_of(cast), vote=vote)) == "wrong_status"
    assert status_of(rivals[1]) == ["admissible"]


def test_a_prepared_vote_is_for_those_who_prepare_it(
    cast: Cast, row: Round, session: Session, rivals: list[Proposal]
) -> None:
    vote = put(cast, row, session, *rivals)
    assert [rival_votes_for(person).filter(pk=vote.pk).exists() for person in (cast.salma, cast.omar)] == [True, False]
    assert signed_in(cast.omar).get(f"/rival-votes/{vote.pk}/").status_code == 404
    open_ballot(actor=chair_of(cast), ballot=vote.ballot)
    assert signed_in(cast.omar).get(f"/rival-votes/{vote.pk}/").status_code == 200
    assert signed_in(cast.gharib).get(f"/rival-votes/{vote.pk}/").status_code == 404
    assert signed_in(cast.omar).post(f"/rival-votes/{vote.pk}/", {}).status_code == 403


def test_the_convener_decides_where_there_is_no_committee(cast: Cast) -> None:
    row = a_round(cast, status="frozen")
    one, other, third = (changing(cast, row, 5, word) for word in ("تتكفل", "تسدد", "تدفع"))
    assert cast.who(can_decide_directly, row) == "basel"
    for name in ("salma", "hala", "omar", "rania", "gharib"):
        with pytest.raises(Refused):
            decide_proposals(actor=cast.actor(name), within=row, adopted=[one], rejected=[], reason="نعم")
    basel = cast.actor("basel")
    both = {"adopted": [one, other], "rejected": [], "reason": "معاً"}
    assert refused(lambda: decide_proposals(actor=basel, within=row, **both)) == "competing"  # type: ignore[arg-type]
    with pytest.raises(ValidationError):
        decide_proposals(actor=basel, within=row, adopted=[one], rejected=[other], reason=" ")
    with entries_left() as left:
        decide_proposals(actor=basel, within=row, adopted=[one], rejected=[other], reason="أوضح.")
    assert status_of(one, other, third) == ["adopted", "rejected", "rejected"]
    assert {each.event for each in left} == {"proposal_decided"}
    assert "A-1" in Proposal.objects.get(pk=third.pk).status_reason


def test_a_round_with_a_committee_is_not_decided_past_it(cast: Cast, row: Round) -> None:
    assert cast.who(can_decide_directly, row) == ""
    assert not can_decide_directly(chair_of(cast), row)


def test_the_pages_from_the_desk_to_the_result(
    cast: Cast, row: Round, session: Session, rivals: list[Proposal]
) -> None:
    salma = signed_in(cast.salma)
    page = salma.get(f"/rounds/{row.pk}/deciding/").content.decode()
    assert f"/rounds/{row.pk}/vote/?proposals={rivals[0].pk}&amp;proposals={rivals[1].pk}" in page
    assert salma.get(f"/rounds/{row.pk}/vote/?proposals={rivals[0].pk}").status_code == 200
    given = {"client_id": str(uuid4()), "proposals": [each.pk for each in rivals], "session": session.pk}
    answer = salma.post(f"/rounds/{row.pk}/vote/", {**given, "method": "named"})
    vote = RivalVote.objects.get()
    assert answer.headers["Location"] == f"/rival-votes/{vote.pk}/"
    assert salma.get(f"/rival-votes/{vote.pk}/").status_code == 200
    closed(cast, vote, {"basel": 0, "omar": 0})
    assert 'name="reason"' in salma.get(f"/rival-votes/{vote.pk}/").content.decode()
    assert f"/rival-votes/{vote.pk}/" in salma.get(f"/ballots/{vote.ballot_id}/rivals/").content.decode()
    salma.post(f"/rival-votes/{vote.pk}/", {"reason": ""})
    assert status_of(*rivals) == ["adopted", "rejected"]
    part = signed_in(cast.omar).get(f"/proposals/{rivals[0].pk}/opinion/", headers={"HX-Request": "true"})
    assert f"/rival-votes/{vote.pk}/" in part.content.decode()


def test_others_read_what_waits_and_have_no_buttons(
    cast: Cast, row: Round, session: Session, rivals: list[Proposal]
) -> None:
    vote = put(cast, row, session, *rivals)
    changing(cast, row, 6, "يحق", status="submitted")
    page = signed_in(cast.omar).get(f"/rounds/{row.pk}/deciding/").content.decode()
    assert rivals[0].title in page
    for hidden in ("/admit/", "/opinion/write/", f"/rounds/{row.pk}/vote/", f"/rival-votes/{vote.pk}/"):
        assert hidden not in page
    for name, code in (("omar", 403), ("hala", 403), ("gharib", 404), ("rania", 404)):
        client = signed_in(getattr(cast, name))
        assert client.get(f"/rounds/{row.pk}/vote/").status_code == code
        assert client.get(f"/rounds/{row.pk}/decide/").status_code == code
        seen = code if code == 404 else 200
        assert client.get(f"/rounds/{row.pk}/deciding/").status_code == seen
        assert client.get(f"/api/rounds/{row.pk}/deciding/").status_code == seen


@pytest.mark.parametrize("number", [1, 3])
def test_the_desk_asks_the_same_whatever_it_shows(
    cast: Cast, row: Round, number: int, django_assert_num_queries: Any
) -> None:
    for at in range(number):
        changing(cast, row, 5, f"كلمة{at}")
        changing(cast, row, 6, f"كلمة{at}", status="submitted")
    client = signed_in(cast.salma)
    client.get("/")
    with django_assert_num_queries(DESK):
        client.get(f"/rounds/{row.pk}/deciding/")


DESK = 25


def test_the_page_decides_without_a_committee(cast: Cast) -> None:
    row = a_round(cast, status="frozen")
    one, other = changing(cast, row, 5, "تتكفل"), changing(cast, row, 5, "تسدد")
    client = signed_in(cast.basel)
    assert f"/rounds/{row.pk}/decide/" in client.get(f"/rounds/{row.pk}/deciding/").content.decode()
    client.post(f"/rounds/{row.pk}/decide/", {"adopted": [other.pk], "rejected": [one.pk], "reason": "أوضح."})
    assert status_of(one, other) == ["rejected", "adopted"]


def test_programs_put_to_the_vote_and_apply(cast: Cast, row: Round, session: Session, rivals: list[Proposal]) -> None:
    salma, kind = signed_in(cast.salma), "application/json"
    desk = salma.get(f"/api/rounds/{row.pk}/deciding/").json()
    assert [group["proposals"] for group in desk["groups"]] == [[each.pk for each in rivals]]
    given = {"client_id": str(uuid4()), "session": session.pk, "proposals": [rivals[0].pk]}
    assert salma.post(f"/api/rounds/{row.pk}/votes/", given, content_type=kind).json()["code"] == "rivals_missing"
    given |= {"proposals": [each.pk for each in rivals]}
    answer = salma.post(f"/api/rounds/{row.pk}/votes/", given, content_type=kind)
    assert answer.status_code == 201
    assert salma.post(f"/api/rounds/{row.pk}/votes/", given, content_type=kind).status_code == 200
    vote = RivalVote.objects.get()
    applied = f"/api/rival-votes/{vote.pk}/applied/"
    assert salma.put(applied, {}, content_type=kind).json()["code"] == "not_closed"
    closed(cast, vote, {"basel": 0, "omar": 0})
    assert signed_in(cast.omar).put(applied, {}, content_type=kind).status_code == 403
    known = salma.put(applied, {}, content_type=kind).json()
    assert (known["outcome"], known["choices"][0]["votes"]) == ("carried", 2)
    assert len(salma.get(f"/api/rounds/{row.pk}/votes/").json()) == 1
    assert signed_in(cast.gharib).get(f"/api/rival-votes/{vote.pk}/").status_code == 404


def test_programs_decide_without_a_committee(cast: Cast) -> None:
    row = a_round(cast, status="frozen")
    one = changing(cast, row, 5, "تتكفل")
    given = {"adopted": [one.pk], "rejected": [], "reason": "أوضح."}
    address = f"/api/rounds/{row.pk}/decisions/"
    assert signed_in(cast.omar).put(address, given, content_type="application/json").status_code == 403
    answer = signed_in(cast.basel).put(address, given, content_type="application/json")
    assert [each["id"] for each in answer.json()["decided"]] == [one.pk]
