"""Dossiers: what they say, that the worker makes and freezes them, sending, voiding, verifying."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import docx
import openpyxl
import pypdfium2
import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from docx.oxml.ns import qn

from files.examining import examine_bytes
from files.models import StoredFile
from journal.actors import Actor
from journal.models import Due
from journal.refusals import Conflict, Refused
from legislation.actions import (
    advance_dossier,
    fail_dossier,
    freeze_dossier,
    note_receipt,
    retry_dossier,
    send_dossier,
    void_dossier,
)
from legislation.akoma import read
from legislation.models import Dossier, Round
from legislation.permissions import can_create_dossier, can_send_dossier, dossiers_for
from legislation.queries import shown_of_round, verified_dossier
from legislation.tasks.dossiers import give_up_dossier, write_dossier
from tests.entries import entries_left
from tests.factories import NAMES, Cast, signed_in
from tests.files.samples import pdf
from tests.legislation.compiled import (
    asked_for,
    bare_round,
    change,
    decided_round,
    frozen_dossier,
    proposed,
    sent_dossier,
    shorter,
)
from tests.legislation.made import article, published_law

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def storage(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


def content_of(file: StoredFile | None) -> bytes:
    assert file is not None
    return Path(file.content.path).read_bytes()


# What it says ---------------------------------------------------------------------------------------------------------
def test_a_dossier_says_what_was_adopted_and_what_becomes_of_the_law(cast: Cast) -> None:
    said = shown_of_round(decided_round(cast))
    assert [each["title"] for each in said["proposals"]] == ["نطاق القانون ونفقات التطوع", "مصطلح واحد للهيئة"]
    assert [(each["place"], each["kind"]) for each in said["changes"]] == [
        ("مادة 2", "replace"),
        ("مادة 4 مكرر", "insert_after"),
        ("مادة 5", "repeal"),
        ("", "replace_term"),
    ]
    assert said["changes"][3]["hits"] == [{"place": "مادة 6", "count": 1}, {"place": "مادة 9", "count": 2}]
    assert said["proposals"][0]["endorsed_by"] == [str(cast.association)]
    states = {each["label"]: each["state"] for each in said["law"] if each["state"] != "same"}
    assert states == {
        "مادة 2": "changed",
        "مادة 4 مكرر": "inserted",
        "مادة 5": "repealed",
        "مادة 6": "changed",
        "مادة 9": "changed",
    }
    assert said["proposals_put_forward"] == 4


def test_the_worker_makes_five_files_tells_how_far_it_is_and_freezes_them(cast: Cast) -> None:
    round_row = decided_round(cast)
    stream = round_row.stream
    with entries_left() as left:
        row = asked_for(cast, round_row)
    assert (row.number, row.status, len(row.code), row.items.count()) == (1, "making", 14, 2)
    assert Due.objects.get(key=f"dossier.{row.pk}").task == "write_dossier"
    assert left == [(stream, "dossier_created", row.pk, {})]
    with entries_left() as left:
        write_dossier(row.pk)
        write_dossier(row.pk)
    row.refresh_from_db()
    told = [(event, facts) for _stream, event, _pk, facts in left]
    assert told[:-1] == [("dossier_advanced", {"progress": percent}) for percent in (5, 23, 41, 59, 77)]
    assert told[-1] == ("dossier_frozen", {"sha256": row.sha256})
    assert (row.status, row.progress) == ("frozen", 100)
    assert hashlib.sha256(content_of(row.pdf)).hexdigest() == row.sha256
    for name in ("pdf", "docx", "xlsx", "akn", "json"):
        file = getattr(row, name)
        assert hashlib.sha256(content_of(file)).hexdigest() == file.sha256


def test_every_format_holds_what_was_adopted(cast: Cast) -> None:
    row = frozen_dossier(cast, letter="تحية طيبة وبعد")
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content_of(row.pdf))]
    assert len(pages) >= 4
    assert any(sorted(row.code) == sorted(word) for word in pages[-1].split())
    paper = docx.Document(BytesIO(content_of(row.docx)))
    removed = "".join(each.text or "" for each in paper.element.body.iter(qn("w:delText")))
    assert "نفقات الانتقال" in removed  # article 5 is repealed, as a tracked change
    assert {each.get(qn("w:author")) for each in paper.element.body.iter(qn("w:ins"))} == {
        f"{cast.other} ({row.round.code}-001)",
        f"{cast.other} ({row.round.code}-002)",
    }
    proposed = [row.cells[2].paragraphs[0].runs for row in paper.tables[0].rows[1:]]
    assert any(each.font.strike for each in proposed[0])  # article 2 is reworded: what goes is struck out beside it
    assert any(each.underline for each in proposed[0])
    book = openpyxl.load_workbook(BytesIO(content_of(row.xlsx)))
    assert [sheet.max_row for sheet in book.worksheets] == [5, 3, 22]
    draft, work = read(content_of(row.akn))
    labels = [node.label for node in draft.articles()]
    assert "مادة 4 مكرر" in labels
    assert "مادة 5" not in labels
    assert work.number == "12"
    whole = json.loads(content_of(row.json))
    assert (whole["code"], whole["letter"], len(whole["changes"])) == (row.code, "تحية طيبة وبعد", 4)


def test_what_people_wrote_is_no_command_on_paper(cast: Cast) -> None:
    round_row = bare_round(cast, published_law(cast))
    hostile = proposed(cast, round_row, '#panic("x") ] $ \\', rationale='*نص* #read("/etc/passwd") ```\n\n= عنوان')
    change(hostile, article(round_row.instrument, 2), new_text='#include "x" <label> @ref _ـ_ //')
    row = frozen_dossier(cast, round_row, letter="#letter\n\n```", addressee="] وزارة [")
    words = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content_of(row.pdf)))
    assert "panic" in words
    assert "passwd" in words


# Who may, and when ----------------------------------------------------------------------------------------------------
def test_dossiers_are_made_and_sent_by_who_leads(cast: Cast) -> None:
    round_row = decided_round(cast)
    assert cast.who(can_create_dossier, round_row) == "basel"
    row = frozen_dossier(cast, round_row)
    assert cast.who(can_send_dossier, row) == "basel"
    for name in NAMES:
        if name == "basel":
            continue
        who: dict[str, Any] = {"actor": cast.actor(name), "dossier": row}
        with pytest.raises(Refused):
            send_dossier(**who, sent_on=timezone.localdate())
        with pytest.raises(Refused):
            void_dossier(**who, reason="لا")
        with pytest.raises(Refused):
            note_receipt(**who, receipt_number="1")
        with pytest.raises(Refused):
            retry_dossier(**who)
    with pytest.raises(Refused):
        freeze_dossier(actor=cast.actor("basel"), dossier=row, files={})
    with pytest.raises(Refused):
        fail_dossier(actor=cast.actor("basel"), dossier=row)
    with pytest.raises(Refused):
        advance_dossier(actor=cast.actor("basel"), dossier=row, progress=1)


@pytest.mark.parametrize("status", ["prepared", "open", "frozen", "answered", "archived"])
def test_create_dossier_refuses_a_round_that_is_not_decided(cast: Cast, status: str) -> None:
    with pytest.raises(Conflict) as refusal:
        asked_for(cast, decided_round(cast, status=status))
    assert refusal.value.code == "wrong_status"


def test_create_dossier_refuses_what_holds_nothing_or_contradicts_itself(cast: Cast) -> None:
    round_row = bare_round(cast, published_law(cast))
    with pytest.raises(Conflict) as empty:
        asked_for(cast, round_row)
    assert empty.value.code == "nothing_adopted"
    place = article(round_row.instrument, 2)
    for words in ("نص أول", "نص ثان"):
        change(proposed(cast, round_row, words), place, new_text=words)
    with pytest.raises(Conflict) as rivals:
        asked_for(cast, round_row)
    assert rivals.value.code == "adopted_compete"
    assert f"{round_row.code}-001" in rivals.value.detail
    with pytest.raises(ValidationError) as nobody:
        asked_for(cast, round_row, addressee=" ")
    assert "addressee" in nobody.value.error_dict


def test_create_dossier_asked_twice_is_one(cast: Cast) -> None:
    round_row, key = decided_round(cast), uuid4()
    first = asked_for(cast, round_row, client_id=key)
    assert asked_for(cast, round_row, client_id=key) == first
    with pytest.raises(Conflict) as other:
        asked_for(cast, round_row, client_id=key, addressee="مديرية")
    assert other.value.code == "client_id_reused"
    with pytest.raises(Conflict) as making:
        asked_for(cast, round_row)
    assert making.value.code == "being_made"
    write_dossier(first.pk)
    with pytest.raises(Conflict) as standing:
        asked_for(cast, round_row)
    assert standing.value.code == "dossier_stands"
    void_dossier(actor=cast.actor("basel"), dossier=Dossier.objects.get(pk=first.pk), reason="خطأ في الكتاب")
    assert asked_for(cast, round_row).number == 2


def test_what_could_not_be_made_is_made_again(cast: Cast) -> None:
    row = asked_for(cast, decided_round(cast))
    with entries_left() as left:
        give_up_dossier(row.pk)
        give_up_dossier(row.pk)
    code = f"{row.round.code}/1"
    assert left == [
        (row.round.stream, "dossier_failed", row.pk, {}),
        (f"user.{cast.basel.pk}", "dossier_failed", row.pk, {"code": code}),
    ]
    row.refresh_from_db()
    with entries_left() as left:
        retry_dossier(actor=cast.actor("basel"), dossier=row)
        retry_dossier(actor=cast.actor("basel"), dossier=row)
    assert [event for _stream, event, _pk, _facts in left] == ["dossier_retried"]
    write_dossier(row.pk)
    row.refresh_from_db()
    assert row.status == "frozen"
    with pytest.raises(Conflict):
        retry_dossier(actor=cast.actor("basel"), dossier=row)


# Sent and void --------------------------------------------------------------------------------------------------------
def test_send_dossier_moves_the_round_and_keeps_the_receipt(cast: Cast) -> None:
    row, today = frozen_dossier(cast), timezone.localdate()
    scan = examine_bytes(pdf(), "receipt.pdf")
    sending: dict[str, Any] = {"actor": cast.actor("basel"), "dossier": row, "sent_on": today}
    with entries_left() as left:
        sent = send_dossier(**sending, receipt_number="١٢/٢٠٢٦", scan=scan)
        send_dossier(**sending)
    assert left == [
        (row.round.stream, "dossier_sent", row.pk, {}),
        (f"user.{cast.omar.pk}", "dossier_sent", row.pk, {"code": f"{row.round.code}/1"}),
    ]
    assert (sent.status, sent.sent_by, sent.receipt_number) == ("sent", cast.basel, "١٢/٢٠٢٦")
    assert sent.receipt_scan is not None
    assert Round.objects.get(pk=row.round_id).status == "dossier_sent"
    with pytest.raises(Conflict):
        send_dossier(**{**sending, "sent_on": today - timedelta(days=1)})


def test_send_dossier_refuses_a_round_that_was_taken_up_again(cast: Cast) -> None:
    row = frozen_dossier(cast)
    Round.objects.filter(pk=row.round_id).update(status="frozen")
    with pytest.raises(Conflict) as refusal:
        send_dossier(actor=cast.actor("basel"), dossier=row, sent_on=timezone.localdate())
    assert refusal.value.code == "wrong_status"


def test_send_dossier_refuses_other_days_and_what_is_no_paper(cast: Cast) -> None:
    row, today = frozen_dossier(cast), timezone.localdate()
    for day, code in ((today + timedelta(days=1), "in_the_future"), (today - timedelta(days=1), "before_it_was_made")):
        with pytest.raises(ValidationError) as wrong:
            send_dossier(actor=cast.actor("basel"), dossier=row, sent_on=day)
        assert wrong.value.error_dict["sent_on"][0].code == code
    words = examine_bytes("وصل".encode(), "receipt.txt")
    with pytest.raises(ValidationError) as no_paper:
        send_dossier(actor=cast.actor("basel"), dossier=row, sent_on=today, scan=words)
    assert no_paper.value.error_dict["scan"][0].code == "no_paper"
    with pytest.raises(Conflict):
        note_receipt(actor=cast.actor("basel"), dossier=row, receipt_number="7")


def test_a_receipt_that_comes_later_is_noted(cast: Cast) -> None:
    row = sent_dossier(cast)
    with entries_left() as left:
        noted = note_receipt(actor=cast.actor("basel"), dossier=row, receipt_number="77")
    assert (noted.receipt_number, left) == ("77", [(row.round.stream, "dossier_receipt_noted", row.pk, {})])
    with pytest.raises(ValidationError):
        note_receipt(actor=cast.actor("basel"), dossier=row, receipt_number=" ")
    answer = signed_in(cast.basel).get(f"/dossiers/{row.pk}/receipt.pdf")
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    assert signed_in(cast.omar).get(f"/dossiers/{row.pk}/receipt.pdf").status_code == 404


def test_void_dossier_says_why_and_is_seen_by_who_leads(cast: Cast) -> None:
    row = sent_dossier(cast)
    with pytest.raises(ValidationError):
        void_dossier(actor=cast.actor("basel"), dossier=row, reason=" ")
    with entries_left() as left:
        void_dossier(actor=cast.actor("basel"), dossier=row, reason="رقم خاطئ")
        void_dossier(actor=cast.actor("basel"), dossier=row, reason="رقم خاطئ")
    code = row.round.code
    assert left == [
        (row.round.stream, "dossier_voided", row.pk, {}),
        (
            row.round.stream,
            "round_status_changed",
            row.round_id,
            {"code": code, "status": "decided", "before": "dossier_sent"},
        ),
    ]
    seen = [name for name in NAMES if dossiers_for(getattr(cast, name)).filter(pk=row.pk).exists()]
    assert seen == ["basel"]
    page = Client().get(f"/dossiers/verify/{row.code}/").content.decode()
    assert "رقم خاطئ" in page


# Verifying ------------------------------------------------------------------------------------------------------------
def test_everybody_verifies_a_copy_in_each_format(cast: Cast) -> None:
    row = frozen_dossier(cast)
    client, address = Client(), f"/dossiers/verify/{row.code}/"
    page = client.get(address)
    assert page.status_code == 200
    assert row.round.title not in page.content.decode()  # the round is not for everybody
    for name in ("pdf", "docx", "json"):
        copy = SimpleUploadedFile(f"copy.{name}", content_of(getattr(row, name)))
        assert (
            "ملفكم هو هذه الوثيقة"
            in client.post(address, {"file": copy}, headers={"accept-language": "ar"}).content.decode()
        )
    other = SimpleUploadedFile("copy.pdf", content_of(row.pdf) + b"\n")
    assert "ليس هذه الوثيقة" in client.post(address, {"file": other}).content.decode()
    facts = client.get(f"/api/dossiers/verify/{row.code.lower()}/").json()
    assert (facts["number"], facts["sha256"]["pdf"]) == (1, row.sha256)
    assert verified_dossier("7K3Q-F9XM-2BCD") is None
    assert client.get(f"/verify/{row.code}/").headers["Location"] == address  # where codes of all documents are typed
    assert client.get("/dossiers/verify/7K3Q-F9XM-2BCD/").status_code == 404


def test_one_that_is_being_made_verifies_nothing(cast: Cast) -> None:
    row = asked_for(cast, decided_round(cast))
    assert verified_dossier(row.code) is None
    with pytest.raises(Refused):
        freeze_dossier(actor=Actor(cast.salma), dossier=row, files={})


def test_articles_shortened_in_a_round_keep_their_beginning(cast: Cast) -> None:
    law = published_law(cast)
    assert shorter(article(law, 2)).startswith("تسري أحكام")
