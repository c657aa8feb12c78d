"""Sheets that are printed, filled in by hand, and typed in later with their photo."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pypdfium2
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from files.actions import store_file
from files.examining import Examined, examine_bytes
from journal.refusals import Conflict, Refused
from meetings.actions import (
    cast_vote,
    create_ballot,
    enter_attendance_sheet,
    enter_ballot_sheet,
    open_ballot,
    print_sheet,
)
from meetings.models import Attendance, Ballot, PaperSheet, Participant, Session, Vote
from meetings.permissions import (
    can_enter_attendance_sheet,
    can_enter_ballot_sheet,
    can_print_sheet,
    sheets_for,
)
from tests.entries import entries_left
from tests.factories import Cast, signed_in
from tests.files.samples import png
from tests.meetings.entering import come_in
from tests.meetings.made import chair_of, make_item, open_session, standing_body

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture
def session(cast: Cast, settings: Any, tmp_path: Any) -> Session:
    settings.MEDIA_ROOT = tmp_path
    return open_session(cast, standing_body(cast, quorum=50))


def photo() -> Examined:
    return examine_bytes(png(), "ورقة.png")


def printed(cast: Cast, session: Session, ballot: Ballot | None = None) -> PaperSheet:
    kind = "attendance" if ballot is None else "ballot"
    return print_sheet(actor=chair_of(cast), session=session, kind=kind, ballot=ballot)


def asked(cast: Cast, session: Session, method: str = "named", **more: Any) -> Ballot:
    given = {"client_id": uuid4(), "question": "إقرار جدول الأعمال؟", "method": method, **more}
    return create_ballot(actor=chair_of(cast), session=session, **given)


def there(cast: Cast, session: Session) -> None:
    come_in(cast, session, "basel")
    come_in(cast, session, "omar")


def people(session: Session, *names: Any) -> list[Participant]:
    return list(session.body.participants.filter(person__in=names))


def choices(ballot: Ballot) -> dict[str, int]:
    return {each.kind: each.pk for each in ballot.choices.all()}


def over(session: Session) -> None:
    Session.objects.filter(pk=session.pk).update(status="closed", closed_at=timezone.now())
    session.attendances.filter(left_at=None).update(left_at=timezone.now())


# Printing -------------------------------------------------------------------------------------------------------------
def test_print_sheet_gives_it_a_code_and_prints_it_again(cast: Cast, session: Session) -> None:
    assert cast.who(can_print_sheet, session) == ""
    with entries_left() as left:
        sheet = printed(cast, session)
        assert printed(cast, session) == sheet
    assert left == [(session.stream, "sheet_printed", session.pk, {"sheet": sheet.pk})]
    assert sheet.code.startswith("S-")
    assert len(sheet.code) == 8
    with pytest.raises(Refused):
        print_sheet(actor=cast.actor("basel"), session=session, kind="attendance")


def test_print_sheet_refuses_what_is_no_sheet(cast: Cast, session: Session) -> None:
    elsewhere = asked(cast, open_session(cast, session.body))
    for given in ({"kind": "poster"}, {"kind": "ballot"}, {"kind": "ballot", "ballot": elsewhere}):
        with pytest.raises(ValidationError):
            print_sheet(actor=chair_of(cast), session=session, **given)


def test_who_sees_sheets_and_types_them_in(cast: Cast, session: Session) -> None:
    sheet = printed(cast, session)
    assert cast.who(can_enter_attendance_sheet, sheet) == cast.who(can_enter_ballot_sheet, sheet) == ""
    assert can_enter_attendance_sheet(chair_of(cast), sheet)
    assert can_enter_ballot_sheet(chair_of(cast), sheet)
    assert list(sheets_for(cast.salma)) == [sheet]
    assert not sheets_for(cast.basel)


# Attendance -----------------------------------------------------------------------------------------------------------
def test_enter_attendance_sheet_notes_who_signed_with_the_photo(cast: Cast, session: Session) -> None:
    sheet = printed(cast, session)
    with pytest.raises(ValidationError) as no:
        enter_attendance_sheet(actor=chair_of(cast), sheet=sheet, people=people(session, cast.omar))
    assert no.value.error_dict["photo"][0].code == "photo_required"
    with entries_left() as left:
        signed = people(session, cast.omar, cast.hala)
        sheet = enter_attendance_sheet(actor=chair_of(cast), sheet=sheet, people=signed, photos=[photo()])
    rows = Attendance.objects.filter(session=session)
    assert {(each.way, each.sheet, each.person) for each in rows} == {("paper", sheet, cast.salma)}
    assert (sheet.entered_by, sheet.photos.count(), sheet.photos_count) == (cast.salma, 1, 1)
    assert left[-1] == (session.stream, "sheet_entered", session.pk, {"sheet": sheet.pk, "people": 2})
    assert [each.event for each in left].count("session_entered") == 2
    enter_attendance_sheet(actor=chair_of(cast), sheet=sheet, people=people(session, cast.omar, cast.basel))
    assert Attendance.objects.filter(way="paper").count() == 3


def test_a_sheet_is_typed_in_after_the_session(cast: Cast, session: Session) -> None:
    sheet = printed(cast, session)
    over(session)
    enter_attendance_sheet(actor=chair_of(cast), sheet=sheet, people=people(session, cast.omar), photos=[photo()])
    assert Attendance.objects.get().left_at is not None
    Session.objects.filter(pk=session.pk).update(status="minutes_approved")
    with pytest.raises(Conflict) as no:
        enter_attendance_sheet(actor=chair_of(cast), sheet=sheet, people=people(session, cast.basel))
    assert no.value.code == "doors_closed"


def test_a_sheet_has_several_photos_and_more_may_follow(cast: Cast, session: Session) -> None:
    sheet, salma = printed(cast, session), signed_in(cast.salma)
    omar = people(session, cast.omar)[0]
    given = {"people": [omar.pk], "photo": [upload(), upload()]}
    assert salma.post(address("enter_sheet", sheet.pk), given).status_code == 302
    page = salma.get(address("sheets", session.pk)).content.decode()
    first = address("sheet_photo", sheet.pk)
    assert (f'"{first}"' in page, f'"{first}?number=2"' in page) == (True, True)
    assert [salma.get(f"{first}?number={each}").status_code for each in ("1", "2", "3", "x")] == [200, 200, 404, 404]
    enter_attendance_sheet(actor=chair_of(cast), sheet=sheet, people=[], photos=[photo()])
    sheet.refresh_from_db()
    assert [each.number for each in sheet.photos.all()] == [1, 2, 3]
    with pytest.raises(ValidationError) as no:
        enter_attendance_sheet(actor=chair_of(cast), sheet=sheet, people=[], photos=[photo()] * 10)
    assert no.value.error_dict["photo"][0].code == "too_many"
    assert sheet.photos.count() == 3


def test_only_a_photo_or_a_scan_is_evidence(cast: Cast, session: Session) -> None:
    sheet = printed(cast, session)
    words = examine_bytes(b"no photo", "x.txt")
    with pytest.raises(ValidationError) as no:
        enter_attendance_sheet(actor=chair_of(cast), sheet=sheet, people=[], photos=[words])
    assert no.value.error_dict["photo"][0].code == "kind_not_taken"
    assert "x.txt" in no.value.messages[0]
    with pytest.raises(Refused):
        enter_attendance_sheet(actor=cast.actor("hala"), sheet=sheet, people=[], photos=[photo()])


# Votes ----------------------------------------------------------------------------------------------------------------
def test_enter_ballot_sheet_closes_a_show_of_hands(cast: Cast, session: Session) -> None:
    there(cast, session)
    ballot = asked(cast, session, "hands")
    open_ballot(actor=chair_of(cast), ballot=ballot)
    sheet, known = printed(cast, session, ballot), choices(ballot)
    counts = {known["yes"]: 2, known["no"]: 0, known["abstain"]: 0}
    with entries_left() as left:
        enter_ballot_sheet(actor=chair_of(cast), sheet=sheet, counts=counts, photos=[photo()])
    ballot.refresh_from_db()
    assert (ballot.status, ballot.is_passed) == ("closed", True)
    assert left == [
        (session.stream, "sheet_entered", session.pk, {"sheet": sheet.pk, "ballot": ballot.pk}),
        (session.stream, "ballot_closed", ballot.pk, {}),
    ]
    with pytest.raises(Conflict) as no:
        enter_ballot_sheet(actor=chair_of(cast), sheet=sheet, counts=counts, photos=[photo()])
    assert no.value.code == "entered_already"


def test_a_vote_on_paper_alone_opens_counts_and_closes(cast: Cast, session: Session) -> None:
    there(cast, session)
    ballot = asked(cast, session)
    sheet, known = printed(cast, session, ballot), choices(ballot)
    over(session)
    votes = {cast.association.pk: known["yes"], cast.other.pk: known["no"]}
    enter_ballot_sheet(actor=chair_of(cast), sheet=sheet, votes=votes, photos=[photo()])
    ballot.refresh_from_db()
    assert (ballot.status, ballot.present, ballot.eligible) == ("closed", 2, 2)
    assert {each.organization: each.person for each in Vote.objects.all()} == {
        cast.association: cast.salma,
        cast.other: cast.salma,
    }


def test_paper_and_screens_count_once(cast: Cast, session: Session) -> None:
    there(cast, session)
    ballot = asked(cast, session)
    open_ballot(actor=chair_of(cast), ballot=ballot)
    known = choices(ballot)
    cast_vote(actor=cast.actor("basel"), ballot=ballot, choice=ballot.choices.get(kind="yes"))
    sheet = printed(cast, session, ballot)
    both = {cast.association.pk: known["no"], cast.other.pk: known["no"]}
    with pytest.raises(Conflict) as no:
        enter_ballot_sheet(actor=chair_of(cast), sheet=sheet, votes=both, photos=[photo()])
    assert no.value.code == "already_voted"
    enter_ballot_sheet(actor=chair_of(cast), sheet=sheet, votes={cast.other.pk: known["no"]}, photos=[photo()])
    ballot.refresh_from_db()
    assert ballot.status == "open"  # others may still vote here
    assert sorted(ballot.choices.values_list("votes", flat=True)) == [0, 1, 1]


def test_slips_of_a_secret_vote_leave_totals_and_who_voted(cast: Cast, session: Session) -> None:
    there(cast, session)
    ballot = asked(cast, session, "secret")
    sheet, known = printed(cast, session, ballot), choices(ballot)
    voted = [cast.association.pk, cast.other.pk]
    refused: list[str] = []
    for counts, who in (({known["yes"]: 1}, voted), ({known["yes"]: 1}, voted[:1]), ({}, voted)):
        with pytest.raises(ValidationError) as no:
            enter_ballot_sheet(actor=chair_of(cast), sheet=sheet, counts=counts, voted=who, photos=[photo()])
        refused += [str(each.code) for errors in no.value.error_dict.values() for each in errors]
    assert refused == ["not_the_same_number", "not_secret", "counts_required"]
    counts = {known["yes"]: 1, known["no"]: 1}
    enter_ballot_sheet(actor=chair_of(cast), sheet=sheet, counts=counts, voted=voted, photos=[photo()])
    assert not Vote.objects.exists()
    assert list(ballot.electors.values_list("has_voted", flat=True)) == [True, True]
    assert sorted(ballot.choices.values_list("votes", flat=True)) == [0, 1, 1]


def test_enter_ballot_sheet_refuses_without_quorum_and_who_was_not_there(cast: Cast, session: Session) -> None:
    ballot = asked(cast, session)
    sheet, known = printed(cast, session, ballot), choices(ballot)
    given: dict[str, Any] = {"votes": {cast.other.pk: known["yes"]}, "photos": [photo()]}
    with pytest.raises(Conflict) as no:
        enter_ballot_sheet(actor=chair_of(cast), sheet=sheet, **given)
    assert no.value.code == "no_quorum"
    come_in(cast, session, "basel")
    with pytest.raises(ValidationError) as absent:
        enter_ballot_sheet(actor=chair_of(cast), sheet=sheet, **{**given, "photos": [photo()]})
    assert absent.value.error_dict["votes"][0].code == "not_eligible"
    with pytest.raises(Refused):
        enter_ballot_sheet(actor=cast.actor("basel"), sheet=sheet, **{**given, "photos": [photo()]})


# Pages ----------------------------------------------------------------------------------------------------------------
def address(name: str, pk: int) -> str:
    return reverse(f"meetings:{name}", args=[pk])


def upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("ورقة.png", png(), content_type="image/png")


def test_from_the_print_to_the_photo(cast: Cast, session: Session) -> None:
    salma = signed_in(cast.salma)
    paper = salma.post(address("print_sheet", session.pk), {"kind": "attendance"})["Location"]
    sheet = PaperSheet.objects.get()
    assert paper == address("sheet_paper", sheet.pk)
    content = salma.get(paper)
    assert (content["Content-Type"], content.content[:5]) == ("application/pdf", b"%PDF-")
    found = salma.get(f"{address('sheets', session.pk)}?code={sheet.code.lower()}")
    assert found["Location"] == address("enter_sheet", sheet.pk)
    omar = people(session, cast.omar)[0]
    assert "errorlist" in salma.post(found["Location"], {"people": [omar.pk]}).content.decode()
    answer = salma.post(found["Location"], {"people": [omar.pk], "photo": upload()})
    assert answer["Location"] == address("sheets", session.pk)
    assert Attendance.objects.get().participant == omar
    page = salma.get(address("sheets", session.pk)).content.decode()
    assert address("sheet_photo", sheet.pk) in page
    assert salma.get(address("sheet_photo", sheet.pk)).status_code == 200


@pytest.mark.parametrize("method", ["hands", "named", "secret"])
def test_ballots_are_printed_and_typed_in(cast: Cast, session: Session, method: str) -> None:
    there(cast, session)
    ballot, salma = asked(cast, session, method), signed_in(cast.salma)
    paper = salma.post(address("print_sheet", session.pk), {"kind": "ballot", "ballot": ballot.pk})["Location"]
    assert salma.get(paper).content[:5] == b"%PDF-"
    sheet, known = PaperSheet.objects.get(), choices(ballot)
    given: dict[str, Any] = {f"votes_{pk}": 0 for pk in known.values()} | {f"votes_{known['yes']}": 2}
    if method == "named":
        given = {f"said_{each.pk}": known["yes"] for each in (cast.association, cast.other)}
    if method == "secret":
        given["voted"] = [cast.association.pk, cast.other.pk]
    answer = salma.post(address("enter_sheet", sheet.pk), {**given, "photo": upload()})
    assert answer.status_code == 302
    ballot.refresh_from_db()
    assert (ballot.status, ballot.is_passed) == ("closed", True)


def test_slips_of_a_secret_vote_tell_nothing_of_whose_they_are(cast: Cast, session: Session) -> None:
    sheet = printed(cast, session, asked(cast, session, "secret"))
    content = signed_in(cast.salma).get(address("sheet_paper", sheet.pk)).content
    roll, slips = (each.get_textpage().get_text_range() for each in pypdfium2.PdfDocument(content))
    assert any(letter.isdigit() for letter in roll)
    assert not any(letter.isascii() and letter.isalnum() for letter in slips)  # no code, no number


def test_whose_pages_these_are_not(cast: Cast, session: Session) -> None:
    sheet = printed(cast, session)
    names = [("sheets", session.pk), ("enter_sheet", sheet.pk), ("sheet_paper", sheet.pk), ("sheet_photo", sheet.pk)]
    for name, pk in names:
        assert signed_in(cast.basel).get(address(name, pk)).status_code == 404
        assert signed_in(cast.gharib).get(address(name, pk)).status_code == 404
    assert signed_in(cast.basel).post(address("print_sheet", session.pk), {"kind": "attendance"}).status_code == 404


def test_the_agenda_is_printed_by_whoever_sees_the_session(cast: Cast, session: Session) -> None:
    make_item(cast, session, title="كلمة الافتتاح")
    assert signed_in(cast.omar).get(address("agenda_paper", session.pk)).content[:5] == b"%PDF-"
    assert Client().get(address("agenda_paper", session.pk)).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_however_many(
    cast: Cast, session: Session, number: int, django_assert_num_queries: Any
) -> None:
    for _each in range(number):
        printed(cast, session, asked(cast, session))
    client = signed_in(cast.salma)
    client.get(address("sheets", session.pk))
    with django_assert_num_queries(25):
        client.get(address("sheets", session.pk))


# Calls ----------------------------------------------------------------------------------------------------------------
def test_the_api_prints_and_types_in(cast: Cast, session: Session) -> None:
    there(cast, session)
    ballot, salma = asked(cast, session, "hands"), signed_in(cast.salma)
    calls = f"/api/sessions/{session.pk}/paper-sheets/"
    given = {"kind": "ballot", "ballot": ballot.pk}
    first = salma.post(calls, given, content_type="application/json")
    again = salma.post(calls, given, content_type="application/json")
    assert (first.status_code, again.status_code) == (201, 200)
    file = store_file(actor=chair_of(cast), examined=photo())
    counts = [{"choice": pk, "votes": 1 if kind == "yes" else 0} for kind, pk in choices(ballot).items()]
    entry = f"/api/paper-sheets/{first.json()['id']}/entry/"
    without = salma.put(entry, {"counts": counts}, content_type="application/json")
    assert without.status_code == 400
    both = {"photos": [store_file(actor=chair_of(cast), examined=photo()).pk], "photo": file.pk}
    told = salma.put(entry, {"counts": counts, **both}, content_type="application/json").json()
    assert told["entered_by"] == cast.salma.pk
    assert told["photo"] == f"/paper-sheets/{told['id']}/photo/"
    assert told["photos"] == [told["photo"], f"{told['photo']}?number=2"]
    twice = salma.put(entry, {"counts": counts, "photo": file.pk}, content_type="application/json")
    assert (twice.status_code, twice.json()["code"]) == (409, "entered_already")
    assert [each["id"] for each in salma.get(calls).json()] == [told["id"]]
    assert signed_in(cast.basel).get(calls).status_code == 404


def test_the_api_notes_who_signed(cast: Cast, session: Session) -> None:
    sheet, salma = printed(cast, session), signed_in(cast.salma)
    file = store_file(actor=chair_of(cast), examined=photo())
    omar = people(session, cast.omar)[0]
    entry = {"participants": [omar.pk], "photo": file.pk}
    assert salma.put(f"/api/paper-sheets/{sheet.pk}/entry/", entry, content_type="application/json").status_code == 200
    assert Attendance.objects.get().sheet == sheet
    assert signed_in(cast.gharib).put(f"/api/paper-sheets/{sheet.pk}/entry/", {}).status_code == 404
