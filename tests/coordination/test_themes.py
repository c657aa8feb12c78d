"""Themes: what the recommendations of a body are about; made, renamed and merged by those who convene it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from coordination.actions import create_theme, delete_theme, edit_theme, merge_theme
from coordination.models import Forum, Theme
from coordination.permissions import can_create_theme, can_delete_theme, can_edit_theme, can_merge_theme, themes_for
from journal.refusals import Conflict, Refused
from tests.coordination.followed import adopted_recommendation, assigned_recommendation
from tests.coordination.made import prepared_forum, standing_forum
from tests.entries import entries_left
from tests.factories import Cast, signed_in
from tests.meetings.made import chair_of, standing_body

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture
def forum(cast: Cast) -> Forum:
    return standing_forum(cast)


def made(cast: Cast, forum: Forum, name: str = "التنسيق") -> Theme:
    return create_theme(actor=chair_of(cast), body=forum.body, name=name)


def test_who_makes_themes(cast: Cast, forum: Forum) -> None:
    theme = made(cast, forum)
    for name in ("basel", "hala", "omar", "rania", "gharib"):
        actor = cast.actor(name)
        assert not can_create_theme(actor, forum.body)
        for may in (can_edit_theme, can_merge_theme, can_delete_theme):
            assert not may(actor, theme)
        with pytest.raises(Refused):
            create_theme(actor=actor, body=forum.body, name="آخر")
        with pytest.raises(Refused):
            edit_theme(actor=actor, theme=theme, name="آخر")
        with pytest.raises(Refused):
            merge_theme(actor=actor, theme=theme, into=theme)
        with pytest.raises(Refused):
            delete_theme(actor=actor, theme=theme)
    everybodys = Theme.objects.create(name="للجميع")
    assert not can_edit_theme(chair_of(cast), everybodys)


def test_making_one_leaves_one_entry_and_a_repeat_none(cast: Cast, forum: Forum) -> None:
    with entries_left() as left:
        theme = made(cast, forum, "  التنسيق ")
        assert made(cast, forum) == theme
    assert left == [(forum.stream, "theme_created", forum.pk, {"theme": theme.pk})]
    assert (theme.name, theme.position, made(cast, forum, "التعليم").position) == ("التنسيق", 0, 1)


def test_a_theme_has_a_name_that_can_be_read(cast: Cast, forum: Forum) -> None:
    for name, code in (("  ", "required"), ("س" * 121, "too_long")):
        with pytest.raises(ValidationError) as refusal:
            made(cast, forum, name)
        assert refusal.value.error_dict["name"][0].code == code


def test_a_new_name_is_searched_for_and_may_not_be_another_ones(cast: Cast, forum: Forum) -> None:
    theme, other = made(cast, forum), made(cast, forum, "التعليم")
    row = adopted_recommendation(cast, forum, theme=theme)
    with entries_left() as left:
        edit_theme(actor=chair_of(cast), theme=theme, name="الشراكات", position=7)
        edit_theme(actor=chair_of(cast), theme=theme, name="الشراكات")
    assert left == [(forum.stream, "theme_edited", forum.pk, {"theme": theme.pk})]
    row.refresh_from_db()
    assert "شراكات" in row.search_text
    with pytest.raises(Conflict) as refusal:
        edit_theme(actor=chair_of(cast), theme=other, name="الشراكات")
    assert refusal.value.code == "theme_exists"


def test_merging_moves_what_is_about_it_and_says_so(cast: Cast, forum: Forum) -> None:
    theme, into = made(cast, forum), made(cast, forum, "التنسيق وتبادل البيانات")
    row = assigned_recommendation(cast, forum, theme=theme)
    before = row.version
    with entries_left() as left:
        merge_theme(actor=chair_of(cast), theme=theme, into=into)
    edited = {"status": "assigned", "code": row.code, "fields": ["theme"]}
    assert left == [
        (row.stream, "recommendation_edited", row.pk, edited),
        (f"org.{cast.association.pk}", "recommendation_edited", row.pk, edited),
        (forum.stream, "theme_merged", forum.pk, {"theme": theme.pk, "into": into.pk}),
    ]
    row.refresh_from_db()
    assert (row.theme, row.version) == (into, before + 1)
    assert not Theme.objects.filter(pk=theme.pk).exists()


def test_one_is_not_merged_into_itself_nor_into_another_bodys(cast: Cast, forum: Forum) -> None:
    theme, other = made(cast, forum), Theme.objects.create(name="آخر", body=standing_body(cast))
    for into, code in ((theme, "same_theme"), (other, "other_theme")):
        with pytest.raises(ValidationError) as refusal:
            merge_theme(actor=chair_of(cast), theme=theme, into=into)
        assert refusal.value.error_dict["into"][0].code == code
    merge_theme(actor=chair_of(cast), theme=theme, into=Theme.objects.create(name="للجميع"))


def test_one_is_deleted_while_nothing_is_about_it(cast: Cast, forum: Forum) -> None:
    theme, empty = made(cast, forum), made(cast, forum, "فارغ")
    adopted_recommendation(cast, forum, theme=theme)
    with pytest.raises(Conflict) as refusal:
        delete_theme(actor=chair_of(cast), theme=theme)
    assert refusal.value.code == "theme_in_use"
    with entries_left() as left:
        delete_theme(actor=chair_of(cast), theme=empty)
        delete_theme(actor=chair_of(cast), theme=Theme(pk=empty.pk, body=forum.body))
    assert left == [(forum.stream, "theme_deleted", forum.pk, {"theme": empty.pk})]


def test_the_pages_make_rename_merge_and_delete(cast: Cast, forum: Forum) -> None:
    salma, basel = signed_in(cast.salma), signed_in(cast.basel)
    address = reverse("coordination:themes", args=[forum.body_id])
    assert address in salma.get(reverse("coordination:forum_recommendations", args=[forum.pk])).content.decode()
    assert salma.post(address, {"name": "التنسيق"})["Location"] == address
    assert basel.post(address, {"name": "آخر"}).status_code == 403
    theme, other = Theme.objects.get(), made(cast, forum, "التعليم")
    row = adopted_recommendation(cast, forum, theme=theme)
    page = basel.get(address).content.decode()
    assert "التنسيق" in page
    for name in ("edit_theme", "merge_theme", "delete_theme"):
        link = reverse(f"coordination:{name}", args=[theme.pk])
        assert link not in page
        assert basel.post(link).status_code == 403
    assert (
        "errorlist"
        in salma.post(reverse("coordination:edit_theme", args=[theme.pk]), {"name": "التعليم"}).content.decode()
    )
    salma.post(reverse("coordination:edit_theme", args=[theme.pk]), {"name": "الشراكات"})
    assert "الشراكات" in salma.get(reverse("coordination:merge_theme", args=[theme.pk])).content.decode()
    salma.post(reverse("coordination:merge_theme", args=[theme.pk]), {"into": other.pk})
    row.refresh_from_db()
    assert row.theme == other
    empty = made(cast, forum, "فارغ")
    salma.post(reverse("coordination:delete_theme", args=[empty.pk]))
    assert list(Theme.objects.all()) == [other]


def test_the_calls_do_the_same(cast: Cast, forum: Forum) -> None:
    salma, basel = signed_in(cast.salma), signed_in(cast.basel)
    address, given = f"/api/bodies/{forum.body_id}/themes/", {"name": "التنسيق"}
    answers = [salma.post(address, given, content_type="application/json") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    theme, other = answers[0].json()["id"], made(cast, forum, "التعليم").pk
    assert basel.post(address, given, content_type="application/json").status_code == 403
    assert [each["id"] for each in basel.get(address).json()] == [theme, other]
    own = f"/api/themes/{theme}/"
    assert salma.patch(own, {"name": "التعليم"}, content_type="application/json").status_code == 409
    assert salma.patch(own, {"position": 5}, content_type="application/json").json()["position"] == 5
    hidden = Theme.objects.create(name="مخفي", body=prepared_forum(cast, title="آخر").body)
    assert basel.get(f"/api/bodies/{hidden.body_id}/themes/").status_code == 404
    assert basel.delete(f"/api/themes/{hidden.pk}/").status_code == 404
    assert salma.put(f"{own}merge/", {"into": hidden.pk}, content_type="application/json").status_code == 400
    assert salma.put(f"{own}merge/", {"into": other}, content_type="application/json").json()["id"] == other
    assert salma.delete(f"/api/themes/{other}/").status_code == 204


def test_themes_of_what_one_does_not_see_are_nowhere(cast: Cast, django_assert_num_queries: Any) -> None:
    hidden = Theme.objects.create(name="محور مخفي", body=prepared_forum(cast).body)
    assert hidden not in themes_for(cast.basel)
    assert hidden in themes_for(cast.salma)
    for name in ("recommendations", "dashboard"):
        assert "محور مخفي" not in signed_in(cast.basel).get(reverse(f"coordination:{name}")).content.decode()
    forum = standing_forum(cast, title="آخر")
    client, address = signed_in(cast.basel), reverse("coordination:themes", args=[forum.body_id])
    made(cast, forum)
    client.get(address)
    with django_assert_num_queries(16):
        client.get(address)
    made(cast, forum, "ثانٍ")
    made(cast, forum, "ثالث")
    with django_assert_num_queries(16):
        client.get(address)
