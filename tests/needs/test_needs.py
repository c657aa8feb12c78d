"""The verbs of needs: what they write, the exact entries they leave, what they refuse."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from journal.actors import Actor
from journal.due import run_due
from journal.models import Due, Entry, Stream
from journal.queries import facts_of
from journal.refusals import Conflict, Refused
from journal.verbs import verb
from needs.actions import (
    cancel_need,
    close_need,
    confirm_need,
    create_need,
    edit_need,
    expire_need,
    open_need,
    reopen_need,
    settle_need,
)
from needs.models import Need, NeedLine, Pledge, Visibility
from tests.factories import Cast, signed_in
from tests.needs.board import asked, draft_need, given, make_item, standing_need
from tests.needs.giving import make_need, proposed

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def told(need: Need, since: int = 0) -> dict[str, list[str]]:
    """{stream: events about this need}, in order."""
    found: dict[str, list[str]] = {}
    for entry in Entry.objects.filter(kind="need", object_id=need.pk, pk__gt=since).order_by("pk"):
        found.setdefault(entry.stream.name, []).append(entry.event)
    return found


def last_entry() -> int:
    return Entry.objects.latest("pk").pk


def code_of(error: pytest.ExceptionInfo[ValidationError]) -> dict[str, str]:
    return {field: str(errors[0].code) for field, errors in error.value.error_dict.items()}


def today() -> date:
    return timezone.localdate()


def promise(need: Need, line: NeedLine, quantity: int, **columns: Any) -> Pledge:
    """As row 4 writes it."""
    pledge = need.pledges.create(
        code=f"P-{quantity}", organization=columns.pop("by"), author=need.author, client_id=given()["client_id"]
    )
    pledge.lines.create(need_line=line, unit=line.unit, typed=quantity, quantity=quantity)
    NeedLine.objects.filter(pk=line.pk).update(promised=quantity)
    return pledge


# Creating and editing -------------------------------------------------------------------------------------------------
def test_create_need_writes_a_draft_with_lines_in_thousandths(cast: Cast) -> None:
    item = make_item()
    bales = asked("2.5", item, unit=item.units.get(code="bale"), note="لأسر عائدة")
    need = draft_need(cast, "hala", lines=[bales, asked("7", item)], people=300, households=60, tolerance=10)
    lines = list(need.lines.values_list("position", "typed", "quantity", "cap", "note"))
    assert lines == [(0, 2500, 50_000, 55_000, "لأسر عائدة"), (1, 7000, 7000, 7700, "")]
    assert (need.status, need.organization, need.code[:2]) == ("draft", cast.association, "N-")
    assert told(need) == {need.stream: ["need_created"], f"org.{cast.association.pk}": ["need_created"]}


def test_create_need_answers_the_same_request_with_the_same_need(cast: Cast) -> None:
    details = given()
    first = create_need(actor=cast.actor("basel"), **details)
    assert create_need(actor=cast.actor("basel"), **details) == first
    with pytest.raises(Conflict) as refusal:
        create_need(actor=cast.actor("basel"), **{**details, "title": "خيام"})
    assert refusal.value.code == "client_id_reused"


def test_create_need_refuses_outsiders_and_other_organisations(cast: Cast) -> None:
    for name, more in (("gharib", {}), ("omar", {"organization": cast.association})):
        with pytest.raises(Refused):
            create_need(actor=cast.actor(name), **given(**more))


@pytest.mark.parametrize(
    ("amount", "code"),
    [("0", "invalid_quantity"), ("-3", "invalid_quantity"), ("NaN", "invalid_quantity"), ("1E+30", "invalid_quantity")],
)
def test_create_need_refuses_what_is_no_quantity(cast: Cast, amount: str, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        draft_need(cast, lines=[asked(), asked(amount)])
    assert code_of(refusal) == {"lines.1.amount": code}
    assert not Need.objects.exists()


def test_create_need_refuses_the_unit_of_another_item(cast: Cast) -> None:
    other = make_item("zq_tent", "خيمة للاختبار")
    with pytest.raises(ValidationError) as refusal:
        draft_need(cast, lines=[asked(unit=other.units.get(code="bale"))])
    assert code_of(refusal) == {"lines.0.unit": "unit_of_another_item"}


@pytest.mark.parametrize(
    ("details", "codes"),
    [
        ({"title": " "}, {"title": "blank"}),
        ({"urgency": 9}, {"urgency": "invalid_choice"}),
        ({"people": 5, "households": 6}, {"households": "more_households"}),
        ({"people": 10**9}, {"people": "too_many"}),
        ({"latitude": 36.0}, {"latitude": "invalid_point"}),
        ({"latitude": float("nan"), "longitude": 37.0}, {"latitude": "invalid_point"}),
        ({"latitude": 48.8, "longitude": 2.3}, {"latitude": "invalid_point"}),
        ({"missing_capacity": 4}, {"missing_capacity": "of_care_gaps"}),
        ({"tolerance": 400}, {"tolerance": "invalid"}),
    ],
)
def test_create_need_refuses_what_cannot_be(cast: Cast, details: dict[str, Any], codes: dict[str, str]) -> None:
    with pytest.raises(ValidationError) as refusal:
        draft_need(cast, **details)
    assert code_of(refusal) == codes


def test_create_need_refuses_days_that_are_reversed_or_over(cast: Cast) -> None:
    tomorrow, wrong = today() + timedelta(days=1), list[tuple[dict[str, Any], dict[str, str]]]()
    wrong += [({"needed_by": tomorrow, "valid_until": today()}, {"valid_until": "dates_reversed"})]
    wrong += [({"valid_until": today() - timedelta(days=1)}, {"valid_until": "invalid_day"})]
    wrong += [({"needed_by": today() + timedelta(days=5000)}, {"needed_by": "invalid_day"})]
    for days, codes in wrong:
        with pytest.raises(ValidationError) as refusal:
            draft_need(cast, **days)
        assert code_of(refusal) == codes


def test_edit_need_changes_adds_and_takes_away_lines(cast: Cast) -> None:
    need = draft_need(cast, lines=[asked("10"), asked("20"), asked("30")])
    first, second, _third = need.lines.all()
    kept = [asked("11", pk=first.pk), asked("22", pk=second.pk), asked("44")]
    edit_need(actor=cast.actor("hala"), need=need, title="خيام", lines=kept)
    assert list(need.lines.values_list("position", "typed")) == [(0, 11_000), (1, 22_000), (5, 44_000)]
    need.refresh_from_db()
    assert need.title == "خيام"
    assert "خيام" in need.search_text


def test_edit_need_leaves_to_pledges_what_was_promised(cast: Cast) -> None:
    need = standing_need(cast, lines=[asked("100"), asked("5")])
    line = need.lines.first()
    assert line is not None
    promise(need, line, 60_000, by=cast.other)
    for lines in ([asked("50", pk=line.pk)], [asked("5")], [asked("100", make_item("zq_tent", "خيمة"), pk=line.pk)]):
        with pytest.raises(Conflict) as refusal:
            edit_need(actor=cast.actor("basel"), need=need, lines=lines)
        assert refusal.value.code == "line_promised"
    edit_need(actor=cast.actor("basel"), need=need, lines=[asked("60", pk=line.pk)])
    need.refresh_from_db()
    assert need.status == Need.Status.COVERED


def test_edit_need_takes_a_tolerance_together_with_the_lines_that_make_it_fit(cast: Cast) -> None:
    need = standing_need(cast, lines=[asked("100")], tolerance=10)
    line = need.lines.get()
    promise(need, line, 105_000, by=cast.other)
    edit_need(actor=cast.actor("basel"), need=need, tolerance=0, lines=[asked("110", pk=line.pk)])
    line.refresh_from_db()
    assert (line.quantity, line.cap) == (110_000, 110_000)
    with pytest.raises(Conflict):
        edit_need(actor=cast.actor("basel"), need=need, lines=[asked("100", pk=line.pk)])


def test_edit_need_says_why_a_line_whose_pledge_has_ended_stays(cast: Cast) -> None:
    need = standing_need(cast, lines=[asked("100"), asked("5")])
    line = need.lines.all()[0]
    promise(need, line, 60_000, by=cast.other)
    NeedLine.objects.filter(pk=line.pk).update(promised=0)  # as it is once the pledge was declined
    for lines in ([asked("5")], [asked("100", make_item("zq_tent", "خيمة"), pk=line.pk)]):
        with pytest.raises(Conflict) as refusal:
            edit_need(actor=cast.actor("basel"), need=need, lines=lines)
        assert (refusal.value.code, "ورد ذكره في تعهّد" in refusal.value.detail) == ("line_pledged", True)


def test_edit_need_refuses_members_once_it_stands(cast: Cast) -> None:
    need = standing_need(cast)
    for name in ("hala", "omar", "rania", "gharib"):
        with pytest.raises(Refused):
            edit_need(actor=cast.actor(name), need=need, title="خيام")


def test_a_need_that_is_narrowed_is_told_where_it_was_seen_and_says_no_more(cast: Cast) -> None:
    need = standing_need(cast, visibility=Visibility.PUBLIC)
    assert facts_of("need", [need.pk])[need.pk]["title"] == need.title
    since = last_entry()
    edit_need(actor=cast.actor("basel"), need=need, visibility=Visibility.NAMED, named=[cast.other])
    streams = {need.stream, "board.public", f"org.{cast.association.pk}", f"org.{cast.other.pk}"}
    assert set(told(need, since)) == streams
    assert facts_of("need", [need.pk])[need.pk] == {"id": need.pk, "code": need.code, "is_narrow": True}


def amounts_told(person: User) -> list[Any]:
    """What the boards tell somebody who asks for all they ever told."""
    answer = signed_in(person).get("/api/sync/", {"board.public": 0, "board.members": 0}).json()["streams"]
    return [entry["data"].get("amounts") for found in answer.values() for entry in found.get("entries", ())]


@pytest.mark.parametrize(("before", "after"), [("public", "members"), ("public", "own"), ("members", "own")])
def test_a_board_forgets_the_amounts_of_a_need_that_is_for_fewer(cast: Cast, before: str, after: str) -> None:
    reader = cast.gharib if before == "public" else cast.omar
    need = make_need(cast, visibility=before)
    proposed(cast, need, 40)
    assert amounts_told(reader) == [{str(need.lines.get().pk): [40_000, 0, 0]}]
    edit_need(actor=cast.actor("basel"), need=need, visibility=after)
    assert amounts_told(reader) == []
    board = Stream.objects.get(name=f"board.{before}")
    assert (board.floor, board.head) == (1, 2)  # who knew all that it told hears on


def test_a_board_forgets_nothing_when_a_need_is_for_more(cast: Cast) -> None:
    need = make_need(cast, visibility="members")
    proposed(cast, need, 40)
    edit_need(actor=cast.actor("basel"), need=need, visibility="public")
    assert not Stream.objects.filter(floor__gt=0).exists()
    assert "audience_narrowed" not in told(need)[need.stream]


# On the board ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("visibility", "board"), [(Visibility.PUBLIC, "board.public"), (Visibility.MEMBERS, "board.members")]
)
def test_open_need_tells_the_board_it_is_for(cast: Cast, visibility: str, board: str) -> None:
    need = draft_need(cast, visibility=visibility, urgency=1)
    since = last_entry()
    open_need(actor=cast.actor("basel"), need=need)
    open_need(actor=cast.actor("basel"), need=need)
    streams = (need.stream, board, f"org.{cast.association.pk}")
    assert told(need, since) == {stream: ["need_opened"] for stream in streams}
    need.refresh_from_db()
    assert (need.status, need.valid_until) == ("open", today() + timedelta(days=3))


def test_open_need_refuses_members_and_what_says_too_little(cast: Cast) -> None:
    with pytest.raises(Refused):
        open_need(actor=cast.actor("hala"), need=draft_need(cast))
    gap = {"kind": Need.Kind.CARE_GAP, "lines": []}
    for details, code in (
        ({"lines": []}, {"lines": "no_lines"}),
        ({"visibility": Visibility.NAMED}, {"named": "nobody_named"}),
        (gap, {"missing_capacity": "missing_capacity"}),
    ):
        with pytest.raises(ValidationError) as refusal:
            open_need(actor=cast.actor("basel"), need=draft_need(cast, **details))
        assert code_of(refusal) == code


def test_a_care_gap_stands_until_it_is_closed(cast: Cast) -> None:
    places: dict[str, Any] = {"population": 900, "existing_capacity": 0, "missing_capacity": 180}
    need = standing_need(cast, kind=Need.Kind.CARE_GAP, lines=[], valid_until=today(), **places)
    assert (need.code[:2], need.valid_until) == ("G-", None)
    assert not Due.objects.filter(key=f"need.{need.pk}").exists()


def test_expire_need_when_nobody_said_that_it_is_still_so_and_confirm_need_brings_it_back(cast: Cast) -> None:
    need = standing_need(cast, urgency=1)
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False) as clock:
        confirm_need(actor=cast.actor("hala"), need=need)
        clock.shift(timedelta(days=2))
        run_due()
        need.refresh_from_db()
        assert need.status == Need.Status.OPEN
        clock.shift(timedelta(days=2))
        run_due()
        need.refresh_from_db()
        assert need.status == Need.Status.EXPIRED
        confirm_need(actor=cast.actor("hala"), need=need, until=today() + timedelta(days=9))
    need.refresh_from_db()
    assert need.status == Need.Status.OPEN
    confirmed, expired = ["need_confirmed"], ["need_expired"]
    assert told(need)["board.members"] == ["need_opened", *confirmed, *expired, *confirmed]


def test_expire_need_is_the_clocks_alone_and_confirm_need_ones_own(cast: Cast) -> None:
    need = standing_need(cast)
    for name in ("salma", "basel"):
        with pytest.raises(Refused):
            expire_need(actor=cast.actor(name), need=need)
    for name in ("omar", "rania", "gharib"):
        with pytest.raises(Refused):
            confirm_need(actor=cast.actor(name), need=need)
    with pytest.raises(ValidationError):
        confirm_need(actor=cast.actor("basel"), need=need, until=today() - timedelta(days=1))


# The end --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("act", "status", "event"),
    [(cancel_need, "cancelled", "need_cancelled"), (close_need, "closed", "need_closed")],
)
def test_cancel_need_and_close_need_say_why_and_reopen_need_takes_it_back(
    cast: Cast, act: Any, status: str, event: str
) -> None:
    need = standing_need(cast)
    with pytest.raises(ValidationError) as refusal:
        act(actor=cast.actor("basel"), need=need, reason=" ")
    assert code_of(refusal) == {"reason": "reason_required"}
    since = last_entry()
    act(actor=cast.actor("basel"), need=need, reason="وصلنا ما يكفي")
    act(actor=cast.actor("basel"), need=need, reason="مرة ثانية")
    need.refresh_from_db()
    assert (need.status, need.closing_reason) == (status, "وصلنا ما يكفي")
    reopen_need(actor=cast.actor("basel"), need=need)
    reopen_need(actor=cast.actor("basel"), need=need)
    assert told(need, since)["board.members"] == [event, "need_reopened"]
    need.refresh_from_db()
    assert (need.status, need.closed_at, need.closing_reason) == ("open", None, "")


def test_the_end_is_refused_to_others_and_where_it_no_longer_fits(cast: Cast) -> None:
    need = standing_need(cast)
    act: Any
    for act in (cancel_need, close_need):
        for name in ("hala", "omar", "rania", "gharib"):
            with pytest.raises(Refused):
                act(actor=cast.actor(name), need=need, reason="سبب")
    cancel_need(actor=cast.actor("basel"), need=need, reason="سبب")
    for act, more in (
        (close_need, {"reason": "سبب"}),
        (confirm_need, {}),
        (open_need, {}),
        (edit_need, {"title": "x"}),
    ):
        with pytest.raises(Conflict) as refusal:
            act(actor=cast.actor("basel"), need=need, **more)
        assert refusal.value.code == "wrong_status"
    with pytest.raises(Refused):
        reopen_need(actor=cast.actor("omar"), need=need)


def test_a_need_does_not_vanish_from_under_a_pledge(cast: Cast) -> None:
    need = standing_need(cast)
    line = need.lines.get()
    promise(need, line, 10_000, by=cast.other)
    for act in (cancel_need, close_need):
        with pytest.raises(Conflict) as refusal:
            act(actor=cast.actor("basel"), need=need, reason="سبب")
        assert refusal.value.code == "pledges_stand"


def test_settle_need_follows_the_lines(cast: Cast) -> None:
    need = standing_need(cast)
    since, actor = last_entry(), cast.actor("basel")
    settled = verb(settle_of(need))
    for counters, status in (
        ({"promised": 100_000}, "covered"),
        ({"promised": 99_999}, "open"),
        ({"promised": 100_000, "dispatched": 100_000, "received": 100_000}, "fulfilled"),
    ):
        need.lines.update(**counters)
        assert settled(actor=actor).status == status
    assert told(need, since)["board.members"] == ["need_covered", "need_uncovered", "need_fulfilled"]
    close_need(actor=actor, need=need)  # needs no reason


def settle_of(need: Need) -> Any:
    """As a verb of pledges ends."""

    def settle_in_a_verb(*, actor: Actor) -> Need:
        return settle_need(actor, Need.objects.get(pk=need.pk))

    return settle_in_a_verb
