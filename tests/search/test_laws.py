"""Laws and their articles are found by whoever reads them, by what they say today."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from journal.followers import run_follower
from legislation.actions import create_instrument, create_topic, edit_instrument, follow_topic, publish_instrument
from legislation.models import Instrument
from notifications.models import Notification
from notifications.tasks import notices_of_people
from search.models import SearchEntry
from search.tasks import fill_search, search_follows_laws
from tests.factories import Cast, signed_in
from tests.legislation.made import article, published_law
from tests.legislation.test_instruments import scanned
from tests.search.finding import finds

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture
def law(cast: Cast) -> Instrument:
    made = published_law(cast, title="قانون تنظيم العمل التطوعي")
    for kind in (SearchEntry.Kind.INSTRUMENT, SearchEntry.Kind.ARTICLE):
        fill_search([kind], 0)
    return made


def test_articles_are_found_with_what_stands_in_them(cast: Cast, law: Instrument) -> None:
    assert len(finds(cast.basel, "سجلاً للمتطوعين", kinds=("article",))) == 1
    assert "وعمره" in finds(cast.gharib, "عمره ومكان إقامته", kinds=("article",))[0]
    page = signed_in(cast.basel).get("/search/?q=مكان إقامته&kind=article").content.decode()
    assert f"/provisions/{article(law, 3).pk}/" in page


def test_a_draft_is_found_by_who_keeps_the_library(cast: Cast) -> None:
    create_instrument(actor=cast.actor("salma"), client_id=uuid4(), title="قرار السنديان", kind="decision")
    while run_follower(search_follows_laws):
        pass
    assert finds(cast.salma, "السنديان", kinds=("instrument",))
    assert not finds(cast.basel, "السنديان", kinds=("instrument",))


def test_a_new_name_and_a_new_text_take_the_place_of_the_old(cast: Cast, law: Instrument) -> None:
    edit_instrument(actor=cast.actor("salma"), instrument=law, title="قانون الزيتون")
    text = article(law, 5).texts.get()
    text.text, text.search_text = "لا نفقات", "لا نفقات"
    text.save()
    while run_follower(search_follows_laws):
        pass
    assert finds(cast.omar, "الزيتون", kinds=("instrument",))
    assert not finds(cast.omar, "العمل التطوعي", kinds=("instrument",))
    assert not finds(cast.omar, "والوجبات", kinds=("article",))


def test_whoever_follows_a_topic_hears_of_a_circular(cast: Cast) -> None:
    salma = cast.actor("salma")
    topic = create_topic(actor=salma, name_ar="التمويل")
    follow_topic(actor=cast.actor("hala"), topic=topic)
    given: dict[str, Any] = {"title": "تعميم التقارير", "kind": "circular", "number": "17", "topics": [topic]}
    row = scanned(cast, create_instrument(actor=salma, client_id=uuid4(), **given))
    publish_instrument(actor=salma, instrument=row)
    while run_follower(notices_of_people):
        pass
    notice = Notification.objects.get(kind="instrument_published")
    assert notice.person == cast.hala
    page = signed_in(cast.hala).get("/notifications/").content.decode()
    assert "تعميم جديد في موضوع تتابعونه، رقمه 17" in page
    assert f"/laws/{row.pk}/" in page or f"/notifications/{notice.pk}/" in page
