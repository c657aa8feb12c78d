"""Writing down a recommendation, adopting it, ending it; its text once it is adopted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from coordination.actions import (
    adopt_recommendation,
    create_recommendation,
    discard_recommendation,
    drop_recommendation,
    edit_recommendation,
    reopen_recommendation,
)
from coordination.actions.recommendations import fingerprint
from coordination.models import Recommendation
from coordination.permissions import (
    can_adopt_recommendation,
    can_create_recommendation,
    can_drop_recommendation,
    can_edit_recommendation,
    recommendations_for,
)
from coordination.queries import days_late, late_ones, seen_recommendation
from journal.models import Entry
from journal.refusals import Conflict, Refused
from tests.coordination.followed import (
    TEXT,
    adopted_recommendation,
    asked,
    assigned_recommendation,
    draft_recommendation,
    make_decision,
)
from tests.coordination.made import prepared_forum, standing_forum
from tests.entries import entries_left
from tests.factories import NAMES, Cast
from tests.meetings.made import chair_of, standing_body

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def seers(cast: Cast, row: Recommendation) -> str:
    return " ".join(name for name in NAMES if row in recommendations_for(getattr(cast, name)))


def test_create_recommendation_makes_a_draft_with_a_number(cast: Cast) -> None:
    forum = standing_forum(cast, edition=2)
    with entries_left() as left:
        row = draft_recommendation(cast, forum)
    assert (row.status, row.code, row.visibility) == ("draft", "R-2-001", "members")
    assert row.title.startswith("تشكيل لجنة")
    facts = {"status": "draft", "code": "R-2-001"}
    assert left == [(row.stream, "recommendation_created", row.pk, facts)]
    assert draft_recommendation(cast, forum).code == "R-2-002"


def test_the_same_edition_of_another_forum_is_numbered_with_its_own_letters(cast: Cast) -> None:
    draft_recommendation(cast, standing_forum(cast))
    other = standing_forum(cast)
    letters = other.code.split("-")[1]
    assert [draft_recommendation(cast, other).code for _each in range(2)] == [f"R-{letters}-001", f"R-{letters}-002"]


def test_create_recommendation_is_for_those_who_write_the_minutes(cast: Cast) -> None:
    forum = standing_forum(cast)
    assert cast.who(can_create_recommendation, forum.body) == ""
    for name in NAMES:
        with pytest.raises(Refused):
            create_recommendation(actor=cast.actor(name), body=forum.body, client_id=uuid4(), text=TEXT)


def test_create_recommendation_again_is_the_same_or_a_conflict(cast: Cast) -> None:
    forum, key = standing_forum(cast), uuid4()
    first = draft_recommendation(cast, forum, client_id=key)
    assert draft_recommendation(cast, forum, client_id=key) == first
    with pytest.raises(Conflict):
        draft_recommendation(cast, forum, client_id=key, text="غيرها")


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"text": " "}, "text"),
        ({"text": "ا" * 4001}, "text"),
        ({"due_on": date(2090, 1, 1)}, "due_on"),
        ({"report_every": 0}, "report_every"),
        ({"visibility": "nobody"}, "visibility"),
    ],
)
def test_create_recommendation_refuses_what_cannot_be(cast: Cast, details: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        draft_recommendation(cast, **details)
    assert list(refused.value.message_dict) == [field]


def test_drafts_are_for_those_who_prepare_and_adopted_ones_for_whom_they_are_meant(cast: Cast) -> None:
    forum = standing_forum(cast)
    assert seers(cast, draft_recommendation(cast, forum)) == "salma"
    assert seers(cast, adopted_recommendation(cast, forum)) == "salma basel hala omar"
    assert seers(cast, adopted_recommendation(cast, forum, visibility="public")) == " ".join(NAMES)
    hidden = adopted_recommendation(cast, prepared_forum(cast), visibility="body")
    assert seers(cast, hidden) == "salma"
    asked(cast, hidden, cast.ministry)
    assert seers(cast, hidden) == "salma rania"


def test_adopt_recommendation_needs_a_decision_of_its_body(cast: Cast) -> None:
    row = draft_recommendation(cast)
    revoked = make_decision(cast, row.body, revoked_by=make_decision(cast, row.body))
    for decision in (make_decision(cast, standing_body(cast)), revoked):
        with pytest.raises(ValidationError):
            adopt_recommendation(actor=chair_of(cast), recommendation=row, decision=decision)
    decision = make_decision(cast, row.body)
    assert cast.who(can_adopt_recommendation, row) == ""
    with pytest.raises(Refused):
        adopt_recommendation(actor=cast.actor("basel"), recommendation=row, decision=decision)
    with entries_left() as left:
        adopted = adopt_recommendation(actor=chair_of(cast), recommendation=row, decision=decision)
    assert (adopted.status, adopted.adopted_on) == ("adopted", timezone.localdate())
    facts = {"status": "adopted", "code": row.code, "decision": decision.pk, "sha256": fingerprint(row)}
    assert left == [(row.stream, "recommendation_adopted", row.pk, facts)]


def test_adopt_recommendation_twice_changes_nothing_and_another_decision_is_too_late(cast: Cast) -> None:
    row = adopted_recommendation(cast)
    assert row.decision is not None
    with entries_left() as left:
        adopt_recommendation(actor=chair_of(cast), recommendation=row, decision=row.decision)
    assert left == []
    with pytest.raises(Conflict):
        adopt_recommendation(actor=chair_of(cast), recommendation=row, decision=make_decision(cast, row.body))


def test_the_database_knows_no_adopted_one_without_a_decision(cast: Cast) -> None:
    row, adopted = draft_recommendation(cast), adopted_recommendation(cast)
    impossible: dict[int, dict[str, Any]] = {
        row.pk: {"status": "adopted", "adopted_on": timezone.localdate()},
        adopted.pk: {"status": "dropped"},
    }
    for pk, columns in impossible.items():
        with pytest.raises(IntegrityError), transaction.atomic():
            Recommendation.objects.filter(pk=pk).update(**columns)


def test_edit_recommendation_changes_a_draft(cast: Cast) -> None:
    row = draft_recommendation(cast)
    edit_recommendation(actor=chair_of(cast), recommendation=row, text="نصّ أوضح", due_on=timezone.localdate())
    row.refresh_from_db()
    assert (row.text, row.version) == ("نصّ أوضح", 2)
    assert Entry.objects.get(event="recommendation_edited").facts["fields"] == ["due_on", "text"]
    assert "اوضح" in row.search_text


def test_edit_recommendation_leaves_the_text_of_an_adopted_one(cast: Cast) -> None:
    """Whatever verb is tried: the adopted words are those that stand, and the journal holds their hash."""
    row = adopted_recommendation(cast)
    for details in ({"text": "غيره"}, {"title": "غيره"}, {"supersedes": adopted_recommendation(cast)}):
        with pytest.raises(Conflict) as refused:
            edit_recommendation(actor=chair_of(cast), recommendation=row, **details)
        assert refused.value.code == "text_is_fixed"
    edit_recommendation(actor=chair_of(cast), recommendation=row, text=TEXT, due_on=timezone.localdate())
    row.refresh_from_db()
    assert row.due_on == timezone.localdate()
    adoption = Entry.objects.get(event="recommendation_adopted", object_id=row.pk)
    assert adoption.facts["sha256"] == fingerprint(row)


def test_edit_recommendation_once_adopted_is_for_those_who_run_the_body(cast: Cast) -> None:
    row = assigned_recommendation(cast)
    assert cast.who(can_edit_recommendation, row) == ""
    assert can_edit_recommendation(chair_of(cast), row)
    with pytest.raises(Refused):
        edit_recommendation(actor=cast.actor("basel"), recommendation=row, due_on=None)


def test_a_narrower_audience_forgets_what_it_was_told(cast: Cast) -> None:
    row = adopted_recommendation(cast, visibility="public")
    with entries_left() as left:
        edit_recommendation(actor=chair_of(cast), recommendation=row, visibility="body")
    assert [each.event for each in left] == ["recommendation_edited", "audience_narrowed"]
    assert seers(cast, row) == "salma basel hala omar"


def test_discard_recommendation_takes_a_draft_only(cast: Cast) -> None:
    row = draft_recommendation(cast)
    discard_recommendation(actor=chair_of(cast), recommendation=row)
    assert not Recommendation.objects.filter(pk=row.pk).exists()
    with pytest.raises(Conflict):
        discard_recommendation(actor=chair_of(cast), recommendation=adopted_recommendation(cast))


def test_drop_recommendation_needs_a_decision_and_a_reason(cast: Cast) -> None:
    row = assigned_recommendation(cast)
    decision = make_decision(cast, row.body)
    wrong: list[dict[str, Any]] = [{"decision": None, "reason": "لا"}, {"decision": decision, "reason": " "}]
    for given in wrong:
        with pytest.raises(ValidationError):
            drop_recommendation(actor=chair_of(cast), recommendation=row, **given)
    assert cast.who(can_drop_recommendation, row) == ""
    with pytest.raises(Refused):
        drop_recommendation(actor=cast.actor("basel"), recommendation=row, decision=decision, reason="لا")
    with entries_left() as left:
        drop_recommendation(actor=chair_of(cast), recommendation=row, decision=decision, reason="لم تعد لازمة")
    told = [row.stream, f"org.{cast.association.pk}", f"user.{cast.basel.pk}"]
    assert sorted(each.stream for each in left) == sorted(told)
    row.refresh_from_db()
    assert (row.status, row.ending, row.status_reason) == ("dropped", decision, "لم تعد لازمة")
    assert set(row.responsibilities.values_list("status", flat=True)) == {"ended"}


def test_a_draft_is_not_dropped_and_an_adopted_one_is_not_reopened(cast: Cast) -> None:
    row = draft_recommendation(cast)
    with pytest.raises(Conflict):
        drop_recommendation(
            actor=chair_of(cast), recommendation=row, decision=make_decision(cast, row.body), reason="لا"
        )
    with pytest.raises(Refused):
        reopen_recommendation(actor=chair_of(cast), recommendation=adopted_recommendation(cast), reason="لا")


def test_what_it_supersedes_ends_with_its_adoption(cast: Cast) -> None:
    old = assigned_recommendation(cast)
    row = draft_recommendation(cast, supersedes=old)
    decision = make_decision(cast, row.body)
    adopt_recommendation(actor=chair_of(cast), recommendation=row, decision=decision)
    old.refresh_from_db()
    assert (old.status, old.ending) == ("superseded", decision)
    with pytest.raises(ValidationError):
        draft_recommendation(cast, supersedes=old)


def test_a_part_has_no_parts(cast: Cast) -> None:
    whole = draft_recommendation(cast)
    part = draft_recommendation(cast, parent=whole)
    for details in ({"parent": part}, {"parent": whole, "theme": None}):
        row = whole if details["parent"] == whole else draft_recommendation(cast)
        with pytest.raises(ValidationError):
            edit_recommendation(actor=chair_of(cast), recommendation=row, **details)


def test_late_silent_and_unanswered_are_reckoned(cast: Cast) -> None:
    today, rows = timezone.localdate(), Recommendation.objects.all()
    forum = standing_forum(cast)
    row, unheard = assigned_recommendation(cast, forum), adopted_recommendation(cast, forum)
    assert list(late_ones(rows, "unanswered")) == [unheard]
    edit_recommendation(actor=chair_of(cast), recommendation=row, due_on=today - timedelta(days=3))
    assert list(late_ones(rows, "overdue")) == [row]
    assert list(late_ones(rows, "silent")) == []
    assert list(late_ones(rows, "silent", today + timedelta(days=31))) == [row]
    found = seen_recommendation(cast.basel, row.pk)
    assert found is not None
    assert (found.is_overdue, found.is_silent, found.is_unanswered, days_late(found)) == (True, False, False, 3)  # type: ignore[attr-defined]
