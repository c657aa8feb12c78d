"""Searches of the board that people keep."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from journal.models import Entry
from journal.refusals import Conflict, Refused
from needs.actions.filters import MOST, delete_filter, save_filter
from needs.models import SavedFilter
from tests.factories import Cast
from tests.needs.test_board import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def events(cast: Cast) -> list[str]:
    told = Entry.objects.filter(stream__name=f"user.{cast.hala.pk}", kind="saved_filter")
    return list(told.order_by("number").values_list("event", flat=True))


def test_save_filter_keeps_a_question_once(cast: Cast) -> None:
    first = save_filter(actor=cast.actor("hala"), name="حلب", query="place=SY02")
    again = save_filter(actor=cast.actor("hala"), name="محافظة حلب", query="place=SY02")
    assert first.pk == again.pk
    assert list(SavedFilter.objects.values_list("person", "name", "query")) == [
        (cast.hala.pk, "محافظة حلب", "place=SY02")
    ]
    assert events(cast) == ["filter_saved", "filter_saved"]


@pytest.mark.parametrize(
    ("name", "query", "code"),
    [
        ("", "place=SY02", "required"),
        ("حلب", "", "required"),
        ("ح" * 61, "q=1", "too_long"),
        ("a", "q" * 401, "too_long"),
    ],
)
def test_save_filter_refuses(cast: Cast, name: str, query: str, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        save_filter(actor=cast.actor("hala"), name=name, query=query)
    assert [errors[0].code for errors in refusal.value.error_dict.values()] == [code]


def test_save_filter_ends_at_thirty(cast: Cast) -> None:
    SavedFilter.objects.bulk_create(SavedFilter(person=cast.hala, name="x", query=f"q={n}") for n in range(MOST))
    with pytest.raises(Conflict) as refusal:
        save_filter(actor=cast.actor("hala"), name="y", query="q=zz")
    assert refusal.value.code == "too_many_filters"
    save_filter(actor=cast.actor("hala"), name="y", query="q=1")


def test_delete_filter_is_for_whom_it_belongs_to(cast: Cast) -> None:
    saved = save_filter(actor=cast.actor("hala"), name="حلب", query="place=SY02")
    for name in ("salma", "basel", "gharib"):
        with pytest.raises(Refused):
            delete_filter(actor=cast.actor(name), saved=saved)
    delete_filter(actor=cast.actor("hala"), saved=saved)
    assert not SavedFilter.objects.exists()
    assert events(cast) == ["filter_saved", "filter_deleted"]


def test_the_page_keeps_what_it_asked_and_nothing_else(cast: Cast) -> None:
    client = signed_in(cast, "hala")
    assert 'value="urgency=1"' in client.get("/needs/?urgency=1&view=map&odd=x&kind=zz").content.decode()
    answer = client.post("/needs/filters/save/", {"name": "عاجل", "query": "urgency=1&view=map&odd=x&next=//evil"})
    assert answer.headers["Location"] == "/needs/?urgency=1"
    saved = SavedFilter.objects.get()
    page = client.get("/needs/?urgency=1").content.decode()
    assert f"/needs/filters/{saved.pk}/delete/" in page
    assert "عاجل" not in signed_in(cast, "basel").get("/needs/").content.decode().split("</form>")[0]
    assert signed_in(cast, "basel").post(f"/needs/filters/{saved.pk}/delete/").status_code == 404
    assert client.post(f"/needs/filters/{saved.pk}/delete/").status_code == 302
    assert not SavedFilter.objects.exists()


def test_a_stranger_keeps_nothing(cast: Cast) -> None:
    assert Client().post("/needs/filters/save/", {"name": "x", "query": "urgency=1"}).status_code == 302
    assert "filters/save" not in Client().get("/needs/?urgency=1").content.decode()
    assert not SavedFilter.objects.exists()
