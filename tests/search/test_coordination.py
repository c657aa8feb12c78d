"""Forums, sessions, decisions and recommendations are found by whoever sees them, by what they say now."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from coordination.actions import edit_forum, edit_recommendation
from coordination.models import Decision, Forum
from journal.followers import run_follower
from meetings.actions import add_agenda_item, plan_session, set_session_status, withdraw_agenda_item
from meetings.models import Session
from search.models import SearchEntry
from search.queries import Asked, found, shown
from search.tasks import fill_search, search_follows_coordination
from tests.coordination.followed import assigned_recommendation, draft_recommendation, make_decision
from tests.coordination.made import prepared_forum, standing_forum
from tests.factories import Cast, make_membership, make_organization, make_person, signed_in
from tests.meetings.made import chair_of
from tests.search.finding import finds

pytestmark = [pytest.mark.both, pytest.mark.django_db]
NAMES = ("salma", "basel", "hala", "omar", "rania", "gharib")


def followed() -> None:
    while run_follower(search_follows_coordination):
        pass


def who_finds(cast: Cast, words: str, kind: str) -> str:
    found_by = [name for name in NAMES if finds(getattr(cast, name), words, (kind,))]
    return " ".join([*found_by, *(["lina"] if finds(lina(), words, (kind,)) else [])])


def lina() -> User:
    """Of a verified organisation that takes part in nothing."""
    if known := User.objects.filter(username="lina").first():
        return known
    person = make_person("لينا", username="lina")
    make_membership(person, make_organization("جمعية الدوالي"))
    return person


def planned(cast: Cast, forum: Forum, **more: Any) -> Session:
    starts_at = timezone.now() + timedelta(days=30)
    given: dict[str, Any] = {"client_id": uuid4(), "title": "الجلسة الثانية", "starts_at": starts_at, **more}
    return plan_session(actor=chair_of(cast), body=forum.body, ends_at=starts_at + timedelta(hours=2), **given)


def item(cast: Cast, session: Session, title: str, **more: Any) -> Any:
    return add_agenda_item(actor=chair_of(cast), session=session, client_id=uuid4(), title=title, **more)


def test_a_forum_is_found_by_those_who_see_it_by_its_new_name_alone(cast: Cast) -> None:
    forum = prepared_forum(cast, title="ملتقى السنديان", about="عن التنسيق في الساحل")
    followed()
    assert who_finds(cast, "السنديان", "forum") == "salma"
    assert who_finds(cast, "الساحل", "forum") == who_finds(cast, "اتحاد", "forum") == "salma"
    forum = standing_forum(cast, title="ملتقى الزيتون")
    followed()
    assert who_finds(cast, "الزيتون", "forum") == who_finds(cast, forum.code, "forum") == "salma basel hala omar lina"
    edit_forum(actor=chair_of(cast), forum=forum, title="ملتقى الليمون")
    followed()
    assert who_finds(cast, "الزيتون", "forum") == ""
    assert f'href="/forums/{forum.pk}/"' in signed_in(cast.omar).get("/search/?q=الليمون").content.decode()


def test_a_session_is_found_by_its_agenda_but_not_by_what_is_internal_of_it(cast: Cast) -> None:
    forum = standing_forum(cast)
    session = planned(cast, forum)
    open_item, inner = item(cast, session, "ميثاق القطاع"), item(cast, session, "خلاف الجهتين", is_internal=True)
    followed()
    assert who_finds(cast, "ميثاق", "session") == "salma"  # while it is prepared
    set_session_status(actor=chair_of(cast), session=session, status="convened")
    assert who_finds(cast, "ميثاق", "session") == "salma basel hala omar lina"
    assert who_finds(cast, inner.title, "session") == ""
    withdraw_agenda_item(actor=chair_of(cast), item=open_item)
    followed()
    assert who_finds(cast, "ميثاق", "session") == ""
    assert f'href="/sessions/{session.pk}/"' in signed_in(lina()).get("/search/?q=الثانية").content.decode()


def test_an_internal_session_and_its_decisions_are_for_those_who_take_part(cast: Cast) -> None:
    forum = standing_forum(cast)
    session = planned(cast, forum, title="جلسة مغلقة", is_internal=True)
    set_session_status(actor=chair_of(cast), session=session, status="convened")
    make_decision(cast, forum.body, title="قرار الصندوق", session=session)
    make_decision(cast, forum.body, title="قرار الميثاق", text="يُعتمد ميثاق العمل المشترك.")
    fill_search(["session", "decision"], 0)
    fill_search(["decision"], 0)
    assert who_finds(cast, "مغلقة", "session") == who_finds(cast, "الصندوق", "decision") == "salma basel hala omar"
    assert who_finds(cast, "العمل المشترك", "decision") == "salma basel hala omar lina"


def test_a_recommendation_is_found_by_those_who_see_it(cast: Cast) -> None:
    forum = standing_forum(cast)
    draft = draft_recommendation(cast, forum, text="إنشاء مستودع مشترك في حمص")
    followed()
    assert who_finds(cast, "مستودع", "recommended") == who_finds(cast, draft.code, "recommended") == "salma"
    edit_recommendation(actor=chair_of(cast), recommendation=draft, text="إنشاء مخزن مشترك في حمص", title="مخزن")
    followed()
    assert who_finds(cast, "مستودع", "recommended") == ""
    row = assigned_recommendation(cast, forum, text="تدريب المتطوعين في الساحل", visibility="body")
    followed()
    assert who_finds(cast, "المتطوعين", "recommended") == "salma basel hala omar"
    assert who_finds(cast, "الياسمين", "recommended") == "salma basel hala omar"  # who answers for it
    page = signed_in(cast.hala).get("/search/?q=المتطوعين&kind=recommended").content.decode()
    assert f'href="/recommendations/{row.pk}/"' in page


@pytest.mark.parametrize("number", [1, 3])
def test_what_is_found_costs_as_many_queries_for_three(cast: Cast, number: int, django_assert_num_queries: Any) -> None:
    forum = standing_forum(cast)
    for at in range(number):
        session = planned(cast, forum, title=f"جلسة الميثاق {at}")
        item(cast, session, f"ميثاق {at}")
        make_decision(cast, forum.body, title=f"قرار الميثاق {at}")
        draft_recommendation(cast, forum, text=f"الميثاق {at}")
    followed()
    fill_search(["decision"], 0)
    kinds = ("session", "decision", "recommended")
    entries = found(cast.salma, Asked(q="ميثاق"), kinds=kinds).entries
    assert len(entries) == 3 * number
    with django_assert_num_queries(4):
        assert len(shown(cast.salma, entries, "ميثاق")) == 3 * number


def test_what_happens_in_a_session_indexes_nothing_again(cast: Cast) -> None:
    session = planned(cast, standing_forum(cast))
    followed()
    SearchEntry.objects.update(text="كما كان")
    set_session_status(actor=chair_of(cast), session=session, status="convened")
    followed()
    assert SearchEntry.objects.get(kind="session").text == "كما كان"


def test_a_decision_that_is_gone_leaves_no_word(cast: Cast) -> None:
    make_decision(cast, standing_forum(cast).body, title="قرار الميثاق")
    fill_search(["decision"], 0)
    Decision.objects.all().delete()
    assert finds(cast.salma, "الميثاق", ("decision",)) == []


def test_a_search_asks_once_whether_one_is_a_member(cast: Cast) -> None:
    """However many kinds of things have it in their rule."""
    kinds = ("forum", "session", "decision", "recommended")
    with CaptureQueriesContext(connection) as asked:
        list(found(cast.hala, Asked(q="الميثاق"), kinds=kinds).entries)
    of_members = [each["sql"] for each in asked if "organizations_membership" in each["sql"].split(" WHERE ")[0]]
    assert len([sql for sql in of_members if "public_body" in sql and "LIMIT 1" in sql]) == 1
