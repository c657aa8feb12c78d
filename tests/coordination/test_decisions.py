"""The register of decisions: where a line comes from, its number, its words, and who revokes it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils import timezone

from coordination.actions import adopt_recommendation, create_decision, revoke_decision
from coordination.models import Committee, Decision
from coordination.permissions import can_create_decision, can_revoke_decision, decisions_for
from coordination.queries import decisions_asked
from coordination.queries.shown import shown_of_forum
from journal.refusals import Conflict, Refused
from meetings.actions import annul_ballot
from tests.coordination.decided import WORDS, decided, forum_hall, voted, written
from tests.coordination.followed import draft_recommendation
from tests.coordination.made import standing_forum
from tests.entries import entries_left
from tests.factories import NAMES, Cast
from tests.meetings.made import chair_of, make_item, make_session, open_session, standing_body

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def test_create_decision_of_a_paragraph_keeps_its_words(cast: Cast) -> None:
    session = forum_hall(cast)
    entry = written(cast, session)
    with entries_left() as left:
        row = decided(cast, session.body, entry=entry, text="غيرها", title="لجنة المتابعة")
    assert (row.text, row.title, row.number, row.session, row.method) == (
        WORDS,
        "لجنة المتابعة",
        1,
        session,
        "consensus",
    )
    stream = session.body.forum.stream
    assert left == [
        (stream, "decision_created", row.pk, {"number": 1}),
        (session.stream, "decision_created", row.pk, {"number": 1}),
    ]
    entry.text = "نص آخر"
    entry.save()
    row.refresh_from_db()
    assert row.text == WORDS
    with pytest.raises(Conflict) as no:
        decided(cast, session.body, entry=entry)
    assert (no.value.code, no.value.more) == ("decided_already", {"decision": row.pk})


def test_create_decision_of_a_vote_keeps_its_figures(cast: Cast) -> None:
    session = forum_hall(cast)
    ballot = voted(cast, session, omar="abstain", text="تُشكَّل لجنة.")
    row = decided(cast, session.body, ballot=ballot)
    assert (row.text, row.method, row.adopted_on) == ("تُشكَّل لجنة.", "vote", timezone.localdate())
    figures = {name: row.outcome[name] for name in ("yes", "no", "abstain", "present", "eligible", "needed")}
    assert figures == {"yes": 1, "no": 0, "abstain": 1, "present": 2, "eligible": 2, "needed": 1}
    with pytest.raises(Conflict) as no:
        decided(cast, session.body, ballot=ballot)
    assert no.value.code == "decided_already"
    annul_ballot(actor=chair_of(cast), ballot=ballot, reason="خطأ في العدّ")
    row.refresh_from_db()
    assert row.outcome["yes"] == 1


def test_create_decision_of_several_choices_says_which_was_chosen(cast: Cast) -> None:
    session = forum_hall(cast)
    ballot = voted(
        cast,
        session,
        question="أين يُعقد الملتقى القادم؟",
        choices=["حمص", "حلب"],
        majority="most",
        basel="حلب",
        omar="حلب",
    )
    row = decided(cast, session.body, ballot=ballot)
    assert row.text == "أين يُعقد الملتقى القادم؟\nحلب"
    assert row.outcome["choices"] == [{"words": "حمص", "votes": 0}, {"words": "حلب", "votes": 2}]


def test_a_paragraph_and_a_vote_may_make_one_decision(cast: Cast) -> None:
    session = forum_hall(cast)
    entry, ballot = written(cast, session), voted(cast, session)
    row = decided(cast, session.body, entry=entry, ballot=ballot)
    assert (row.text, row.outcome["yes"], row.method) == (WORDS, 2, "vote")
    other = forum_hall(cast, session.body.forum)
    with pytest.raises(ValidationError) as no:
        decided(cast, session.body, entry=written(cast, session), ballot=voted(cast, other))
    assert no.value.error_dict["ballot"][0].code == "other_session"


def test_what_was_not_accepted_is_no_decision(cast: Cast) -> None:
    session = forum_hall(cast)
    refused = voted(cast, session, basel="no", omar="no")
    annulled = annul_ballot(actor=chair_of(cast), ballot=voted(cast, session), reason="خطأ")
    for ballot in (refused, annulled):
        with pytest.raises(Conflict) as no:
            decided(cast, session.body, ballot=ballot)
        assert no.value.code == "not_passed"
    assert decided(cast, session.body).number == 1  # what was refused took no number


def test_create_decision_between_sessions_and_in_one(cast: Cast) -> None:
    forum = standing_forum(cast)
    row = decided(cast, forum.body, method="hands")
    assert (row.session, row.method, row.title, row.outcome) == (None, "hands", WORDS, {})
    session = open_session(cast, forum.body, opened_at=timezone.now() - timedelta(days=3))
    row = decided(cast, forum.body, session=session)
    assert (row.number, row.adopted_on) == (2, timezone.localdate() - timedelta(days=3))
    with pytest.raises(Conflict) as no:
        decided(cast, forum.body, session=make_session(cast, forum.body))
    assert no.value.code == "session_not_held"
    with pytest.raises(ValidationError) as wrong:
        decided(cast, forum.body, session=open_session(cast, standing_body(cast)))
    assert wrong.value.error_dict["session"][0].code == "other_body"


def test_each_body_counts_for_itself_and_without_gaps(cast: Cast) -> None:
    forum, other = standing_forum(cast), standing_body(cast, kind="committee")
    Committee.objects.create(code="C-1", body=other, mandate="متابعة", author=cast.salma, client_id=uuid4())
    assert [decided(cast, body).number for body in (forum.body, other, forum.body)] == [1, 1, 2]
    with pytest.raises(ValidationError):
        decided(cast, forum.body, text=" ")
    assert decided(cast, forum.body).number == 3


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"text": " "}, "text"),
        ({"text": "ا" * 8001}, "text"),
        ({"method": "shouting"}, "method"),
        ({"adopted_on": timezone.localdate() + timedelta(days=1)}, "adopted_on"),
        ({"review_on": timezone.localdate()}, "review_on"),
        ({"title": "ا" * 201}, "title"),
    ],
)
def test_create_decision_refuses_what_cannot_be(cast: Cast, details: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        decided(cast, standing_forum(cast).body, **details)
    assert list(refused.value.message_dict) == [field]


def test_create_decision_is_for_the_chair(cast: Cast) -> None:
    session = forum_hall(cast)
    assert cast.who(can_create_decision, session.body) == ""
    assert can_create_decision(chair_of(cast), session.body)
    for name in NAMES:
        with pytest.raises(Refused):
            create_decision(actor=cast.actor(name), body=session.body, client_id=uuid4(), text=WORDS)
    session.chair = session.body.participants.get(person=cast.omar)
    session.save()
    assert cast.who(can_create_decision, session.body, session) == "omar"
    row = create_decision(actor=cast.actor("omar"), body=session.body, client_id=uuid4(), entry=written(cast, session))
    assert row.organization == cast.other
    assert cast.who(can_revoke_decision, row) == ""


def test_create_decision_again_is_the_same_or_a_conflict(cast: Cast) -> None:
    session, key = forum_hall(cast), uuid4()
    entry = written(cast, session)
    first = decided(cast, session.body, entry=entry, client_id=key)
    assert decided(cast, session.body, entry=entry, client_id=key) == first
    with pytest.raises(Conflict) as no:
        decided(cast, session.body, text="غيره", client_id=key)
    assert no.value.code == "client_id_reused"


def test_revoke_decision_by_a_later_one_and_its_text_stays(cast: Cast) -> None:
    body = standing_forum(cast).body
    first, second, third = (decided(cast, body) for _each in range(3))
    with entries_left() as left:
        revoke_decision(actor=chair_of(cast), decision=first, by=second)
        revoke_decision(actor=chair_of(cast), decision=first, by=second)
    assert (first.revoked_by, first.text) == (second, WORDS)
    assert left == [(body.forum.stream, "decision_revoked", first.pk, {"number": 1, "by": second.pk})]
    with pytest.raises(Conflict) as no:
        revoke_decision(actor=chair_of(cast), decision=first, by=third)
    assert no.value.code == "revoked_already"
    for decision, by in ((third, second), (second, second), (third, first)):
        with pytest.raises(ValidationError):
            revoke_decision(actor=chair_of(cast), decision=decision, by=by)
    with pytest.raises(Refused):
        revoke_decision(actor=cast.actor("basel"), decision=second, by=third)


def test_a_new_decision_may_revoke_an_earlier_one(cast: Cast) -> None:
    body = standing_forum(cast).body
    first = decided(cast, body)
    second = decided(cast, body, revokes=first)
    first.refresh_from_db()
    assert first.revoked_by == second
    row = draft_recommendation(cast, body.forum)
    with pytest.raises(ValidationError):
        adopt_recommendation(actor=chair_of(cast), recommendation=row, decision=first)
    assert adopt_recommendation(actor=chair_of(cast), recommendation=row, decision=second).status == "adopted"


def test_decisions_are_seen_with_their_body_and_session(cast: Cast) -> None:
    forum = standing_forum(cast)
    row = decided(cast, forum.body)
    hidden = decided(cast, forum.body, session=open_session(cast, forum.body, is_internal=True))
    seers = {
        pk: [name for name in NAMES if decisions_for(getattr(cast, name)).filter(pk=pk)] for pk in (row.pk, hidden.pk)
    }
    assert seers == {row.pk: ["salma", "basel", "hala", "omar"], hidden.pk: ["salma", "basel", "hala", "omar"]}
    outside = standing_forum(cast)
    assert not decisions_for(cast.gharib).exists()
    assert list(decisions_asked(cast.basel, outside.body, {})) == []


def test_the_register_is_narrowed_by_words_number_session_and_state(cast: Cast) -> None:
    forum = standing_forum(cast)
    session = open_session(cast, forum.body)
    first = decided(cast, forum.body, text="تُشكَّل لجنة للمياه")
    second = decided(cast, forum.body, text="يُعقد الملتقى في حلب", session=session, revokes=first)

    def found(**asked: str) -> list[Decision]:
        return list(decisions_asked(cast.basel, forum.body, asked))

    assert found() == [second, first]
    assert found(q="مياه") == [first]
    assert found(q="٢") == [second]
    assert found(session=str(session.pk)) == [second]
    assert (found(state="revoked"), found(state="standing")) == ([first], [second])
    assert found(session="x", state="x") == [second, first]


def test_what_an_internal_item_led_to_is_for_those_who_take_part(cast: Cast) -> None:
    session = forum_hall(cast)
    item = make_item(cast, session, title="بند داخلي", is_internal=True)
    entry = written(cast, session)
    entry.item = item
    entry.save()
    row = decided(cast, session.body, entry=entry)
    seen = [name for name in NAMES if decisions_for(getattr(cast, name)).filter(pk=row.pk).exists()]
    assert "gharib" not in seen
    assert "rania" not in seen
    assert "basel" in seen
    assert not decisions_for(AnonymousUser()).filter(pk=row.pk).exists()
    forum = session.body.forum
    assert shown_of_forum(forum, is_public=True)["decisions"] == []
    assert len(shown_of_forum(forum, is_public=False)["decisions"]) == 1
