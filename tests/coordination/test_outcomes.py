"""Documents made of what stands: what they say to whom, that they are frozen, and what verifies a copy."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import docx
import pypdfium2
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from coordination.actions import adopt_recommendation, create_outcome, fail_outcome, freeze_outcome, retry_outcome
from coordination.models import Committee, Forum, OutcomeDocument, RecommendationOrigin
from coordination.permissions import can_create_outcome, can_fail_outcome, can_freeze_outcome, outcomes_for
from coordination.queries import newer_of, shown_of_forum, shown_of_minutes, verified
from coordination.tasks.outcomes import give_up_outcome, write_outcome
from files.examining import examine_bytes
from files.models import StoredFile
from journal.actors import Actor
from journal.models import Due
from journal.refusals import Conflict, Refused
from meetings.models import Session
from needs.codes import document_code, read_document_code
from tests.coordination.decided import decided, forum_hall, voted, written
from tests.coordination.followed import asked, draft_recommendation
from tests.coordination.made import standing_forum
from tests.entries import entries_left
from tests.factories import NAMES, Cast
from tests.files.samples import pdf
from tests.meetings.made import chair_of, make_item, open_session, standing_body

pytestmark = [pytest.mark.both, pytest.mark.django_db]
SITE = "https://multaqa.example"


@pytest.fixture(autouse=True)
def storage(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def forum(cast: Cast) -> Forum:
    """Under way: a session with a vote, a decision of its minutes, a recommendation that Basel is asked for."""
    forum = standing_forum(cast)
    Forum.objects.filter(pk=forum.pk).update(status="open")
    session = forum_hall(cast, forum)
    entry, ballot = written(cast, session), voted(cast, session)
    row = decided(cast, forum.body, entry=entry, ballot=ballot, title="لجنة المتابعة")
    recommendation = draft_recommendation(cast, forum, text="خريطة موحدة لمصادر المياه", visibility="public")
    adopt_recommendation(actor=chair_of(cast), recommendation=recommendation, decision=row)
    RecommendationOrigin.objects.create(recommendation=recommendation, entry=entry)
    asked(cast, recommendation)
    return Forum.objects.get(pk=forum.pk)


def asked_for(cast: Cast, forum: Forum, **more: Any) -> OutcomeDocument:
    given: dict[str, Any] = {"client_id": uuid4(), "site": SITE, **more}
    return create_outcome(actor=chair_of(cast), body=forum.body, **given)


def frozen(cast: Cast, forum: Forum, **more: Any) -> OutcomeDocument:
    row = asked_for(cast, forum, **more)
    write_outcome(row.pk)
    row.refresh_from_db()
    return row


def approved(forum: Forum, **columns: Any) -> Session:
    session = forum.body.sessions.get()
    Session.objects.filter(pk=session.pk).update(status="minutes_approved", approved_at=timezone.now(), **columns)
    return Session.objects.get(pk=session.pk)


def words_of(row: OutcomeDocument) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content_of(row.pdf)))


def content_of(file: StoredFile | None) -> bytes:
    assert file is not None
    return Path(file.content.path).read_bytes()


def test_create_outcome_says_what_stands_and_the_worker_freezes_it(cast: Cast, forum: Forum) -> None:
    stream = forum.stream
    with entries_left() as left:
        row = asked_for(cast, forum)
    assert (row.kind, row.number, row.status, len(row.code)) == ("outcome", 1, "making", 14)
    assert Due.objects.get(key=f"outcome.{row.pk}").task == "write_outcome"
    assert left == [(stream, "outcome_created", row.pk, {})]
    with entries_left() as left:
        write_outcome(row.pk)
        write_outcome(row.pk)
    row.refresh_from_db()
    assert (row.status, row.pdf is not None, row.docx is not None) == ("frozen", True, True)
    assert [each for each in left if each.stream == stream] == [
        (stream, "outcome_frozen", row.pk, {"sha256": row.sha256})
    ]
    heard = {each.stream for each in left if each.stream != stream}
    assert heard == {f"user.{each.pk}" for each in (cast.basel, cast.hala, cast.omar, cast.salma)}
    assert hashlib.sha256(content_of(row.pdf)).hexdigest() == row.sha256
    assert [each.uses for each in StoredFile.objects.all()] == [1, 1]
    assert sorted(row.code) in [sorted(each) for each in words_of(row).split()]  # read from the right, its parts turn
    words = "\n".join(each.text for each in docx.Document(BytesIO(content_of(row.docx))).paragraphs)
    assert f"{SITE}/verify/{row.code}/" in words
    assert "لجنة المتابعة" in words


def test_what_is_said_stays_when_the_register_goes_on(cast: Cast, forum: Forum) -> None:
    row = asked_for(cast, forum)
    decided(cast, forum.body, text="قرار لاحق")
    write_outcome(row.pk)
    row.refresh_from_db()
    assert [each["number"] for each in row.shown["decisions"]] == [1]
    assert [each["number"] for each in frozen(cast, forum).shown["decisions"]] == [1, 2]


def test_an_outcome_document_holds_all_that_the_forum_left(cast: Cast, forum: Forum) -> None:
    said = shown_of_forum(forum, is_public=False)
    assert [each["title"] for each in said["programme"][0]["rows"]] == ["الجلسة العامة الأولى"]
    assert {each["organization"]: each["came"] for each in said["attendance"]} == {
        str(cast.association): 1,
        str(cast.other): 1,
    }
    (decision,), (recommendation,), (vote,) = said["decisions"], said["recommendations"], said["votes"]
    assert (decision["number"], decision["outcome"]["yes"], decision["method"]) == (1, 2, "vote")
    assert (recommendation["lead"], recommendation["has_accepted"]) == (str(cast.association), False)
    assert [each["votes"] for each in vote["choices"]] == [2, 0, 0]
    assert vote["is_passed"] is True


def test_what_is_made_for_everybody_tells_no_names_and_nothing_internal(cast: Cast, forum: Forum) -> None:
    inner = open_session(cast, forum.body, title="اجتماع داخلي", is_internal=True)
    decided(cast, forum.body, session=inner, text="قرار داخلي")
    hidden = draft_recommendation(cast, forum, text="توصية للأعضاء", visibility="members")
    adopt_recommendation(actor=chair_of(cast), recommendation=hidden, decision=forum.body.decisions.get(number=1))
    all_of_it, public = (str(shown_of_forum(forum, is_public=value)) for value in (False, True))
    for secret in ("اجتماع داخلي", "قرار داخلي", "توصية للأعضاء", str(cast.basel)):
        assert secret in all_of_it
        assert secret not in public
    assert "خريطة موحدة" in public


def test_minutes_hold_their_paragraphs_and_who_voted_how(cast: Cast, forum: Forum) -> None:
    session = approved(forum)
    item = make_item(cast, session, title="لجنة المتابعة")
    hidden = make_item(cast, session, title="بند داخلي", is_internal=True)
    written(cast, session, "قيل في البند", item=item, kind="statement", speaker=cast.other)
    written(cast, session, "كلام داخلي", item=hidden, kind="note")
    written(cast, session, "تصحيح لاحق", kind="note", is_addendum=True)
    written(cast, session, "حُذفت", withdrawn_at=timezone.now())
    said = shown_of_minutes(session, is_public=False)
    assert [each["text"] for each in said["entries"]] == [
        session.minutes.earliest("pk").text,
        "قيل في البند",
        "كلام داخلي",
        "تصحيح لاحق",
    ]
    assert said["agenda"] == [{"number": "1", "title": "لجنة المتابعة"}, {"number": "2", "title": "بند داخلي"}]
    assert {each["organization"]: each["kind"] for each in said["votes"][0]["roll"]} == {
        str(cast.association): "yes",
        str(cast.other): "yes",
    }
    public = shown_of_minutes(session, is_public=True)
    assert "كلام داخلي" not in str(public)
    assert str(cast.basel) not in str(public)
    assert public["votes"][0]["roll"] == []
    words = words_of(frozen(cast, forum, session=session))
    assert "قيل" in words or "ليق" in words


def test_a_secret_vote_shows_only_totals(cast: Cast, forum: Forum) -> None:
    session = forum.body.sessions.get()
    voted(cast, session, method="secret", question="سري؟")
    said = shown_of_minutes(session, is_public=False)
    assert [(each["method"], len(each["roll"])) for each in said["votes"]] == [("named", 2), ("secret", 0)]


def test_create_outcome_is_for_who_convenes_or_runs_it(cast: Cast, forum: Forum) -> None:
    assert cast.who(can_create_outcome, forum.body) == ""
    assert cast.who(lambda actor: can_freeze_outcome(actor) or can_fail_outcome(actor)) == ""
    for name in NAMES:
        with pytest.raises(Refused):
            create_outcome(actor=cast.actor(name), body=forum.body, client_id=uuid4(), site=SITE)
    row = asked_for(cast, forum)
    examined = examine_bytes(pdf(), "x.pdf")
    with pytest.raises(Refused):
        freeze_outcome(actor=chair_of(cast), outcome=row, pdf=examined, docx=examined)
    with pytest.raises(Refused):
        fail_outcome(actor=chair_of(cast), outcome=row)
    with pytest.raises(Refused):
        retry_outcome(actor=cast.actor("basel"), outcome=row)


def test_create_outcome_refuses_what_cannot_be_made(cast: Cast, forum: Forum) -> None:
    session = forum.body.sessions.get()
    with pytest.raises(Conflict) as early:
        asked_for(cast, forum, session=session)
    assert early.value.code == "minutes_not_approved"
    inner = approved(forum, is_internal=True)
    with pytest.raises(ValidationError) as internal:
        asked_for(cast, forum, session=inner, is_public=True)
    assert internal.value.error_dict["is_public"][0].code == "internal_session"
    with pytest.raises(ValidationError):
        asked_for(cast, forum, session=open_session(cast, standing_body(cast)))
    with pytest.raises(Conflict) as wrong:
        asked_for(cast, standing_forum(cast))
    assert wrong.value.code == "wrong_status"
    committee = standing_body(cast, kind="committee")
    Committee.objects.create(code="C-1", body=committee, mandate="متابعة", author=cast.salma, client_id=uuid4())
    with pytest.raises(ValidationError) as other:
        create_outcome(actor=chair_of(cast), body=committee, client_id=uuid4(), site=SITE)
    assert other.value.error_dict["session"][0].code == "not_of_a_forum"


def test_create_outcome_again_is_the_same_or_a_conflict(cast: Cast, forum: Forum) -> None:
    key = uuid4()
    first = asked_for(cast, forum, client_id=key)
    assert asked_for(cast, forum, client_id=key) == first
    for more in ({"client_id": key, "is_public": True}, {}):
        with pytest.raises(Conflict):
            asked_for(cast, forum, **more)
    assert asked_for(cast, forum, is_public=True).number == 2  # for other readers, and so another document


def test_what_could_not_be_made_is_tried_again(cast: Cast, forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    row = asked_for(cast, forum)
    with entries_left() as left:
        give_up_outcome(row.pk)
        give_up_outcome(row.pk)
    row.refresh_from_db()
    assert (row.status, left) == ("failed", [(forum.stream, "outcome_failed", row.pk, {})])
    write_outcome(row.pk)
    assert not StoredFile.objects.exists()
    retry_outcome(actor=chair_of(cast), outcome=row)
    write_outcome(row.pk)
    row.refresh_from_db()
    assert row.status == "frozen"
    with pytest.raises(Conflict):
        retry_outcome(actor=chair_of(cast), outcome=row)


def test_freeze_outcome_once(cast: Cast, forum: Forum) -> None:
    row = frozen(cast, forum)
    files = StoredFile.objects.count()
    examined = examine_bytes(pdf(), "x.pdf")
    assert not freeze_outcome(actor=Actor.clock(), outcome=row, pdf=examined, docx=examined)
    assert StoredFile.objects.count() == files


def test_documents_are_for_those_for_whom_they_were_made(cast: Cast, forum: Forum) -> None:
    inner, public = frozen(cast, forum), frozen(cast, forum, is_public=True)
    failed = asked_for(cast, forum)

    def seers(row: OutcomeDocument) -> str:
        return " ".join(name for name in NAMES if outcomes_for(getattr(cast, name)).filter(pk=row.pk).exists())

    assert (seers(inner), seers(public), seers(failed)) == ("salma basel hala omar", " ".join(NAMES), "salma")


def test_a_later_one_takes_its_place_and_both_stay(cast: Cast, forum: Forum) -> None:
    first, public = frozen(cast, forum), frozen(cast, forum, is_public=True)
    asked_for(cast, forum)
    assert newer_of(first) is None  # one that is still being made replaces nothing
    write_outcome(OutcomeDocument.objects.latest("pk").pk)
    second = OutcomeDocument.objects.latest("pk")
    assert (newer_of(first), newer_of(second), newer_of(public)) == (second, None, None)
    found = verified(f" {first.code.lower().replace('-', ' ')} ")
    assert found is not None
    assert (found.document, found.newer) == (first, second)


def test_codes_of_documents_are_long_and_read_as_typed() -> None:
    assert len({document_code() for _each in range(200)}) == 200
    assert read_document_code("٧k٣q f9xm-2bcd") == "7K3Q-F9XM-2BCD"
    for wrong in ("", "7K3Q-F9XM", "7K3Q-F9XM-2BC0", "7K3Q-F9XM-2BCDX"):
        assert read_document_code(wrong) == ""
    assert verified("7K3Q-F9XM-2BCD") is None
