"""What is said on words of an article and on proposals: remarks, questions, answers, and the room of an article."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from chat.models import RoomMembership
from journal.refusals import Conflict, Refused
from legislation.actions import (
    create_remark,
    delete_remark,
    edit_remark,
    open_article_room,
    reply_to_remark,
    settle_remark,
)
from legislation.models import Amendment, InstrumentRoom, Proposal, Provision, ProvisionText, Remark, Round
from legislation.permissions import can_create_remark, can_open_article_room, can_settle_remark
from legislation.queries import talk_on_proposal, talk_on_provision
from tests.entries import entries_left
from tests.factories import Cast, signed_in
from tests.legislation.made import article
from tests.legislation.test_seen import a_proposal, a_round

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def row(cast: Cast) -> Round:
    """Basel's association leads it."""
    return a_round(cast)


@pytest.fixture
def words(row: Round) -> Provision:
    return article(row.instrument, 5)


def said(cast: Cast, row: Round, by: str = "hala", **more: Any) -> Remark:
    given: dict[str, Any] = {"client_id": uuid4(), "text": "ما المقصود هنا؟", **more}
    return create_remark(actor=cast.actor(by), within=row, **given)


def put_forward(cast: Cast, row: Round) -> Proposal:
    """By Omar's organisation: one article replaced."""
    made = a_proposal(cast, row, status="submitted", rationale="المهلة طويلة.")
    on = article(row.instrument, 5)
    text = on.texts.get()
    given = {"provision": on, "base": text, "base_sha256": text.sha256, "person": cast.omar, "position": 1}
    Amendment.objects.create(proposal=made, client_id=uuid4(), new_text="تتحمل الوزارة نفقات النشر كلها.", **given)
    return made


def test_people_of_verified_organisations_may(cast: Cast, row: Round) -> None:
    assert cast.who(can_create_remark, row) == "basel hala omar"
    for name in ("rania", "gharib"):
        with pytest.raises(Refused):
            said(cast, row, name, provision=article(row.instrument, 5))


def test_a_remark_keeps_the_words_it_is_about(cast: Cast, row: Round, words: Provision) -> None:
    quoted = " ".join(words.texts.get().text.split()[1:4])
    with entries_left() as left:
        made = said(cast, row, provision=words, quoted=quoted)
    assert left == [(row.stream, "remark_created", made.pk, {})]
    assert (made.quoted, made.before.strip()) == (quoted, words.texts.get().text.split()[0])
    found = talk_on_provision(cast.omar, row, words)
    assert [(part.words.strip(), part.numbers) for part in found.texts[0].parts][1] == (quoted, [1])


def test_it_survives_an_edit_and_says_when_its_words_are_gone(cast: Cast, row: Round) -> None:
    proposal = put_forward(cast, row)
    said(cast, row, proposal=proposal, quoted="نفقات النشر كلها")
    change = proposal.amendments.get()
    assert proposal.remarks.get().amendment == change
    change.new_text = "تتحمل الوزارة المختصة بعد اليوم نفقات النشر كلها."
    change.save()
    (each,) = talk_on_proposal(cast.hala, proposal).open
    assert each.found
    assert each.found.place.is_exact
    change.new_text = "لا رسوم على النشر."
    change.save()
    (each,) = talk_on_proposal(cast.hala, proposal).open
    assert each.is_lost
    page = signed_in(cast.hala).get(f"/proposals/{proposal.pk}/remarks/").content.decode()
    assert "وردت هذه العبارة في صياغة سابقة" in page
    assert "نفقات النشر كلها" in page


def test_an_article_with_items_is_quoted_as_a_whole(cast: Cast, row: Round) -> None:
    on = article(row.instrument, 3)
    part = on.parts.first()
    assert part is not None
    made = said(cast, row, provision=on, quoted=" ".join(part.texts.get().text.split()[:3]))
    assert made.quoted


