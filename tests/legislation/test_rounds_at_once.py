"""What meets at the same moment in a round has one outcome: merges, a dossier, endorsements, letters, verdicts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from journal.actors import Actor
from journal.refusals import Conflict, Refused
from legislation.actions import (
    admit_proposal,
    create_dossier,
    decide_proposals,
    decide_round,
    delete_remark,
    edit_remark,
    endorse_proposal,
    enter_answers,
    freeze_round,
    grant_liaison,
    merge_proposals,
    reopen_verdict,
    send_dossier,
    void_dossier,
    write_opinion,
)
from legislation.models import Answer, Dossier, DossierItem, Endorsement, Proposal, Remark, Reopening, Round
from organizations.models import Role
from tests.factories import Cast, make_cast, make_membership, make_person
from tests.legislation import rivalling
from tests.legislation.compiled import SITE, bare_round, proposed
from tests.legislation.decided import changing
from tests.legislation.made import published_law
from tests.legislation.test_seen import a_proposal, a_round
from tests.meetings.made import standing_body
from tests.threads import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


def both(*acts: Callable[[], Any]) -> list[str]:
    """What those who came too late were told."""
    told: list[str] = []

    def heard(act: Callable[[], Any]) -> None:
        try:
            act()
        except Conflict as no:
            told.append(no.code)

    at_once(*[lambda act=act: heard(act) for act in acts])
    return told


def test_of_two_merges_of_the_same_proposals_one_stands(cast: Cast) -> None:
    row = rivalling.open_round(cast)
    pair = [rivalling.put_forward(cast, row), rivalling.put_forward(cast, row, cast.association, author=cast.hala)]
    for one, (before, after) in zip(pair, (("عشرين", "ثلاثين"), ("الخطية", "المكتوبة")), strict=True):
        rivalling.reworded(one, 4, before, after)
    given: dict[str, Any] = {"actor": cast.actor("basel"), "row": row, "proposals": pair, "title": "واحد"}
    merge = lambda: merge_proposals(client_id=uuid4(), **given)
    assert both(merge, merge) == ["wrong_status"]
    made = Proposal.objects.get(title="واحد")
    assert {Proposal.objects.get(pk=each.pk).merged_into for each in pair} == {made}


def adopting(cast: Cast) -> Round:
    row = bare_round(cast, published_law(cast))
    proposed(cast, row, "مقترح")
    return row


def test_a_dossier_asked_for_while_the_round_is_taken_up_is_one_of_both(cast: Cast) -> None:
    row, basel = adopting(cast), cast.actor("basel")
    asked = {"client_id": uuid4(), "site": SITE, "addressee": "وزارة الشؤون"}
    told = both(
        lambda: create_dossier(actor=basel, row=row, **asked),  # type: ignore[arg-type]
        lambda: freeze_round(actor=basel, row=row, reason="خطأ في العدّ"),
    )
    row.refresh_from_db()
    assert (row.status, Dossier.objects.count(), told) in [
        ("decided", 1, ["being_made"]),
        ("frozen", 0, ["wrong_status"]),
    ]


def test_sent_and_void_at_once_it_ends_void_or_is_told(cast: Cast) -> None:
    row, basel = adopting(cast), cast.actor("basel")
    details: dict[str, Any] = {"number": 1, "code": "7K3Q-F9XM-2BCD", "person": cast.basel, "client_id": uuid4()}
    made = Dossier.objects.create(round=row, status="frozen", **details)
    told = both(
        lambda: send_dossier(actor=basel, dossier=made, sent_on=timezone.localdate()),
        lambda: void_dossier(actor=basel, dossier=made, reason="رقم خاطئ"),
    )
    made.refresh_from_db()
    row.refresh_from_db()
    assert (made.status, row.status) == ("void", "decided")
    assert told in ([], ["wrong_status"])


def test_an_endorsement_while_texts_are_fixed_counts_once(cast: Cast) -> None:
    row = a_round(cast)
    one = a_proposal(cast, row, status="submitted")
    basel = cast.actor("basel")
    endorse = lambda: endorse_proposal(actor=basel, proposal=one)
    assert both(endorse, endorse, lambda: freeze_round(actor=basel, row=row)) == []
    one.refresh_from_db()
    row.refresh_from_db()
    assert (one.endorsements_count, Endorsement.objects.count(), row.status) == (1, 1, "frozen")


def test_of_two_liaisons_who_enter_one_letter_one_is_told(cast: Cast) -> None:
    row, basel = adopting(cast), cast.actor("basel")
    other = make_person()
    make_membership(other, cast.rania.memberships.get().organization, Role.MEMBER)
    details: dict[str, Any] = {"number": 1, "code": "7K3Q-F9XM-2BCD", "person": cast.basel, "client_id": uuid4()}
    made = Dossier.objects.create(round=row, status="sent", sent_on=timezone.localdate(), **details)
    item = DossierItem.objects.create(dossier=made, proposal=row.proposals.get(), version=1, position=1)
    actors = []
    for person in (cast.rania, other):
        grant_liaison(actor=basel, row=row, person=person)
        actors.append(Actor(person, person.memberships.get().organization))

    def enter(actor: Actor) -> None:
        given: dict[str, Any] = {"kind": "accepted", "letter_number": "٤٥/ص"}
        enter_answers(actor=actor, dossier=made, items=[item], client_id=uuid4(), **given)

    assert both(*[lambda actor=actor: enter(actor) for actor in actors]) == ["entered_already"]
    assert Answer.objects.count() == 1
    Answer.objects.update(refused_at=timezone.now())
    enter(actors[0])  # what was found wrong is entered anew
    assert Answer.objects.count() == 2


def test_of_two_who_take_one_verdict_up_one_is_kept(cast: Cast) -> None:
    row = a_round(cast, status="frozen")
    one, basel = changing(cast, row, 5, "تتكفل", status="adopted"), cast.actor("basel")
    told = both(
        lambda: reopen_verdict(actor=basel, proposal=one, reason="خطأ في العدّ"),
        lambda: reopen_verdict(actor=basel, proposal=one, reason="سبب آخر"),
        lambda: decide_round(actor=basel, row=row),
    )
    row.refresh_from_db()
    kept = Reopening.objects.count()
    assert (row.status, kept) in {("frozen", 1), ("decided", 0)}
    assert set(told) == ({"undecided"} if kept else {"not_frozen"})


# Who may depends on what stands by now --------------------------------------------------------------------------------
def test_who_judged_before_a_committee_was_named_judges_no_more(cast: Cast) -> None:
    row, basel = a_round(cast, status="frozen"), cast.actor("basel")
    one, other = changing(cast, row, 5, "تتكفل"), changing(cast, row, 6, "تسدد", status="submitted")
    read: dict[str, Any] = {"within": Round.objects.get(pk=row.pk), "adopted": [one], "rejected": []}
    as_read = Proposal.objects.select_related("round").get(pk=other.pk)
    assert as_read.round.body is None
    decided = Proposal.objects.select_related("round").get(pk=changing(cast, row, 7, "ت", status="adopted").pk)
    assert decided.round.body is None
    Round.objects.filter(pk=row.pk).update(body=standing_body(cast))
    with pytest.raises(Refused):
        decide_proposals(actor=basel, reason="أوضح", **read)
    with pytest.raises(Refused):
        admit_proposal(actor=basel, proposal=as_read)
    with pytest.raises(Refused):
        write_opinion(actor=basel, proposal=as_read, client_id=uuid4(), advice="adopt", reasons="أوضح")
    with pytest.raises(Refused):
        reopen_verdict(actor=basel, proposal=decided, reason="خطأ")


def test_what_was_taken_away_is_not_said_otherwise(cast: Cast) -> None:
    one = a_proposal(cast, a_round(cast), status="submitted", remarks_count=1)
    given: dict[str, Any] = {"round": one.round, "proposal": one, "person": cast.hala, "organization": cast.association}
    said = Remark.objects.create(text="ملاحظة", client_id=uuid4(), **given)
    as_read = Remark.objects.get(pk=said.pk)
    delete_remark(actor=cast.actor("hala"), remark=said)
    with pytest.raises(Conflict) as refusal:
        edit_remark(actor=cast.actor("hala"), remark=as_read, text="غيرها")
    assert refusal.value.code == "deleted"
    assert Remark.objects.get(pk=said.pk).text == ""
