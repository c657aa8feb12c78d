"""Challenges: who says what is hard, "we too", what solved it; the exact entries, what is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from journal.models import Entry
from journal.refusals import Conflict, Refused
from needs.actions import (
    add_voice,
    close_challenge,
    create_challenge,
    edit_challenge,
    reopen_challenge,
    resolve_challenge,
    take_back_voice,
)
from needs.models import Challenge, Visibility
from needs.permissions import (
    can_add_voice,
    can_create_challenge,
    can_edit_challenge,
    can_take_back_voice,
    challenges_for,
    streams_for,
)
from tests.factories import Cast
from tests.needs.board import make_town
from tests.needs.difficulties import hard, standing_challenge
from tests.needs.test_permissions import NAMES, reader, table

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def told(challenge: Challenge) -> list[tuple[str, str]]:
    """(stream, event) of what is written about it, in order."""
    rows = Entry.objects.filter(kind="challenge", object_id=challenge.pk).order_by("pk")
    return [(row.stream.name, row.event) for row in rows]


def code_of(error: pytest.ExceptionInfo[ValidationError]) -> dict[str, str]:
    return {field: str(errors[0].code) for field, errors in error.value.error_dict.items()}


def test_create_challenge_stands_at_once_with_one_voice(cast: Cast) -> None:
    row = standing_challenge(cast, place=None)
    assert (row.status, row.organization, row.voice_count, row.code[:2]) == ("open", cast.association, 1, "C-")
    assert [voice.organization for voice in row.voices.all()] == [cast.association]
    streams = ["board.members", row.stream, f"org.{cast.association.pk}"]
    assert told(row) == [(name, "challenge_created") for name in streams]


def test_create_challenge_answers_the_same_request_with_the_same_row(cast: Cast) -> None:
    given = hard()
    first = create_challenge(actor=cast.actor("basel"), **given)
    assert create_challenge(actor=cast.actor("basel"), **given) == first
    with pytest.raises(Conflict) as refusal:
        create_challenge(actor=cast.actor("basel"), **{**given, "title": "لا وقود"})
    assert refusal.value.code == "client_id_reused"


def test_who_may_raise_and_change_challenges(cast: Cast) -> None:
    row = standing_challenge(cast)
    assert table(cast, can_create_challenge) == "salma basel omar"
    assert table(cast, lambda actor: can_edit_challenge(actor, row)) == "salma basel"
    assert table(cast, lambda actor: can_add_voice(actor, row)) == "omar"
    assert table(cast, lambda actor: can_take_back_voice(actor, row)) == "omar"


@pytest.mark.parametrize("name", ["hala", "omar", "rania", "gharib"])
def test_challenge_verbs_refuse_whoever_does_not_speak_for_it(cast: Cast, name: str) -> None:
    row, actor = standing_challenge(cast), cast.actor(name)
    acts: list[Callable[[], object]] = [
        lambda: edit_challenge(actor=actor, challenge=row, title="غير ذلك"),
        lambda: resolve_challenge(actor=actor, challenge=row, reason="حُلّت"),
        lambda: close_challenge(actor=actor, challenge=row, reason="خطأ"),
        lambda: reopen_challenge(actor=actor, challenge=row),
        lambda: create_challenge(actor=actor, **hard(organization=cast.association)),
    ]
    for act in acts:
        with pytest.raises(Refused):
            act()


@pytest.mark.parametrize("name", ["salma", "basel", "hala", "rania", "gharib"])
def test_add_voice_refuses_all_but_those_who_speak_for_another(cast: Cast, name: str) -> None:
    with pytest.raises(Refused):
        add_voice(actor=cast.actor(name), challenge=standing_challenge(cast))


def test_take_back_voice_refuses_the_one_that_raised_it(cast: Cast) -> None:
    with pytest.raises(Refused):
        take_back_voice(actor=cast.actor("basel"), challenge=standing_challenge(cast))


def test_one_organisation_one_voice_that_can_be_taken_back(cast: Cast) -> None:
    row, omar = standing_challenge(cast), cast.actor("omar")
    before = len(told(row))
    assert add_voice(actor=omar, challenge=row).voice_count == 2
    assert add_voice(actor=omar, challenge=row).voice_count == 2
    assert (
        add_voice(actor=omar, challenge=row, note="منذ نيسان").voices.get(organization=cast.other).note == "منذ نيسان"
    )
    assert take_back_voice(actor=omar, challenge=row).voice_count == 1
    assert take_back_voice(actor=omar, challenge=row).voice_count == 1
    events = [event for stream, event in told(row)[before:] if stream == row.stream]
    assert events == ["voice_added", "voice_added", "voice_taken_back", "audience_narrowed"]


def test_a_voice_is_not_given_to_what_one_does_not_see(cast: Cast) -> None:
    with pytest.raises(Refused):
        add_voice(actor=cast.actor("omar"), challenge=standing_challenge(cast, visibility=Visibility.OWN))


def test_whoever_has_a_voice_sees_it_still_when_it_is_narrowed(cast: Cast) -> None:
    row = add_voice(actor=cast.actor("omar"), challenge=standing_challenge(cast))
    edit_challenge(actor=cast.actor("basel"), challenge=row, visibility=Visibility.OWN)
    assert [name for name in NAMES if challenges_for(reader(cast, name)).exists()] == ["basel", "hala", "omar"]


@pytest.mark.parametrize(
    ("visibility", "who"),
    [
        (Visibility.PUBLIC, "salma basel hala omar rania gharib "),
        (Visibility.MEMBERS, "salma basel hala omar"),
        (Visibility.OWN, "basel hala"),
    ],
)
def test_who_sees_a_challenge_and_watches_it(cast: Cast, visibility: str, who: str) -> None:
    row = standing_challenge(cast, visibility=visibility)
    seen = [name for name in NAMES if challenges_for(reader(cast, name)).filter(pk=row.pk).exists()]
    assert " ".join(seen) == who
    watching = [name for name in NAMES if streams_for(reader(cast, name), {row.stream})]
    assert watching == [name for name in seen if name]


def test_it_is_resolved_by_something_and_may_be_hard_again(cast: Cast) -> None:
    row, basel = standing_challenge(cast), cast.actor("basel")
    with pytest.raises(ValidationError) as refusal:
        resolve_challenge(actor=basel, challenge=row, reason=" ")
    assert code_of(refusal) == {"reason": "reason_required"}
    row = resolve_challenge(actor=basel, challenge=row, reason="تعميم المديرية رقم 12")
    assert (row.status, row.closing_reason) == ("resolved", "تعميم المديرية رقم 12")
    acts: list[Callable[[], object]] = [
        lambda: add_voice(actor=cast.actor("omar"), challenge=row),
        lambda: edit(cast, row, title="أخرى"),
    ]
    for act in acts:
        with pytest.raises(Conflict) as no:
            act()
        assert no.value.code == "wrong_status"
    row = reopen_challenge(actor=basel, challenge=row)
    assert (row.status, row.closed_at, row.closing_reason) == ("open", None, "")
    assert close_challenge(actor=cast.actor("salma"), challenge=row, reason="ذُكرت مرتين").status == "closed"
    events = [event for stream, event in told(row) if stream == row.stream]
    assert events[1:] == ["challenge_resolved", "challenge_reopened", "challenge_closed"]


def edit(cast: Cast, row: Challenge, **details: Any) -> Challenge:
    return edit_challenge(actor=cast.actor("basel"), challenge=row, **details)


def test_edit_challenge_tells_which_columns_changed(cast: Cast) -> None:
    row = edit(cast, standing_challenge(cast), title="الترخيص يستغرق أكثر من سنة", place=make_town())
    assert (row.title, row.place_id) == ("الترخيص يستغرق أكثر من سنة", "SY020002")
    assert "الضمان" in row.search_text
    assert Entry.objects.filter(event="challenge_edited").latest("pk").facts["fields"] == ["title"]


@pytest.mark.parametrize(
    ("details", "codes"),
    [
        ({"title": " "}, {"title": "blank"}),
        ({"title": "ط" * 121}, {"title": "max_length"}),
        ({"visibility": "all"}, {"visibility": "invalid_choice"}),
        ({"visibility": "named"}, {"named": "nobody_named"}),
    ],
)
def test_create_challenge_refuses_what_says_nothing(cast: Cast, details: dict[str, Any], codes: dict[str, str]) -> None:
    with pytest.raises(ValidationError) as refusal:
        standing_challenge(cast, **details)
    assert code_of(refusal) == codes
    assert not Challenge.objects.exists()


def test_add_voice_refuses_a_speech(cast: Cast) -> None:
    with pytest.raises(ValidationError) as refusal:
        add_voice(actor=cast.actor("omar"), challenge=standing_challenge(cast), note="ك" * 301)
    assert code_of(refusal) == {"note": "too_long"}


def test_the_secretariat_raises_one_for_an_organisation_that_has_nobody_who_types(cast: Cast) -> None:
    row = create_challenge(actor=cast.actor("salma"), **hard(organization=cast.other, client_id=uuid4()))
    assert (row.organization, row.author) == (cast.other, cast.salma)
