"""Texts on their way in: brought, with what looks wrong in them; answered, thrown away."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from uuid import uuid4

import docx
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from files.models import StoredFile
from journal.actors import Actor
from journal.refusals import Conflict, Refused
from legislation import permissions
from legislation.actions import (
    accept_import_doubt,
    create_import,
    discard_import,
    edit_import,
    note_citations,
    publish_import,
    reopen_import_doubt,
)
from legislation.akoma import Work, written
from legislation.bringing import Expected, pasted
from legislation.forms.imports import read
from legislation.models import ProvisionText, TextImport
from legislation.parsing import letters, parse
from legislation.queries.imports import letters_lost
from legislation.queries.texts import text_on
from tests.entries import entries_left
from tests.factories import Cast, signed_in
from tests.files.samples import pdf
from tests.legislation.brought import GAP, TEXT, a_file, an_import, bare_law, told
from tests.legislation.test_akoma import BOMB, ON
from tests.legislation.test_sources import as_docx

pytestmark = [pytest.mark.both, pytest.mark.django_db]
LAW = Path("../shared/samples/law-93-1958.ar.txt")


def test_who_brings_and_looks_through_texts(cast: Cast) -> None:
    text_import = an_import(cast, text=GAP)
    law, doubt = text_import.instrument, text_import.doubts.get()
    row = text_import.nodes.all()[0]
    brought_text = pasted(TEXT, Expected("sy"))
    for name in ("basel", "hala", "omar", "rania", "gharib"):
        actor = cast.actor(name)
        assert not permissions.can_create_import(actor, law)
        assert not permissions.can_edit_import_row(actor, row)
        assert text_import not in permissions.imports_for(actor.user)
        with pytest.raises(Refused):
            create_import(actor=actor, instrument=law, brought=brought_text, client_id=uuid4())
        with pytest.raises(Refused):
            accept_import_doubt(actor=actor, doubt=doubt)
        with pytest.raises(Refused):
            reopen_import_doubt(actor=actor, doubt=doubt)
        with pytest.raises(Refused):
            discard_import(actor=actor, text_import=text_import)
        with pytest.raises(Refused):
            publish_import(actor=actor, text_import=text_import)


def test_a_text_becomes_rows_and_a_repeat_is_the_same_one(cast: Cast) -> None:
    law, client_id = bare_law(cast), uuid4()
    read_text = pasted(TEXT, Expected("sy"))
    with entries_left() as left:
        made = create_import(actor=cast.actor("salma"), instrument=law, brought=read_text, client_id=client_id)
        again = create_import(actor=cast.actor("salma"), instrument=law, brought=read_text, client_id=client_id)
    assert again == made
    assert left == [(f"user.{cast.salma.pk}", "import_created", made.pk, {})]
    assert made.title == "قانون الملتقيات (قانون 7 لعام 2020)"
    assert told(made)[:4] == [
        ("", "part", "الباب الأول", ""),
        ("الباب الأول", "article", "مادة 1", "يقصد بالملتقى كل اجتماع تنسيقي."),
        ("الباب الأول", "article", "مادة 2", "يكون للملتقى:"),
        ("مادة 2", "paragraph", "أ", "أمانة سر."),
    ]
    assert letters_lost(made, list(made.nodes.all())) == 0
    other = pasted(GAP, Expected("sy"))
    with pytest.raises(Conflict) as refusal:
        create_import(actor=cast.actor("salma"), instrument=law, brought=other, client_id=client_id)
    assert refusal.value.code == "client_id_reused"


def test_what_looks_wrong_stops_it_until_somebody_says_that_it_is_right(cast: Cast) -> None:
    text_import, salma = an_import(cast, text=GAP), cast.actor("salma")
    doubt = text_import.doubts.get()
    assert (doubt.code, doubt.facts, doubt.is_grave) == ("gap", {"found": 5, "expected": 4}, True)
    with pytest.raises(Conflict) as refusal:
        publish_import(actor=salma, text_import=text_import)
    assert refusal.value.code == "doubts_open"
    with entries_left() as left:
        accept_import_doubt(actor=salma, doubt=doubt)
        accept_import_doubt(actor=salma, doubt=doubt)
        reopen_import_doubt(actor=salma, doubt=doubt)
        reopen_import_doubt(actor=salma, doubt=doubt)
        accept_import_doubt(actor=salma, doubt=doubt)
    facts = {"doubt": doubt.pk, "code": "gap"}
    stream = f"user.{cast.salma.pk}"
    assert [each.event for each in left] == [
        *("import_doubt_accepted", "import_doubt_reopened", "import_doubt_accepted"),
    ]
    assert left[0] == (stream, "import_doubt_accepted", text_import.pk, facts)
    publish_import(actor=salma, text_import=text_import)
    with pytest.raises(Conflict) as refusal:
        reopen_import_doubt(actor=salma, doubt=doubt)
    assert refusal.value.code == "wrong_status"


def test_one_is_thrown_away_with_its_file_unless_it_is_published(cast: Cast) -> None:
    salma, law = cast.actor("salma"), bare_law(cast)
    text_import = a_file(cast, law, TEXT.encode(), "law.txt")
    file = text_import.file
    assert file is not None
    with entries_left() as left:
        discard_import(actor=salma, text_import=text_import)
        discard_import(actor=salma, text_import=text_import)
    assert left == [(f"user.{cast.salma.pk}", "import_discarded", text_import.pk, {})]
    assert not StoredFile.objects.filter(pk=file.pk).exists()
    published = an_import(cast, law)
    publish_import(actor=salma, text_import=published)
    with pytest.raises(Conflict) as refusal:
        discard_import(actor=salma, text_import=published)
    assert refusal.value.code == "wrong_status"


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (as_docx(["مادة 1- نص."], tracked=True), "law.docx", "tracked_changes"),
        (pdf(), "law.pdf", "no_text"),
        (BOMB.encode(), "law.xml", "has_doctype"),
        (b"<?xml version='1.0'?><other/>", "law.xml", "no_body"),
        (b"<?xml version='1.0'?>" + b"<a>" * 200 + b"<body/>" + b"</a>" * 200, "law.xml", "too_deep"),
    ],
)
def test_files_of_which_nobody_can_say_what_the_law_is_are_refused(
    cast: Cast, content: bytes, name: str, code: str
) -> None:
    law, client = bare_law(cast), signed_in(cast.salma)
    answer = client.post(f"/api/laws/{law.pk}/imports/", {"client_id": str(uuid4()), "file": upload(content, name)})
    assert answer.status_code == 400
    assert answer.json()["errors"]["file"][0]["code"] == code
    assert not TextImport.objects.exists()


def upload(content: bytes, name: str) -> object:
    file = BytesIO(content)
    file.name = name
    return file


def test_one_of_text_and_file_is_brought(cast: Cast) -> None:
    for text in ("", "  \n"):
        with pytest.raises(ValidationError) as refusal:
            read(bare_law(cast, number=text), text, None)
        assert refusal.value.error_dict["text"][0].code == "one_of_them"


@pytest.mark.parametrize(("name", "kind"), [("law.txt", "txt"), ("law.docx", "docx"), ("law.html", "html")])
def test_files_are_read_as_what_is_pasted(cast: Cast, name: str, kind: str) -> None:
    lines = TEXT.strip().split("\n")
    html = "<!DOCTYPE html><html><body>" + "".join(f"<p>{line}</p>" for line in lines) + "</body></html>"
    content = {"txt": TEXT.encode(), "docx": as_docx(lines), "html": html.encode()}[kind]
    law = bare_law(cast)
    made = a_file(cast, law, content, name)
    assert (made.format, made.name, made.file is not None) == (kind, name, True)
    assert told(made) == told(an_import(cast, law))


def test_akoma_ntoso_comes_in_and_says_when_it_is_another_law(cast: Cast) -> None:
    law = bare_law(cast)
    mine = a_file(cast, law, written(parse(TEXT), Work("sy", "law", "7", 2020), ON), "law.xml")
    assert (mine.format, told(mine), mine.doubts.count()) == ("akn", told(an_import(cast, law)), 0)
    other = a_file(cast, law, written(parse(TEXT), Work("sy", "law", "8", 2020), ON), "law.xml")
    abroad = a_file(cast, law, written(parse(TEXT), Work("tn", "law", "7", 2020), ON), "law.xml")
    assert [(each.code, each.is_grave) for each in other.doubts.all()] == [("other_law", True)]
    assert [each.code for each in abroad.doubts.all()] == ["other_country"]
    with pytest.raises(Conflict) as refusal:
        publish_import(actor=cast.actor("salma"), text_import=abroad)
    assert refusal.value.code == "doubts_open"


@pytest.mark.skipif(not LAW.exists(), reason="the samples are not here")
def test_the_law_of_associations_comes_in_in_one_go(cast: Cast) -> None:
    text, salma = LAW.read_text(encoding="utf-8"), signed_in(cast.salma)
    law = bare_law(cast, number="93", year=1958)
    answer = salma.post(reverse("legislation:texts", args=[law.pk]), {"client_id": str(uuid4()), "text": text})
    made = TextImport.objects.get()
    assert answer.headers["Location"] == reverse("legislation:text_import", args=[made.pk])
    assert salma.get(answer.headers["Location"]).status_code == 200
    assert not made.doubts.filter(is_grave=True).exists()
    address = reverse("legislation:publish_import", args=[made.pk])
    assert salma.get(address).status_code == 200
    assert salma.post(address, {"version": made.version, "valid_from": "1958-07-08"}).status_code == 302
    rows = text_on(law)
    articles = [row for row in rows if row.provision.kind == "article"]
    assert [row.provision.label for row in articles] == [f"مادة {number}" for number in range(1, 76)]
    assert [(row.provision.label, row.text.heading) for row in rows if row.is_wide] == [
        ("الباب الأول", "الجمعيات عموماً"),
        ("الفصل الأول", "أحكام عامة"),
        ("الفصل الثاني", "مجلس الإدارة"),
        ("الفصل الثالث", "الهيئة العامة"),
        ("الفصل الرابع", "في حل الجمعية"),
        ("الباب الثاني", "في الجمعيات ذات النفع العام"),
        ("الباب الثالث", "في أحكام خاصة ببعض الجمعيات"),
        ("الباب الرابع", "في المؤسسات الخاصة"),
        ("الباب الخامس", "العقوبات"),
    ]
    said = made.title + "".join(row.provision.label + row.text.heading + row.text.text for row in rows)
    assert letters(said) == letters(text)
    assert len({row.provision.eid for row in rows}) == len(rows)
    assert all(row.provision.eid.isascii() for row in rows)
    assert ProvisionText.objects.filter(provision__instrument=law).count() == len(rows)
    assert note_citations(actor=Actor.clock(), instrument=law) == 1


# Above the first article ----------------------------------------------------------------------------------------------
ABOVE = TEXT.replace("الباب الأول", "بناء على أحكام الدستور\nيصدر ما يلي\nالباب الأول", 1)


def test_what_stands_above_the_first_article_is_corrected(cast: Cast) -> None:
    found, salma = an_import(cast, text=ABOVE), cast.actor("salma")
    assert found.preamble == "بناء على أحكام الدستور\nيصدر ما يلي"
    assert found.doubts.filter(code="preamble").exists()
    with entries_left() as left:
        edited = edit_import(actor=salma, text_import=found, preamble="بناءً على أحكام الدستور ", version=1)
        edit_import(actor=salma, text_import=found, preamble="بناءً على أحكام الدستور")
    facts = {"fields": ["preamble"]}
    assert left == [(f"user.{cast.salma.pk}", "import_edited", found.pk, facts)]
    assert (edited.preamble, edited.version, edited.title) == ("بناءً على أحكام الدستور", 2, found.title)
    assert not found.doubts.filter(code="preamble").exists()
    for name in ("basel", "hala", "omar", "rania", "gharib"):
        with pytest.raises(Refused):
            edit_import(actor=cast.actor(name), text_import=found, preamble="لا")
    with pytest.raises(Conflict) as stale:
        edit_import(actor=salma, text_import=found, title="قانون", version=1)
    assert stale.value.code == "stale"
    with pytest.raises(ValidationError) as long:
        edit_import(actor=salma, text_import=found, preamble="س" * 20_001)
    assert long.value.error_dict["preamble"][0].code == "too_long"
    publish_import(actor=salma, text_import=found)
    assert found.instrument.__class__.objects.get(pk=found.instrument_id).preamble == "بناءً على أحكام الدستور"
    with pytest.raises(Conflict) as published:
        edit_import(actor=salma, text_import=found, title="قانون")
    assert published.value.code == "wrong_status"


def test_a_preamble_alone_is_something_to_publish(cast: Cast) -> None:
    found, salma = an_import(cast), cast.actor("salma")
    publish_import(actor=salma, text_import=found)
    second = an_import(cast, found.instrument)
    with pytest.raises(Conflict) as nothing:
        publish_import(actor=salma, text_import=second, is_correction=True)
    assert nothing.value.code == "nothing_changed"
    edit_import(actor=salma, text_import=second, preamble="بناءً على أحكام الدستور")
    publish_import(actor=salma, text_import=second, is_correction=True)
    assert [row.preamble for row in TextImport.objects.order_by("pk")] == ["", "بناءً على أحكام الدستور"]


def test_the_page_and_the_call_correct_it_and_papers_show_it(cast: Cast) -> None:
    found, salma, words = an_import(cast), signed_in(cast.salma), "بناءً على أحكام الدستور"
    page, call = f"/text-imports/{found.pk}/edit/", f"/api/text-imports/{found.pk}/"
    assert page in salma.get(f"/text-imports/{found.pk}/").content.decode()
    assert salma.get(page).status_code == 200
    assert salma.post(page, {"title": "قانون الملتقيات", "preamble": "مقدمة", "version": 1}).status_code == 302
    assert "لهذا" not in salma.get(page).content.decode()
    kind = "application/json"
    assert salma.patch(call, {"preamble": words, "version": 1}, content_type=kind).json()["code"] == "stale"
    assert salma.patch(call, {"preamble": words, "version": 2}, content_type=kind).json()["preamble"] == words
    basel = signed_in(cast.basel)
    assert (basel.get(page).status_code, basel.patch(call, {}, content_type=kind).status_code) == (404, 404)
    publish_import(actor=cast.actor("salma"), text_import=found)
    law = found.instrument_id
    assert words in basel.get(f"/laws/{law}/").content.decode()
    paper = docx.Document(BytesIO(basel.get(f"/laws/{law}/law.docx").content))
    assert words in [each.text for each in paper.paragraphs]
