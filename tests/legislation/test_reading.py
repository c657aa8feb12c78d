"""Reading a law and its articles: what names what, deep links, cards, paper."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from config.menus import carded_pages
from journal.actors import Actor
from journal.models import Entry, Stream
from journal.refusals import Refused
from legislation.actions import note_citations
from legislation.citing import citations, named_one_by_one
from legislation.models import Citation, Instrument
from legislation.queries import beside, cited_by, units_of
from legislation.tasks.citations import follow_texts
from tests.entries import entries_left
from tests.factories import Cast, signed_in
from tests.legislation.made import article, published_law

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def law(cast: Cast) -> Instrument:
    made = published_law(cast)
    note_citations(actor=Actor.clock(), instrument=made)
    return made


def test_each_number_is_named_at_its_own_place() -> None:
    text = "يعاقب كل من يخالف المادتين 6 و 8 مكرر من هذا القانون"
    found = [each for cited in citations(text) for each in named_one_by_one(cited)]
    assert [(text[at : at + len(words)], label) for at, words, label in found] == [
        ("المادتين 6", (6, 0, 0)),
        ("8 مكرر", (8, 1, 0)),
    ]


def test_articles_that_name_each_other_are_linked_both_ways(cast: Cast, law: Instrument) -> None:
    body = signed_in(cast.basel).get(f"/provisions/{article(law, 10).pk}/").content.decode()
    assert f'<a href="/provisions/{article(law, 6).pk}/">المادتين 6</a>' in body
    assert f'<a href="/provisions/{article(law, 8).pk}/">8</a>' in body
    assert [row.place for row in cited_by(cast.basel, article(law, 8))] == ["مادة 10"]


def test_noting_again_changes_nothing_and_is_the_workers(cast: Cast, law: Instrument) -> None:
    before = list(Citation.objects.values_list("text", "start", "words"))
    with entries_left() as left:
        assert note_citations(actor=cast.actor("salma"), instrument=law) == 3
    assert (left, list(Citation.objects.values_list("text", "start", "words"))) == ([], before)
    with pytest.raises(Refused):
        note_citations(actor=cast.actor("basel"), instrument=law)


def test_a_law_that_comes_later_is_found_in_what_named_it(cast: Cast, law: Instrument) -> None:
    text = article(law, 12).texts.get()
    text.text = "ينفذ وفق المادة 4 من القانون رقم /93/ لعام 1958."
    text.save()
    note_citations(actor=Actor.clock(), instrument=law)
    assert Citation.objects.get(text=text).provision is None
    other = published_law(cast, number="93", year=1958)
    note_citations(actor=Actor.clock(), instrument=other)
    assert Citation.objects.get(text=text).provision == article(other, 4)
    assert [row.instrument for row in cited_by(cast.gharib, article(other, 4))][:1] == [law]


def test_the_worker_follows_what_happens_to_texts(cast: Cast) -> None:
    made = published_law(cast)
    stream = Stream.objects.create(name=made.stream, kind="law")
    told = [Entry(stream=stream, event=event) for event in ("circular_acknowledged", "text_published")]
    follow_texts(told[:1])
    assert not Citation.objects.exists()
    follow_texts(told)
    assert Citation.objects.count() == 3


def test_a_law_is_read_in_order(law: Instrument) -> None:
    units = units_of(law)
    assert [unit.row.label for unit in units[:4]] == ["الباب الأول", "مادة 1", "مادة 2", "مادة 3"]
    assert [part.row.label for part in units[3].parts] == ["أ", "ب", "ج"]
    assert [unit.level for unit in units if unit.is_wide][:3] == [2, 2, 3]


def test_the_pages_are_for_everybody(law: Instrument) -> None:
    client, pk = Client(), article(law, 3).pk
    body = client.get(f"/laws/{law.pk}/").content.decode()
    assert all(f'id="{unit.row.eid}"' in body for unit in units_of(law))
    assert "نص غير رسمي" in body
    for address in (f"/provisions/{pk}/", f"/provisions/{pk}/card/", f"/laws/{law.pk}/card/", "/laws/?q=متطوع"):
        assert client.get(address).status_code == 200
    for address in (f"/laws/{law.pk}/law.pdf", f"/provisions/{pk}/article.pdf"):
        assert client.get(address).content[:5] == b"%PDF-"
    assert client.get(f"/laws/{law.pk}/law.docx").content[:2] == b"PK"


def test_a_link_to_an_article_is_a_card_in_a_room(law: Instrument) -> None:
    assert {"/laws/#/", "/provisions/#/"} <= set(carded_pages())
    card = Client().get(f"/provisions/{article(law, 3).pk}/card/").content.decode()
    assert "تمسك كل جهة سجلاً" in card
    assert "اسم المتطوع وعمره" in card


def test_what_is_not_published_is_read_by_nobody_else(cast: Cast, law: Instrument) -> None:
    Instrument.objects.update(published_at=None)
    pk = article(law, 3).pk
    for address in (f"/laws/{law.pk}/", f"/provisions/{pk}/", f"/provisions/{pk}/card/", f"/laws/{law.pk}/law.pdf"):
        assert Client().get(address).status_code == 404
        assert signed_in(cast.basel).get(address).status_code == 404
        assert signed_in(cast.salma).get(address).status_code == 200


def test_parts_lead_to_their_place(cast: Cast, law: Instrument) -> None:
    client, three = signed_in(cast.basel), article(law, 3)
    item, part = three.parts.get(label="ب"), law.provisions.get(label="الباب الثاني")
    assert client.get(f"/provisions/{item.pk}/").headers["Location"] == f"/provisions/{three.pk}/#{item.eid}"
    assert client.get(f"/provisions/{part.pk}/").headers["Location"] == f"/laws/{law.pk}/#{part.eid}"


def test_neighbours(law: Instrument) -> None:
    assert beside(article(law, 1)) == (None, article(law, 2))
    assert beside(article(law, 12)) == (article(law, 11), None)


def test_a_repealed_article_says_so(cast: Cast, law: Instrument) -> None:
    text = article(law, 5).texts.get()
    text.text, text.change, text.valid_from = "", "repeal", date(2020, 1, 1)
    text.save()
    assert "ملغاة" in signed_in(cast.basel).get(f"/provisions/{article(law, 5).pk}/").content.decode()


@pytest.mark.parametrize("numbers", [(1,), (1, 2, 3)])
def test_a_law_asks_the_same_however_many_read_it(cast: Cast, law: Instrument, numbers: tuple[int, ...]) -> None:
    law.provisions.filter(kind="article").exclude(key__in=[f"{each:05d}.00.00" for each in numbers]).delete()
    client = signed_in(cast.basel)
    client.get(f"/laws/{law.pk}/")
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/laws/{law.pk}/")
    assert len(asked) == 16
