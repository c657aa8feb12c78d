"""Pages and calls of notes: reading without a script, history, comments, taking along; what outsiders find."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import uuid4

import docx
import pytest
from django.test import Client
from docx.oxml.ns import qn
from pycrdt import XmlElement, XmlText

from projects.actions import comment_note, keep_note_version, read_document, write_note
from projects.models import Document, NoteComment
from projects.notes.blocks import Run
from projects.notes.html import run_html
from projects.notes.paper import as_paper
from projects.queries import note_blocks, readings_of
from projects.tasks.notes import tidy_note
from tests.factories import Cast, signed_in
from tests.projects.made import joint_project
from tests.projects.notes import begun_note, paragraph, update_of, words_of, wrote

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture
def note(cast: Cast) -> Document:
    return begun_note(cast)


@pytest.fixture
def basel(cast: Cast) -> Client:
    return signed_in(cast.basel)


def full(cast: Cast, note: Document) -> None:
    """A heading, a list in English, a task that is done, a table, and words that would be markup."""
    item = XmlElement("listItem", {}, [paragraph("Budget <b>")])
    done = XmlElement("taskItem", {"checked": True}, [paragraph("أُرسلت القائمة")])  # type: ignore[arg-type]
    cells = [XmlElement("tableHeader", {}, [words]) for words in (paragraph("البند"), XmlElement("paragraph"))]
    blocks = [
        XmlElement("heading", {"level": 2.0}, [XmlText("قرارات")]),  # type: ignore[arg-type]
        XmlElement("bulletList", {}, [item]),
        XmlElement("taskList", {}, [done]),
        XmlElement("table", {}, [XmlElement("tableRow", {}, cells)]),
        paragraph('"#panic("x")'),
    ]
    write_note(actor=cast.actor("basel"), note=note, update=update_of(*blocks))


def test_a_note_is_read_without_a_script_and_nothing_in_it_is_markup(cast: Cast, note: Document, basel: Client) -> None:
    full(cast, note)
    page = basel.get(f"/notes/{note.pk}/").content.decode()
    assert '<h3 dir="rtl">قرارات</h3>' in page
    assert '<ul dir="ltr"><li dir="ltr"><p dir="ltr">Budget &lt;b&gt;</p></li></ul>' in page
    assert '<input type="checkbox" disabled checked>' in page
    assert "<th " in page


def test_links_lead_nowhere_but_to_addresses() -> None:
    assert "href" not in run_html(Run("اضغط", {"link": {"href": "javascript:alert(1)"}}))
    assert 'href="https://example.org/?a=1&amp;b=2"' in run_html(
        Run("هنا", {"link": {"href": "https://example.org/?a=1&b=2"}})
    )


@pytest.mark.parametrize(
    "path", ["notes/{0}/", "notes/{0}/history/", "notes/{0}/docx/", "notes/{0}/pdf/", "notes/{0}/comments/"]
)
def test_outsiders_find_no_note(cast: Cast, note: Document, path: str) -> None:
    for name in ("salma", "rania", "gharib"):
        assert signed_in(getattr(cast, name)).get("/" + path.format(note.pk)).status_code == 404
    assert Client().get("/" + path.format(note.pk)).status_code == 302


def test_create_note_page_makes_it_in_its_folder(cast: Cast, basel: Client) -> None:
    project = joint_project(cast)
    assert basel.get(f"/projects/{project.pk}/notes/new/").status_code == 200
    sent = {"client_id": str(uuid4()), "title": "محضر"}
    answer = basel.post(f"/projects/{project.pk}/notes/new/", sent)
    made = Document.objects.get(title="محضر")
    assert answer.headers["Location"] == f"/notes/{made.pk}/"
    assert basel.post(f"/projects/{project.pk}/notes/new/", {**sent, "client_id": "x"}).status_code == 200


def test_rename_note_page(note: Document, basel: Client) -> None:
    assert basel.get(f"/notes/{note.pk}/rename/").status_code == 200
    basel.post(f"/notes/{note.pk}/rename/", {"title": "خطة"})
    assert Document.objects.get(pk=note.pk).title == "خطة"


def test_the_history_restores(cast: Cast, note: Document, basel: Client) -> None:
    wrote(cast, "basel", note, "أولاً")
    tidy_note(note.pk)
    basel.post(f"/notes/{note.pk}/history/keep/", {"client_id": str(uuid4()), "title": "كما اتُّفق"})
    version = note.kept.get(title="كما اتُّفق")
    wrote(cast, "omar", note, "ثانياً")
    history = basel.get(f"/notes/{note.pk}/history/").content.decode()
    assert "كما اتُّفق" in history
    assert str(cast.basel) in history
    assert "أولاً" in basel.get(f"/note-versions/{version.pk}/").content.decode()
    assert basel.get(f"/note-versions/{version.pk}/restore/").status_code == 200
    basel.post(f"/note-versions/{version.pk}/restore/")
    assert words_of(note) == "أولاً"


@pytest.mark.parametrize("many", [1, 3])
def test_the_pages_of_a_note_ask_the_same_whatever_there_is(
    cast: Cast, note: Document, basel: Client, many: int, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for number in range(many):
        keep_note_version(actor=cast.actor("basel"), note=note, client_id=uuid4(), title=f"نسخة {number}")
        comment_note(actor=cast.actor("omar"), note=note, client_id=uuid4(), body=f"تعليق {number}")
    for name in ("omar", "hala")[: many - 1]:
        read_document(actor=cast.actor(name), document=note)
    basel.get(f"/notes/{note.pk}/")  # who reads it first is written down
    for address, queries in ((f"/notes/{note.pk}/", 16), (f"/notes/{note.pk}/history/", 12)):
        with django_assert_num_queries(queries):  # type: ignore[operator]
            assert basel.get(address).status_code == 200


def test_the_page_says_who_opened_it_and_what_they_have_not_seen(cast: Cast, note: Document, basel: Client) -> None:
    assert signed_in(cast.omar).get(f"/notes/{note.pk}/").status_code == 200
    assert signed_in(cast.hala).head(f"/notes/{note.pk}/").status_code == 200
    wrote(cast, "basel", note, "أولاً")
    shown = basel.get(f"/notes/{note.pk}/").content.decode()
    assert [(each.person, each.version) for each in readings_of(note)] == [(cast.basel, 1), (cast.omar, 0)]
    assert shown.count("تغيّرت بعد ذلك") == 1
    listed = basel.get(f"/projects/{note.project_id}/documents/").context["page"][0]
    assert (listed.readers, listed.is_read) == (1, 1)
    told = basel.get(f"/api/documents/{note.pk}/readings/").json()
    assert [(each["person"], each["version"]) for each in told] == [(str(cast.basel), 1), (str(cast.omar), 0)]
    assert signed_in(cast.gharib).get(f"/api/documents/{note.pk}/readings/").status_code == 404


def test_comments_are_answered_settled_and_taken_back_on_the_page(cast: Cast, note: Document, basel: Client) -> None:
    first = comment_note(actor=cast.actor("omar"), note=note, client_id=uuid4(), body="من المسؤول؟", quote="الطابق")
    basel.post(f"/notes/{note.pk}/comments/new/", {"client_id": str(uuid4()), "body": "نحن", "answers": first.pk})
    answer = NoteComment.objects.get(body="نحن")
    assert answer.answers == first
    basel.post(f"/note-comments/{first.pk}/resolve/")
    assert NoteComment.objects.get(pk=first.pk).resolved_by == cast.basel
    basel.post(f"/note-comments/{first.pk}/resolve/", {"is_resolved": "no"})
    basel.post(f"/note-comments/{answer.pk}/delete/")
    shown = basel.get(f"/notes/{note.pk}/comments/").content.decode()
    assert "من المسؤول؟" in shown
    assert "نحن" not in shown
    assert basel.post(f"/notes/{note.pk}/comments/new/", {"body": ""}).status_code == 200


def test_a_docx_runs_in_the_direction_of_its_words(cast: Cast, note: Document, basel: Client) -> None:
    full(cast, note)
    answer = basel.get(f"/notes/{note.pk}/docx/")
    assert "attachment" in answer.headers["Content-Disposition"]
    paper = docx.Document(BytesIO(answer.content))
    by_words = {each.text: each for each in paper.paragraphs}
    assert by_words["قرارات"].style.name == "Heading 2"  # type: ignore[union-attr]
    assert by_words["قرارات"]._p.findall(f".//{qn('w:bidi')}")
    assert not by_words["Budget <b>"]._p.findall(f".//{qn('w:bidi')}")
    assert "☑ أُرسلت القائمة" in by_words
    assert [cell.text for cell in paper.tables[0].row_cells(0)] == ["البند", ""]
    assert paper.paragraphs[1].text.startswith(f"{note.project.title} \u200f· \u200f{note.project.code} \u200f· ")


def test_a_pdf_is_set_and_nothing_in_it_is_a_command(cast: Cast, note: Document, basel: Client) -> None:
    full(cast, note)
    assert '"\\"#panic(\\"x\\")"' in as_paper(note.title, "", note_blocks(note), "ar")
    assert basel.get(f"/notes/{note.pk}/pdf/").content.startswith(b"%PDF-")


def test_signs_that_no_file_takes_are_left_out(cast: Cast, note: Document, basel: Client) -> None:
    write_note(actor=cast.actor("basel"), note=note, update=update_of(paragraph("قبل\x00\x0bبعد")))
    tidy_note(note.pk)
    assert Document.objects.get(pk=note.pk).text == "قبلبعد"
    for kind in ("docx", "pdf"):
        assert basel.get(f"/notes/{note.pk}/{kind}/").status_code == 200


# Programs -------------------------------------------------------------------------------------------------------------
def sent(client: Client, method: str, path: str, **body: object) -> dict[str, Any]:
    answer = getattr(client, method)(path, body, content_type="application/json")
    assert answer.status_code < 300, answer.content
    found: dict[str, Any] = answer.json() if answer.content else {}
    return found


def test_programs_begin_read_keep_restore_and_comment(cast: Cast, basel: Client) -> None:
    project = joint_project(cast)
    made = sent(basel, "post", f"/api/projects/{project.pk}/notes/", client_id=str(uuid4()), title="محضر")
    note = Document.objects.get(pk=made["id"])
    wrote(cast, "basel", note, "أولاً")
    kept = sent(basel, "post", f"/api/notes/{note.pk}/versions/", client_id=str(uuid4()), title="كما اتُّفق")
    wrote(cast, "omar", note, "ثانياً")
    assert sent(basel, "get", f"/api/notes/{note.pk}/")["text"] == "أولاً\nثانياً"
    assert sent(basel, "get", f"/api/note-versions/{kept['id']}/")["text"] == "أولاً"
    assert sent(basel, "post", f"/api/note-versions/{kept['id']}/restore/")["text"] == "أولاً"
    said = sent(basel, "post", f"/api/notes/{note.pk}/comments/", client_id=str(uuid4()), body="من؟")
    assert sent(basel, "patch", f"/api/note-comments/{said['id']}/", is_resolved=True)["resolved_at"]
    sent(basel, "delete", f"/api/note-comments/{said['id']}/")
    assert sent(basel, "get", f"/api/notes/{note.pk}/comments/")["results"] == []
    assert sent(basel, "patch", f"/api/notes/{note.pk}/", title="خطة")["title"] == "خطة"
    assert len(sent(basel, "get", f"/api/projects/{project.pk}/notes/")["results"]) == 1
    assert signed_in(cast.gharib).get(f"/api/notes/{note.pk}/").status_code == 404


HUGE = "9" * 23
CLIENT = '"client_id":"c5b1b2c4-0000-4000-8000-000000000001"'
BODIES = [
    ("post", "/api/projects/{project}/notes/", f'{{{CLIENT},"title":"\\u0000"}}'),
    ("post", "/api/projects/{project}/notes/", f'{{{CLIENT},"title":"x","folder":{HUGE}}}'),
    ("post", "/api/notes/{note}/comments/", f'{{{CLIENT},"body":"x","answers":{HUGE}}}'),
    ("post", "/api/notes/{note}/comments/", f'{{{CLIENT},"body":"x","start":{{"item":{{"client":1e400}}}}}}'),
    ("post", "/api/notes/{note}/comments/", f'{{{CLIENT},"body":"x","start":{{"tname":"\\u0000"}}}}'),
    ("post", "/api/notes/{note}/comments/", f'{{{CLIENT},"body":"x","start":[1],"quote":"\\ud800"}}'),
    ("post", "/api/notes/{note}/versions/", f'{{{CLIENT},"title":"\\ud800"}}'),
    ("get", f"/api/notes/{HUGE}/", ""),
    ("get", "/notes/{note}/history/?page=%00", ""),
    ("get", "/projects/{project}/notes/new/?folder=%00", ""),
]


def test_no_call_is_a_fault_of_ours(note: Document, basel: Client) -> None:
    basel.raise_request_exception = False
    for method, route, body in BODIES:
        address = route.format(project=note.project_id, note=note.pk)
        assert basel.generic(method.upper(), address, body, "application/json").status_code < 500, (route, body)
    for answers in (HUGE, "x", "\0"):
        sent_form = {"client_id": str(uuid4()), "body": "x", "answers": answers}
        assert basel.post(f"/notes/{note.pk}/comments/new/", sent_form).status_code in {400, 404}
