"""The library: bringing an instrument in, saying what it is, publishing it, what it does to others."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from files.examining import examine_bytes
from journal.refusals import Conflict, Refused
from legislation.actions import (
    create_instrument,
    create_topic,
    discard_instrument,
    edit_instrument,
    follow_topic,
    link_instruments,
    publish_instrument,
    set_instrument_status,
    set_source,
    unlink_instruments,
)
from legislation.models import Instrument
from legislation.permissions import (
    can_create_instrument,
    can_discard_instrument,
    can_edit_instrument,
    can_link_instruments,
    can_publish_instrument,
    can_set_instrument_status,
    can_set_source,
    can_unlink_instruments,
)
from legislation.queries import narrowed, terms_of, texts_asked
from tests.entries import entries_left
from tests.factories import Cast, signed_in
from tests.legislation.made import published_law
from tests.meetings.made import chair_of

pytestmark = [pytest.mark.django_db, pytest.mark.both]
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def begun(cast: Cast, **details: Any) -> Instrument:
    given = {"client_id": uuid4(), "title": "تعميم التقارير", "kind": "circular", "number": "17", "year": 2026}
    return create_instrument(actor=cast.actor("salma"), **{**given, **details})


def scanned(cast: Cast, row: Instrument) -> Instrument:
    return set_source(actor=cast.actor("salma"), instrument=row, examined=examine_bytes(PDF, "scan.pdf"))


def test_who_keeps_the_library(cast: Cast) -> None:
    row = begun(cast)
    for may in (
        can_edit_instrument,
        can_publish_instrument,
        can_set_instrument_status,
        can_set_source,
        can_link_instruments,
        can_unlink_instruments,
    ):
        assert cast.who(may, row) == "salma"
    assert cast.who(can_create_instrument) == "salma"
    assert can_create_instrument(chair_of(cast))


def test_create_instrument_leaves_one_entry_and_a_repeat_none(cast: Cast) -> None:
    own = uuid4()
    with entries_left() as left:
        row = begun(cast, client_id=own, number="/١٧/", issued_on=date(2026, 11, 2))
        assert begun(cast, client_id=own) == row
    assert left == [(f"law.{row.pk}", "instrument_created", row.pk, {})]
    assert (row.number, row.published_at) == ("17", None)
    with pytest.raises(Conflict) as refusal:
        begun(cast, client_id=own, title="آخر")
    assert refusal.value.code == "client_id_reused"


def test_create_instrument_refuses_everybody_else(cast: Cast) -> None:
    for name in ("basel", "hala", "omar", "rania", "gharib"):
        with pytest.raises(Refused):
            create_instrument(actor=cast.actor(name), client_id=uuid4(), title="س")


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"title": " "}, "title"),
        ({"kind": "poem"}, "kind"),
        ({"year": 1500}, "year"),
        ({"kind": "law", "must_be_acknowledged": True}, "must_be_acknowledged"),
    ],
)
def test_create_instrument_refuses_what_no_law_is(cast: Cast, details: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        begun(cast, **details)
    assert field in refusal.value.error_dict


def test_the_same_number_twice_is_a_conflict(cast: Cast) -> None:
    begun(cast)
    with pytest.raises(Conflict) as refusal:
        begun(cast, title="مكرر")
    assert refusal.value.code == "instrument_exists"


def test_edit_instrument_says_which_fields(cast: Cast) -> None:
    row, topic = begun(cast), create_topic(actor=cast.actor("salma"), name_ar="التمويل")
    with entries_left() as left:
        edit_instrument(actor=cast.actor("salma"), instrument=row, issuer="الوزارة", topics=[topic])
        edit_instrument(actor=cast.actor("salma"), instrument=row, issuer="الوزارة", topics=[topic])
    assert left == [(f"law.{row.pk}", "instrument_edited", row.pk, {"fields": ["issuer", "topics"]})]
    row.refresh_from_db()
    assert "تمويل" in row.search_text
    with pytest.raises(Refused):
        edit_instrument(actor=cast.actor("basel"), instrument=row, issuer="س")


def test_publish_instrument_tells_those_who_follow_its_topics_once(cast: Cast) -> None:
    salma = cast.actor("salma")
    topics = [create_topic(actor=salma, name_ar=name) for name in ("التمويل", "التقارير")]
    row = begun(cast, topics=topics)
    for topic in topics:
        follow_topic(actor=cast.actor("hala"), topic=topic)
        follow_topic(actor=salma, topic=topic)
    with pytest.raises(Conflict) as refusal:
        publish_instrument(actor=salma, instrument=row)
    assert refusal.value.code == "nothing_to_read"
    scanned(cast, row)
    with entries_left() as left:
        publish_instrument(actor=salma, instrument=row)
        publish_instrument(actor=salma, instrument=row)
    assert left == [
        (f"law.{row.pk}", "instrument_published", row.pk, {}),
        (f"user.{cast.hala.pk}", "instrument_published", row.pk, {"sort": "circular", "number": "17"}),
    ]
    with pytest.raises(Refused):
        publish_instrument(actor=cast.actor("omar"), instrument=row)


def test_discard_instrument_ends_what_was_begun_by_mistake(cast: Cast) -> None:
    row, salma = scanned(cast, begun(cast)), cast.actor("salma")
    assert cast.who(can_discard_instrument, row) == "salma"
    with pytest.raises(Refused):
        discard_instrument(actor=cast.actor("basel"), instrument=row)
    law = published_law(cast)
    assert cast.who(can_discard_instrument, law) == ""
    Instrument.objects.filter(pk=law.pk).update(published_at=None)
    law.refresh_from_db()
    with pytest.raises(Conflict) as refusal:
        discard_instrument(actor=salma, instrument=law)
    assert refusal.value.code == "has_text"
    pk, stream = row.pk, row.stream
    with entries_left() as left:
        discard_instrument(actor=salma, instrument=row)
        discard_instrument(actor=salma, instrument=Instrument(pk=pk))
    assert left == [(stream, "instrument_discarded", pk, {})]
    assert not Instrument.objects.filter(pk=pk).exists()
    other = begun(cast)
    assert signed_in(cast.basel).delete(f"/api/laws/{other.pk}/").status_code == 404
    signed_in(cast.salma).post(f"/laws/{other.pk}/discard/")
    assert not Instrument.objects.filter(pk=other.pk).exists()


def test_set_instrument_status_knows_when_it_was_repealed(cast: Cast) -> None:
    row, salma = begun(cast, in_force_on=date(2020, 1, 1)), cast.actor("salma")
    with entries_left() as left:
        set_instrument_status(actor=salma, instrument=row, status="repealed", repealed_on=date(2026, 1, 1))
        set_instrument_status(actor=salma, instrument=row, status="repealed")
    assert left == [(f"law.{row.pk}", "instrument_status_set", row.pk, {})]
    for given, code in (
        ({"status": "lost"}, "status"),
        ({"status": "repealed", "repealed_on": date(2019, 1, 1)}, "rep"),
    ):
        with pytest.raises(ValidationError) as refusal:
            set_instrument_status(actor=salma, instrument=row, **given)
        assert any(field.startswith(code) for field in refusal.value.error_dict)
    set_instrument_status(actor=salma, instrument=row, status="in_force")
    row.refresh_from_db()
    assert row.repealed_on is None


def test_set_source_keeps_the_scan_with_its_hash(cast: Cast) -> None:
    row = scanned(cast, begun(cast))
    assert row.source is not None
    assert len(row.source.sha256) == 64
    with pytest.raises(ValidationError) as refusal:
        set_source(actor=cast.actor("salma"), instrument=row)
    assert refusal.value.error_dict["file"][0].code == "kind_not_taken"
    with pytest.raises(Refused):
        set_source(actor=cast.actor("hala"), instrument=row, examined=examine_bytes(PDF, "scan.pdf"))


def test_links_stand_at_both(cast: Cast) -> None:
    row, law, salma = begun(cast), published_law(cast), cast.actor("salma")
    with entries_left() as left:
        link = link_instruments(actor=salma, instrument=row, target=law, kind="amends")
        link_instruments(actor=salma, instrument=row, target=law, kind="amends")
    facts = {"target": law.pk, "link": "amends"}
    assert left == [(stream, "instruments_linked", row.pk, facts) for stream in sorted([row.stream, law.stream])]
    with pytest.raises(ValidationError):
        link_instruments(actor=salma, instrument=law, target=law, kind="amends")
    with pytest.raises(ValidationError):
        link_instruments(actor=salma, instrument=row, target=law, kind="hates")
    for verb in (
        lambda: link_instruments(actor=cast.actor("basel"), instrument=row, target=law, kind="cites"),
        lambda: unlink_instruments(actor=cast.actor("basel"), link=link),
    ):
        with pytest.raises(Refused):
            verb()
    with entries_left() as left:
        unlink_instruments(actor=salma, link=link)
        unlink_instruments(actor=salma, link=link)
    assert [each.event for each in left] == ["instruments_unlinked"] * 2


# The list -------------------------------------------------------------------------------------------------------------
def test_the_list_is_narrowed(cast: Cast) -> None:
    law, draft = published_law(cast), begun(cast)
    assert list(narrowed(cast.salma, {"kind": "circular", "year": "٢٠٢٦"})) == [draft]
    assert list(narrowed(cast.basel, {})) == [law]
    assert list(narrowed(cast.salma, {"status": "repealed"})) == []
    assert list(narrowed(cast.salma, {"state": "draft", "q": "التقارير"})) == [draft]


@pytest.mark.parametrize("words", ["المتطوع بسرية", "بِسِرِّيَّة المعلومات", "المعلومات ال"])
def test_articles_are_found_in_any_spelling(cast: Cast, words: str) -> None:
    published_law(cast)
    assert [row.provision.place for row in texts_asked(cast.gharib, {"q": words})][-1:] == ["مادة 7"]


def test_articles_of_drafts_are_found_by_who_keeps_the_library(cast: Cast) -> None:
    published_law(cast)
    Instrument.objects.update(published_at=None)
    assert texts_asked(cast.salma, {"q": "المتطوعين"}).exists()
    assert not texts_asked(cast.basel, {"q": "المتطوعين"}).exists()


def test_words_lose_their_article_and_their_points() -> None:
    assert terms_of("«الجمعيات»، الجمعيات و 5") == ["جمعيات", "و", "5"]


def test_the_index_follows_a_text_that_changes(cast: Cast) -> None:
    text = published_law(cast).provisions.get(eid__contains="art_7").texts.get()
    text.search_text = "كلمه فريده"
    text.save()
    assert [row.pk for row in texts_asked(cast.basel, {"q": "فريدة"})] == [text.pk]
    text.delete()
    assert not texts_asked(cast.basel, {"q": "فريدة"}).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_however_long_it_is(cast: Cast, count: int) -> None:
    for number in range(count):
        published_law(cast, number=f"{number}")
    client = signed_in(cast.basel)
    client.get("/laws/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get("/laws/").content.decode().count('class="law-row"') == count
    assert len(asked) == 12


# The pages ------------------------------------------------------------------------------------------------------------
def test_a_keeper_brings_one_in_and_publishes_it(cast: Cast) -> None:
    client, given = signed_in(cast.salma), {"client_id": uuid4(), "kind": "circular", "title": "تعميم"}
    answer = client.post("/laws/new/", given)
    row = Instrument.objects.get()
    assert answer.headers["Location"] == f"/laws/{row.pk}/"
    assert client.get(f"/laws/{row.pk}/edit/").status_code == 200
    client.post(f"/laws/{row.pk}/edit/", {**given, "title": "تعميم آخر"})
    client.post(f"/laws/{row.pk}/scan/new/", {"examined": SimpleUploadedFile("scan.pdf", PDF)})
    client.post(f"/laws/{row.pk}/publish/")
    row.refresh_from_db()
    assert (row.title, bool(row.source), bool(row.published_at)) == ("تعميم آخر", True, True)
    assert signed_in(cast.basel).get(f"/laws/{row.pk}/scan/").status_code == 200
    client.post(f"/laws/{row.pk}/status/", {"status": "repealed"})
    row.refresh_from_db()
    assert row.status == "repealed"


def test_pages_of_keepers_are_for_them(cast: Cast) -> None:
    law, draft = published_law(cast), begun(cast)
    client = signed_in(cast.basel)
    for name in ("edit_instrument", "set_instrument_status", "set_source", "link_instruments", "acknowledgements"):
        assert client.get(reverse(f"legislation:{name}", args=[law.pk])).status_code == 403
        assert client.get(reverse(f"legislation:{name}", args=[draft.pk])).status_code == 404
        assert signed_in(cast.salma).get(reverse(f"legislation:{name}", args=[law.pk])).status_code == 200
    assert client.get("/laws/new/").status_code == 403
    assert client.post(f"/laws/{law.pk}/publish/").status_code == 403
    assert client.get(f"/laws/{draft.pk}/").status_code == 404