@pytest.mark.parametrize(
    ("more", "field", "code"),
    [
        ({"text": "  "}, "text", "required"),
        ({"text": "ا" * 4001}, "text", "too_long"),
        ({"quoted": "كلمات لا ترد في أي مكان"}, "quoted", "not_in_text"),
        ({"quoted": "ا" * 601}, "quoted", "too_long"),
        ({"kind": "question"}, "kind", "nobody_to_ask"),
        ({"kind": "else"}, "kind", "invalid_choice"),
        ({"provision": None}, "provision", "required"),
    ],
)
def test_wrong_input(cast: Cast, row: Round, words: Provision, more: dict[str, Any], field: str, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        said(cast, row, **{"provision": words, **more})
    assert refusal.value.error_dict[field][0].code == code


def test_what_is_of_another_round_or_a_draft_is_not_there(cast: Cast, row: Round) -> None:
    with pytest.raises(ValidationError) as refusal:
        said(cast, row, proposal=a_proposal(cast, row))
    assert refusal.value.error_dict["proposal"][0].code == "does_not_exist"


def test_a_form_sent_twice_is_one_remark(cast: Cast, row: Round, words: Provision) -> None:
    known = uuid4()
    first = said(cast, row, provision=words, client_id=known)
    assert said(cast, row, provision=words, client_id=known) == first
    with pytest.raises(Conflict) as refusal:
        said(cast, row, provision=words, client_id=known, text="غيره")
    assert refusal.value.code == "client_id_reused"


def test_a_round_that_is_over_hears_nothing(cast: Cast, row: Round, words: Provision) -> None:
    first = said(cast, row, provision=words)
    Round.objects.filter(pk=row.pk).update(status="decided")
    row.refresh_from_db()
    first.refresh_from_db()
    with pytest.raises(Conflict) as refusal:
        said(cast, row, provision=words)
    assert refusal.value.code == "round_over"
    with pytest.raises(Conflict) as refusal:
        edit_remark(actor=cast.actor("hala"), remark=Remark.objects.get(pk=first.pk), text="غيره")
    assert refusal.value.code == "round_over"


def test_a_question_is_told_to_the_sponsor_who_answers(cast: Cast, row: Round) -> None:
    proposal = put_forward(cast, row)
    with entries_left() as left:
        question = said(cast, row, proposal=proposal, kind="question")
    known = {"code": proposal.code}
    assert left == [
        (proposal.stream, "remark_created", question.pk, {}),
        (f"user.{cast.omar.pk}", "sponsor_asked", question.pk, known),
    ]
    with entries_left() as left:
        answer = reply_to_remark(actor=cast.actor("omar"), remark=question, client_id=uuid4(), text="كل الجمعيات.")
        reply_to_remark(actor=cast.actor("hala"), remark=answer, client_id=uuid4(), text="شكراً.")
    assert [each[:3] for each in left] == [
        (proposal.stream, "remark_answered", answer.pk),
        (f"user.{cast.hala.pk}", "remark_answered", answer.pk),
        (proposal.stream, "remark_answered", answer.pk + 1),
    ]
    (each,) = talk_on_proposal(cast.basel, proposal).open
    assert (each.is_answered, [reply.is_sponsors for reply in each.replies]) == (True, [True, False])
    proposal.refresh_from_db()
    assert proposal.remarks_count == 3


def test_one_edits_and_deletes_ones_own_and_who_leads_takes_away(cast: Cast, row: Round, words: Provision) -> None:
    made = said(cast, row, "omar", provision=words)
    with pytest.raises(Refused):
        edit_remark(actor=cast.actor("hala"), remark=made, text="غيره")
    with pytest.raises(Refused):
        delete_remark(actor=cast.actor("hala"), remark=made)
    with entries_left() as left:
        edit_remark(actor=cast.actor("omar"), remark=made, text="غيره")
        edit_remark(actor=cast.actor("omar"), remark=made, text="غيره")
        delete_remark(actor=cast.actor("basel"), remark=made)
        delete_remark(actor=cast.actor("basel"), remark=made)
    assert [each.event for each in left] == ["remark_edited", "remark_deleted"]
    made.refresh_from_db()
    assert (made.text, bool(made.deleted_at)) == ("", True)
    assert talk_on_provision(cast.hala, row, words).open == []
    with pytest.raises(Conflict):
        reply_to_remark(actor=cast.actor("hala"), remark=made, client_id=uuid4(), text="؟")


def test_the_sponsor_or_who_leads_settles(cast: Cast, row: Round, words: Provision) -> None:
    on_article, on_proposal = said(cast, row, provision=words), said(cast, row, proposal=put_forward(cast, row))
    assert cast.who(can_settle_remark, on_article) == "basel"
    assert cast.who(can_settle_remark, on_proposal) == "basel omar"
    with entries_left() as left:
        settle_remark(actor=cast.actor("basel"), remark=on_article)
        settle_remark(actor=cast.actor("basel"), remark=on_article)
    assert left == [(row.stream, "remark_settled", on_article.pk, {})]
    assert [each.row for each in talk_on_provision(cast.hala, row, words).settled] == [on_article]
    with pytest.raises(Conflict) as refusal:
        reply_to_remark(actor=cast.actor("hala"), remark=on_article, client_id=uuid4(), text="بعد")
    assert refusal.value.code == "settled"
    settle_remark(actor=cast.actor("basel"), remark=on_article, is_settled=False)
    assert talk_on_provision(cast.hala, row, words).settled == []
    with pytest.raises(Refused):
        settle_remark(actor=cast.actor("hala"), remark=on_article)


def test_the_room_of_an_article_is_made_once(cast: Cast, row: Round, words: Provision) -> None:
    assert cast.who(can_open_article_room, words) == "basel hala omar"
    first = open_article_room(actor=cast.actor("hala"), provision=words)
    assert open_article_room(actor=cast.actor("omar"), provision=words) == first
    assert InstrumentRoom.objects.get(provision=words).room == first
    assert RoomMembership.objects.filter(room=first).count() == 2
    with pytest.raises(Refused):
        open_article_room(actor=cast.actor("gharib"), provision=words)


def test_the_pages_say_answer_and_settle(cast: Cast, row: Round, words: Provision) -> None:
    hala, omar, basel = signed_in(cast.hala), signed_in(cast.omar), signed_in(cast.basel)
    address = f"/rounds/{row.pk}/provisions/{words.pk}/remarks/"
    quoted = " ".join(words.texts.get().text.split()[:3])
    answer = hala.post(address, {"client_id": str(uuid4()), "text": "توضيح <b>", "quoted": quoted, "before": ""})
    made = Remark.objects.get()
    assert answer.headers["Location"] == f"{address}#remark-{made.pk}"
    page = omar.get(address).content.decode()
    assert "توضيح &lt;b&gt;" in page
    assert "<mark>" in page
    refused = hala.post(address, {"client_id": str(uuid4()), "text": "نص", "quoted": "ليس هنا أبداً البتة"})
    assert refused.status_code == 200
    omar.post(f"/remarks/{made.pk}/reply/", {"client_id": str(uuid4()), "text": "جواب"})
    assert "جواب" in hala.get(address, headers={"HX-Request": "true"}).content.decode()
    assert omar.get(f"/remarks/{made.pk}/edit/").status_code == 403
    hala.post(f"/remarks/{made.pk}/edit/", {"text": "أوضح"})
    basel.post(f"/remarks/{made.pk}/settle/")
    basel.post(f"/remarks/{made.pk}/settle/", {"take_up": "1"})
    made.refresh_from_db()
    assert (made.text, made.settled_at) == ("أوضح", None)
    assert hala.get(f"/remarks/{made.pk}/").headers["Location"] == f"{address}#remark-{made.pk}"
    hala.post(f"/remarks/{made.pk}/delete/")
    made.refresh_from_db()
    assert made.deleted_at
    assert hala.post(f"/provisions/{words.pk}/room/").headers["Location"].startswith("/rooms/")


def test_outsiders_and_liaisons_find_nothing(cast: Cast, row: Round, words: Provision) -> None:
    made = said(cast, row, provision=words)
    for person in (cast.gharib, cast.rania):
        client = signed_in(person)
        for address in (
            f"/rounds/{row.pk}/provisions/{words.pk}/remarks/",
            f"/remarks/{made.pk}/",
            f"/remarks/{made.pk}/edit/",
            f"/api/rounds/{row.pk}/remarks/",
            f"/api/remarks/{made.pk}/",
        ):
            assert client.get(address).status_code == 404, address


def test_programs_say_read_and_settle(cast: Cast, row: Round, words: Provision) -> None:
    client, kind = signed_in(cast.hala), "application/json"
    given = {"client_id": str(uuid4()), "text": "نص", "provision": words.pk, "quoted": "تتحمل الجهة"}
    answer = client.post(f"/api/rounds/{row.pk}/remarks/", given, content_type=kind)
    assert answer.status_code == 201
    known = answer.json()
    assert (known["quoted"], known["place"]["is_exact"]) == ("تتحمل الجهة", True)
    assert client.post(f"/api/rounds/{row.pk}/remarks/", given, content_type=kind).status_code == 200
    wrong = {**given, "client_id": str(uuid4()), "quoted": "ليس هنا أبداً البتة"}
    assert client.post(f"/api/rounds/{row.pk}/remarks/", wrong, content_type=kind).status_code == 400
    one = f"/api/remarks/{known['id']}/"
    reply = {"client_id": str(uuid4()), "text": "جواب"}
    assert signed_in(cast.omar).post(f"{one}replies/", reply, content_type=kind).json()["parent"] == known["id"]
    assert client.patch(one, {"text": "آخر"}, content_type=kind).json()["text"] == "آخر"
    assert signed_in(cast.basel).put(f"{one}settled/").json()["settled_at"]
    assert signed_in(cast.basel).delete(f"{one}settled/").json()["settled_at"] is None
    rows = client.get(f"/api/rounds/{row.pk}/remarks/?provision={words.pk}").json()
    assert [each["text"] for each in rows] == ["جواب", "آخر"]
    assert client.delete(one).status_code == 204
    assert client.get(one).status_code == 404
    assert client.put(f"/api/provisions/{words.pk}/room/").json()["room"]


def test_programs_ask_the_sponsor(cast: Cast, row: Round) -> None:
    proposal, client = put_forward(cast, row), signed_in(cast.hala)
    given = {"client_id": str(uuid4()), "text": "لماذا؟", "kind": "question", "quoted": "نفقات النشر"}
    address = f"/api/proposals/{proposal.pk}/remarks/"
    assert client.post(address, given, content_type="application/json").json()["kind"] == "question"
    assert [each["text"] for each in client.get(address).json()] == ["لماذا؟"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_whatever_it_shows(
    cast: Cast, row: Round, words: Provision, number: int, django_assert_num_queries: Any
) -> None:
    for _each in range(number):
        made = said(cast, row, provision=words)
        reply_to_remark(actor=cast.actor("omar"), remark=made, client_id=uuid4(), text="جواب")
    client = signed_in(cast.hala)
    client.get("/")
    with django_assert_num_queries(PAGE):
        client.get(f"/rounds/{row.pk}/provisions/{words.pk}/remarks/", headers={"HX-Request": "true"})


PAGE = 24


def test_words_of_the_rounds_day_are_shown(cast: Cast, row: Round, words: Provision) -> None:
    text = words.texts.get()
    text.valid_to = row.base_on
    text.save()
    newer = {"text": "نص جديد تماماً", "sha256": "0" * 64, "valid_from": row.base_on, "change": "replace"}
    ProvisionText.objects.create(provision=words, **newer)
    assert talk_on_provision(cast.hala, row, words).texts[0].where.text == "نص جديد تماماً"
