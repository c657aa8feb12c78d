"""Minutes while they are written: by whom, by several at once, what they said before, who reads them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from journal.refusals import Conflict, Refused
from meetings.actions import (
    add_minute_entry,
    edit_minute_entry,
    move_minute_entry,
    set_session_status,
    take_up_item,
    withdraw_minute_entry,
)
from meetings.models import MinuteEntry, Session
from meetings.permissions import can_add_minute_entry, can_edit_minute_entry, minute_entries_for
from meetings.queries import facts, minutes_of
from tests.entries import entries_left
from tests.factories import Cast, make_organization, signed_in
from tests.meetings.entering import come_in
from tests.meetings.made import chair_of, make_item, make_session, open_session, standing_body
from tests.meetings.minuted import approved, writer_of, written

pytestmark = [pytest.mark.both, pytest.mark.django_db]
NAMES = "salma basel hala omar rania gharib"
JSON = "application/json"
PAGE_QUERIES = 30


@pytest.fixture
def session(cast: Cast) -> Session:
    """Open, of a body that people of verified organisations see."""
    return open_session(cast, standing_body(cast))


def words(session: Session, user: Any) -> list[str]:
    return [row.entry.text for row in minutes_of(session, user).rows]


# Writing --------------------------------------------------------------------------------------------------------------
def test_several_hands_write_and_each_repeat_is_one(cast: Cast, session: Session) -> None:
    item, key = make_item(cast, session), uuid4()
    with entries_left() as left:
        first = written(cast, session, "الأولى", item=item, client_id=key)
        assert written(cast, session, "الأولى", client_id=key) == first
        second = add_minute_entry(
            actor=chair_of(cast), session=session, client_id=uuid4(), text=" الثانية ", kind="decision"
        )
    assert [(each.stream, each.event, each.object_id, each.facts) for each in left] == [
        (session.stream, "minute_added", row.pk, {}) for row in (first, second)
    ]
    assert words(session, cast.basel) == ["الثانية", "الأولى"]  # what was written to no item comes first
    told = facts("minute_entry", [second.pk])[second.pk]
    assert (told["text"], told["kind"], told["version"], told["person"]["id"]) == (
        "الثانية",
        "decision",
        1,
        cast.salma.pk,
    )
    with pytest.raises(Conflict) as refusal:
        written(cast, session, "أخرى", client_id=key)
    assert refusal.value.code == "client_id_reused"


def test_who_writes_table(cast: Cast, session: Session) -> None:
    entry = written(cast, session)
    assert cast.who(can_add_minute_entry, session) == cast.who(can_edit_minute_entry, entry) == ""
    for actor in (writer_of(cast), chair_of(cast)):
        assert (can_add_minute_entry(actor, session), can_edit_minute_entry(actor, entry)) == (True, True)


def test_add_minute_entry_refuses_others(cast: Cast, session: Session) -> None:
    for name in ("basel", "hala", "omar", "rania", "gharib"):
        with pytest.raises(Refused):
            add_minute_entry(actor=cast.actor(name), session=session, client_id=uuid4(), text="قيل")


def test_edit_move_and_withdraw_refuse_others(cast: Cast, session: Session) -> None:
    entry = written(cast, session)
    for name in ("basel", "hala", "omar", "rania", "gharib"):
        actor = cast.actor(name)
        with pytest.raises(Refused):
            edit_minute_entry(actor=actor, entry=entry, version=1, text="غير ذلك")
        with pytest.raises(Refused):
            move_minute_entry(actor=actor, entry=entry)
        with pytest.raises(Refused):
            withdraw_minute_entry(actor=actor, entry=entry)


@pytest.mark.parametrize("status", ["draft", "convened", "postponed", "cancelled"])
def test_nothing_is_written_before_it_is_open(cast: Cast, status: str) -> None:
    session = make_session(cast, standing_body(cast), status=status)
    with pytest.raises(Conflict) as refusal:
        written(cast, session)
    assert refusal.value.code == "wrong_status"


def test_they_are_completed_after_it_closed(cast: Cast, session: Session) -> None:
    set_session_status(actor=chair_of(cast), session=session, status="closed")
    assert written(cast, session).session_id == session.pk


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"text": "  "}, "text"),
        ({"text": "ا" * 8001}, "text"),
        ({"kind": "poem"}, "kind"),
        ({"kind": "statement"}, "speaker"),
    ],
)
def test_add_minute_entry_refuses_what_is_wrong(cast: Cast, session: Session, more: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        written(cast, session, **{"text": "قيل", **more})
    assert list(refusal.value.error_dict) == [field]


def test_items_and_speakers_are_of_this_session(cast: Cast, session: Session) -> None:
    elsewhere, stranger = make_item(cast, make_session(cast, session.body)), make_organization("جهة غريبة")
    for more in ({"item": elsewhere}, {"speaker": stranger}):
        with pytest.raises(ValidationError):
            written(cast, session, **more)
    said = written(cast, session, kind="statement", speaker=cast.association)
    assert said.speaker == cast.association


# Changing -------------------------------------------------------------------------------------------------------------
def test_what_it_said_before_is_kept(cast: Cast, session: Session) -> None:
    entry = written(cast, session, "تُشكَّل لجنة")
    with entries_left() as left:
        edited = edit_minute_entry(actor=chair_of(cast), entry=entry, version=1, text="تُشكَّل لجنة تنسيقية")
        edit_minute_entry(actor=chair_of(cast), entry=entry, version=2, text="تُشكَّل لجنة تنسيقية")
    assert [(each.event, each.object_id, each.facts) for each in left] == [("minute_edited", entry.pk, {"version": 2})]
    (before,) = entry.versions.all()
    assert (before.number, before.text, before.person) == (1, "تُشكَّل لجنة", cast.salma)
    assert (edited.version, edited.edited_at is not None) == (2, True)


def test_the_same_words_changed_by_two_are_shown_to_the_later(cast: Cast, session: Session) -> None:
    entry = written(cast, session, "أولى")
    edit_minute_entry(actor=chair_of(cast), entry=entry, version=1, text="ثانية")
    with pytest.raises(Conflict) as refusal:
        edit_minute_entry(actor=writer_of(cast), entry=entry, version=1, text="ثالثة")
    assert (refusal.value.code, refusal.value.more) == (
        "stale",
        {"fields": {"text": {"yours": "ثالثة", "theirs": "ثانية"}}, "version": 2},
    )


def test_who_did_not_touch_the_words_may_change_the_rest(cast: Cast, session: Session) -> None:
    entry = written(cast, session, "أولى")
    edit_minute_entry(actor=chair_of(cast), entry=entry, version=1, text="ثانية")
    edited = edit_minute_entry(actor=writer_of(cast), entry=entry, version=1, text="أولى", kind="decision")
    assert (edited.text, edited.kind, edited.version) == ("ثانية", "decision", 2)


def test_moving_and_taking_out(cast: Cast, session: Session) -> None:
    first, second, third = (written(cast, session, text) for text in ("1", "2", "3"))
    with entries_left() as left:
        move_minute_entry(actor=writer_of(cast), entry=third, after=first)
        move_minute_entry(actor=writer_of(cast), entry=third, after=first)
        withdraw_minute_entry(actor=writer_of(cast), entry=second)
        withdraw_minute_entry(actor=writer_of(cast), entry=second)
    assert [(each.event, each.object_id) for each in left] == [
        ("minute_moved", third.pk),
        ("minute_withdrawn", second.pk),
    ]
    assert words(session, cast.basel) == ["1", "3"]
    assert facts("minute_entry", [second.pk])[second.pk] == {"id": second.pk, "session": session.pk, "deleted": True}
    with pytest.raises(Conflict) as gone:
        edit_minute_entry(actor=writer_of(cast), entry=second, version=1, text="عادت")
    assert gone.value.code == "withdrawn"
    other = written(cast, session, item=make_item(cast, session))
    with pytest.raises(ValidationError):
        move_minute_entry(actor=writer_of(cast), entry=first, after=other)


# Reading --------------------------------------------------------------------------------------------------------------
def readers(cast: Cast, entry: MinuteEntry) -> str:
    return " ".join(name for name in NAMES.split() if entry in minute_entries_for(getattr(cast, name)))


def test_who_reads_them_before_and_after_approval(cast: Cast, session: Session) -> None:
    entry = written(cast, session)
    inner = written(cast, session, "سرّ", item=make_item(cast, session, is_internal=True))
    assert readers(cast, entry) == "salma basel hala omar"
    approved(cast, session)
    Session.objects.filter(pk=session.pk).update(is_internal=False)
    session.body.visibility = "public"
    session.body.save()
    assert readers(cast, entry) == NAMES
    assert readers(cast, inner) == "salma basel hala omar"
    Session.objects.filter(pk=session.pk).update(is_internal=True)
    assert readers(cast, entry) == "salma basel hala omar"


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(
    cast: Cast, session: Session, count: int, django_assert_num_queries: Any
) -> None:
    item = make_item(cast, session)
    come_in(cast, session, "basel")
    for number in range(count):
        entry = written(cast, session, f"فقرة {number}", item=item, speaker=cast.association)
        edit_minute_entry(actor=chair_of(cast), entry=entry, version=1, text=f"فقرة {number} بعد التعديل")
    client, address = signed_in(writer_of(cast).user), reverse("meetings:minutes", args=[session.pk])
    client.get(address)
    with django_assert_num_queries(PAGE_QUERIES):
        page = client.get(address)
    assert len(page.context["minutes"].rows) == count


def test_the_pages_write_and_change(cast: Cast, session: Session) -> None:
    item = make_item(cast, session)
    take_up_item(actor=chair_of(cast), session=session, item=item)
    layla, address = signed_in(writer_of(cast).user), reverse("meetings:add_minute_entry", args=[session.pk])
    panel = reverse("meetings:minutes_panel", args=[session.pk])
    assert layla.get(panel).context["form"]["item"].initial == item.pk
    sent = {"client_id": str(uuid4()), "text": "عُرضت النتائج", "kind": "note", "item": item.pk, "back": "session"}
    answer = layla.post(address, sent, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Trigger"]) == (200, "minute-kept")
    assert "عُرضت النتائج" not in answer.content.decode()
    empty = layla.post(address, {**sent, "client_id": str(uuid4()), "text": ""}, headers={"HX-Request": "true"})
    assert "errorlist" in empty.content.decode()
    assert layla.post(address, {**sent, "client_id": str(uuid4())})["Location"] == reverse(
        "meetings:session", args=[session.pk]
    )
    entry = MinuteEntry.objects.earliest("pk")
    assert "عُرضت النتائج" in layla.get(panel + "?list").content.decode()
    edit = reverse("meetings:edit_minute_entry", args=[entry.pk])
    assert "None" not in layla.get(edit).content.decode()
    told = {"version": 1, "kind": "decision", "initial-kind": "note", "item": "", "initial-item": ""}
    assert layla.post(edit, {**told, "text": "عُرضت"}).status_code == 302
    entry.refresh_from_db()
    assert (entry.text, entry.kind, entry.item_id) == ("عُرضت", "decision", item.pk)  # what was not touched stays
    stale = layla.post(edit, {**told, "text": "أخرى"})
    assert (stale.context["theirs"], stale.context["form"]["version"].value()) == ("عُرضت", "2")
    assert signed_in(cast.basel).get(edit).status_code == 403
    assert signed_in(cast.basel).post(address, sent).status_code == 403
    assert signed_in(cast.gharib).get(edit).status_code == 404
    assert signed_in(cast.gharib).get(panel).status_code == 404
    assert signed_in(cast.gharib).get(reverse("meetings:minutes", args=[session.pk])).status_code == 404


def test_the_page_moves_and_takes_out(cast: Cast, session: Session) -> None:
    first, second = written(cast, session, "1"), written(cast, session, "2")
    layla = signed_in(writer_of(cast).user)
    layla.post(reverse("meetings:move_minute_entry", args=[second.pk]), {"after": "0"})
    assert words(session, cast.salma) == ["2", "1"]
    layla.post(reverse("meetings:withdraw_minute_entry", args=[first.pk]))
    assert words(session, cast.salma) == ["2"]


def test_programs_write_and_change(cast: Cast, session: Session) -> None:
    layla, address = signed_in(writer_of(cast).user), reverse("api:api_minutes", args=[session.pk])
    sent = {"client_id": str(uuid4()), "text": "عُرضت النتائج", "kind": "note"}
    answer = layla.post(address, sent, content_type=JSON)
    assert (answer.status_code, layla.post(address, sent, content_type=JSON).status_code) == (201, 200)
    entry = reverse("api:api_minute_entry", args=[answer.json()["id"]])
    changed = layla.patch(entry, {"text": "عُرضت", "version": 1}, content_type=JSON).json()
    assert (changed["text"], changed["version"]) == ("عُرضت", 2)
    stale = layla.patch(entry, {"text": "أخرى", "version": 1}, content_type=JSON)
    assert (stale.status_code, stale.json()["code"], stale.json()["fields"]["text"]["theirs"]) == (409, "stale", "عُرضت")
    versions = signed_in(cast.omar).get(f"{entry}versions/").json()["results"]
    assert [(each["number"], each["text"]) for each in versions] == [(1, "عُرضت النتائج")]
    assert [each["text"] for each in signed_in(cast.omar).get(address).json()["results"]] == ["عُرضت"]
    other = layla.post(address, {"client_id": str(uuid4()), "text": "بعدها"}, content_type=JSON).json()["id"]
    place = reverse("api:api_minute_place", args=[other])
    assert layla.put(place, {"after": None}, content_type=JSON).status_code == 200
    assert words(session, cast.salma) == ["بعدها", "عُرضت"]
    assert signed_in(cast.basel).post(address, sent, content_type=JSON).status_code == 403
    for path in (address, entry, f"{entry}versions/"):
        assert signed_in(cast.gharib).get(path).status_code == 404
    assert layla.delete(entry).status_code == 204
    assert layla.get(entry).status_code == 404
