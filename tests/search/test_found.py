"""The same answers on SQLite and PostgreSQL, newest first, and only to those who see the thing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from chat.actions import delete_message, edit_message, open_direct, post_message
from chat.models import Message, Room
from search.models import SearchEntry
from search.queries import Asked, found, helpful, shown
from tests.chat.rooms import group_room, said, sector_room
from tests.factories import Cast
from tests.search.finding import finds, followed

pytestmark = [pytest.mark.django_db, pytest.mark.both]
SAID = [
    "وصل الدواءُ إلى مستودع حلب",
    "نحتاج أدوية للسكري، العدد ٢٥",
    "قافلة إلى إدلب يوم 25/6",
    "اجتماع المؤسسة غداً",
    "سلة غذائية لكل أسرة",
    "The final report of UNICEF is here",
    "تقرير UNHCR عن المخيمات",
    "مدرسة الأمل: فُتِحت المدرسةُ",
    "ماء الشرب ينقص",
    "سلـــة نظافة و سلة غذائيّة",
    "لا",
    "100% مجاناً",
]
ASKED = {
    "دواء": [0],
    "الدواء": [0],
    "بالدواء": [0],
    "ادويه": [1],
    "أدوية": [1],
    "للسكري": [1],
    "سكري": [1],
    "٢٥": [2, 1],
    "25": [2, 1],
    "۲۵ إدلب": [2],
    "ادلب": [2],
    "إِدْلِب": [2],
    "مؤسسة": [3],
    "موسسه": [3],
    "والمؤسسة": [3],
    "سله": [9, 4],
    "سلة غذائية": [9, 4],
    "غذائية سلة": [9, 4],
    '"سلة غذائية"': [9, 4],
    "«سلة نظافة»": [9],
    "«غذائية سلة»": [],
    "report": [5],
    "REPORT unicef": [5],
    "unhcr المخيمات": [6],
    "مدرسه": [7],
    "المدرسة": [7],
    "ماء": [8],
    "لا": [10, 7],
    "ما": [8, 6, 3],
    "UN": [6, 5],
    "un تقرير": [6],
    "100%": [11],
    "%": [11],
    "0%": [11],
    '"0%"': [11],
    "_": [],
    "زلزال": [],
    "'; DROP TABLE": [],
    '" OR text:"': [],
    "سلة*": [9, 4],
}


@pytest.fixture
def room(cast: Cast) -> Room:
    return sector_room(cast, "basel", "omar")


def test_arabic_queries_find_the_same_everywhere(cast: Cast, room: Room) -> None:
    """With and without hamza, ta marbuta, tashkeel, tatweel, article and particles; digits; Latin; mixed."""
    for body in SAID:
        said(cast, "basel", room, body)
    followed()
    numbers = dict(zip(Message.objects.order_by("pk").values_list("pk", flat=True), range(len(SAID)), strict=True))
    answers = {
        query: [numbers[entry.object_id] for entry in found(cast.omar, Asked(q=query, kind="message")).entries]
        for query in ASKED
    }
    assert answers == ASKED


def test_outsiders_find_nothing_of_a_room(cast: Cast, room: Room) -> None:
    said(cast, "basel", room, "دواء السكري")
    followed()
    seeing = [
        name for name in ("salma", "basel", "hala", "omar", "rania", "gharib") if finds(getattr(cast, name), "سكري")
    ]
    assert seeing == ["salma", "basel", "hala", "omar"]


def test_direct_messages_and_groups_are_found_by_those_in_them(cast: Cast) -> None:
    said(cast, "basel", open_direct(actor=cast.actor("basel"), person=cast.omar), "كلمة سرية أولى")
    said(cast, "basel", group_room(cast, "basel", [cast.hala]), "كلمة سرية ثانية")
    followed()
    assert finds(cast.basel, "سرية") == ["كلمة سرية ثانية", "كلمة سرية أولى"]
    assert finds(cast.omar, "سرية") == ["كلمة سرية أولى"]
    assert finds(cast.hala, "سرية") == ["كلمة سرية ثانية"]
    assert finds(cast.salma, "سرية") == finds(cast.gharib, "سرية") == []


def test_gharib_finds_himself_and_public_organisations(cast: Cast, room: Room) -> None:
    followed()
    assert finds(cast.gharib, kind="person") == ["غريب"]
    assert finds(cast.gharib, "ينابيع") == ["جمعية ينابيع الياسمين"]
    assert finds(cast.omar, "باسل") == ["باسل"]


def test_a_suspended_person_and_a_closed_organisation_are_not_found(cast: Cast) -> None:
    followed()
    type(cast.basel).objects.filter(pk=cast.basel.pk).update(is_active=False)
    type(cast.association).objects.filter(pk=cast.association.pk).update(closed_at=timezone.now())
    assert finds(cast.omar, "باسل") == finds(cast.omar, "ينابيع") == []


def test_what_was_edited_is_found_as_it_stands_and_what_was_deleted_leaves_no_word(cast: Cast, room: Room) -> None:
    message, other = said(cast, "basel", room, "قافلة الخبز"), said(cast, "basel", room, "قافلة الماء")
    followed()
    edit_message(actor=cast.actor("basel"), message=message, body="قافلة الطحين")
    delete_message(actor=cast.actor("basel"), message=other)
    followed()
    assert finds(cast.omar, "قافلة") == finds(cast.omar, "طحين") == ["قافلة الطحين"]
    assert finds(cast.omar, "خبز") == finds(cast.omar, "الماء") == []
    assert not SearchEntry.objects.filter(text__contains="الماء").exists()


def test_a_reply_in_a_thread_is_found_and_leads_there(cast: Cast, room: Room) -> None:
    root = said(cast, "basel", room, "من يغطي ريف حمص؟")
    posted = post_message(actor=cast.actor("omar"), room=room, body="فريقنا يغطيه", client_id=uuid4(), thread=root)
    followed()
    page = found(cast.hala, Asked(q="فريقنا"))
    assert [facts["href"] for facts in shown(cast.hala, page.entries, "")] == [
        f"/rooms/{room.pk}/m/{posted.message.pk}/"
    ]


def test_a_row_that_goes_takes_its_entry_along(cast: Cast, room: Room) -> None:
    message = said(cast, "basel", room, "قافلة الخبز")
    followed()
    Message.objects.filter(pk=message.pk).delete()
    assert finds(cast.omar, "خبز") == []
    assert not SearchEntry.objects.filter(kind="message").exists()


def narrowed(cast: Cast) -> list[dict[str, Any]]:
    today = timezone.localdate()
    return [
        {"person": cast.basel.pk},
        {"person": "باسل"},
        {"organization": cast.association.pk},
        {"organization": "ينابيع"},
        {"since": today},
        {"room": Room.objects.get(kind="sector").pk, "person": cast.basel.pk},
    ]


def test_filters_narrow(cast: Cast, room: Room) -> None:
    group = group_room(cast, "omar", [cast.basel])
    with time_machine.travel(timezone.now() - timedelta(days=3), tick=False):
        said(cast, "omar", group, "قافلة قديمة")
        said(cast, "omar", room, "قافلة قديمة أخرى")
    said(cast, "basel", room, "قافلة جديدة")
    followed()
    for filters in narrowed(cast):
        assert finds(cast.omar, "قافلة", **filters) == ["قافلة جديدة"], filters
    until = timezone.localdate() - timedelta(days=2)
    assert sorted(finds(cast.omar, "قافلة", until=until)) == ["قافلة قديمة", "قافلة قديمة أخرى"]
    assert finds(cast.omar, "قافلة", room=group.pk) == ["قافلة قديمة"]
    assert finds(cast.omar, "قافلة", has_file=True) == []
    assert finds(cast.omar, kind="person", organization=cast.association.pk) == ["هالة", "باسل"]


def test_pages_follow_each_other_also_within_one_moment(cast: Cast, room: Room) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        for number in range(7):
            said(cast, "basel", room, f"سطر رقم {number}")
    followed()
    seen, cursor = [], ""
    while True:
        page = found(cast.omar, Asked(q="سطر"), cursor=cursor, limit=3)
        seen += [entry.text[-1] for entry in page.entries]
        if page.next is None:
            break
        cursor = page.next
    assert "".join(seen) == "6543210"


def test_a_made_up_cursor_and_an_endless_query_are_refused(cast: Cast) -> None:
    for asked, cursor, code in [
        (Asked(q="ا" * 10_000), "", "query_too_long"),
        (Asked(q="دواء"), "1;2", "no_such_page"),
    ]:
        with pytest.raises(ValidationError) as refusal:
            found(cast.omar, asked, cursor=cursor)
        assert [error.code for errors in refusal.value.error_dict.values() for error in errors] == [code]


def test_nothing_found_says_which_filter_to_take_away(cast: Cast, room: Room) -> None:
    said(cast, "basel", room, "قافلة جديدة")
    followed()
    asked = Asked(q="قافلة", room=room.pk, person=cast.omar.pk)
    assert found(cast.omar, asked).entries == []
    assert helpful(cast.omar, asked) == ["person"]
