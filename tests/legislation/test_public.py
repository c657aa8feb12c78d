"""The public page of a round: what everybody reads, and what nobody does who may not."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from legislation.actions import check_answers
from legislation.models import Round
from legislation.queries import public_proposals, story_of
from organizations.models import Membership, Role
from tests.factories import Cast, make_membership, signed_in
from tests.legislation.compiled import bare_round, change, decided_round, endorsed, proposed, sent_dossier
from tests.legislation.made import article
from tests.legislation.test_answers import entered

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def storage(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def page_of(row: Round, client: Client | None = None, query: str = "") -> Any:
    return (client or Client()).get(f"/public-rounds/{row.code}/{query}")


def test_a_round_for_everybody_is_read_without_signing_in(cast: Cast) -> None:
    row = decided_round(cast, visibility="public")
    page = page_of(row).content.decode()
    for words in ("نطاق القانون", "مقترح لم يعتمد", "خارج نطاق القانون", "مقترح سُحب", str(cast.association)):
        assert words in page
    assert Client().get(f"/api/public-rounds/{row.code}/").json()["states"] == {
        "adopted": 2,
        "rejected": 1,
        "withdrawn": 1,
    }
    told = Client().get(f"/api/public-rounds/{row.code}/proposals/").json()["results"]
    assert [each["status"] for each in told] == ["adopted", "adopted", "rejected", "withdrawn"]
    assert told[0]["endorsed_by"] == [str(cast.association)]


def test_a_round_for_members_is_nobody_elses(cast: Cast) -> None:
    row = decided_round(cast)
    assert page_of(row).status_code == 404
    assert Client().get(f"/api/public-rounds/{row.code}/").status_code == 404
    assert page_of(row, signed_in(cast.gharib)).status_code == 404
    assert page_of(row, signed_in(cast.omar)).status_code == 200
    Round.objects.filter(pk=row.pk).update(visibility="public", status="prepared")
    assert page_of(row).status_code == 404


def test_drafts_are_not_told_even_to_who_wrote_them(cast: Cast) -> None:
    row = decided_round(cast, visibility="public")
    draft = proposed(cast, row, "مسودة لا ترى")
    type(draft).objects.filter(pk=draft.pk).update(status="returned")
    for client in (Client(), signed_in(cast.omar)):
        assert "مسودة لا ترى" not in page_of(row, client).content.decode()
    assert not public_proposals(cast.omar, row).filter(pk=draft.pk).exists()


def test_it_is_narrowed_by_state(cast: Cast) -> None:
    row = decided_round(cast, visibility="public")
    page = page_of(row, query="?state=withdrawn").content.decode()
    assert "مقترح سُحب" in page
    assert "نطاق القانون" not in page
    assert page_of(row, query="?state=merged").status_code == 200
    assert page_of(row, query="?state=x&page=99").status_code == 200


def test_it_tells_the_answers_that_stand(cast: Cast) -> None:
    row = decided_round(cast, visibility="public")
    dossier = sent_dossier(cast, row)
    Membership.objects.filter(person=cast.hala).delete()
    make_membership(cast.hala, cast.association, Role.MANAGER)
    answers = entered(cast, dossier, text="تؤخذ به في المشروع القادم")
    assert "تؤخذ به" not in page_of(row).content.decode()
    check_answers(actor=cast.actor("hala"), dossier=dossier, answers=answers)
    page = page_of(row).content.decode()
    assert "تؤخذ به في المشروع القادم" in page
    assert str(cast.basel) not in page  # who entered it is for those who take part
    told = Client().get(f"/api/public-rounds/{row.code}/proposals/").json()["results"]
    assert (told[0]["answer"]["kind"], told[0]["days_without_answer"]) == ("accepted", None)
    assert (told[1]["answer"], told[1]["days_without_answer"]) == (None, 0)
    assert [step.is_done for step in story_of(cast.omar, Round.objects.get(pk=row.pk))] == [True] * 4 + [False]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_public_page_asks_as_often_whatever_it_holds(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    row = bare_round(cast, decided_round(cast).instrument, visibility="public")
    for number in range(rows):
        one = proposed(cast, row, f"مقترح {number}")
        change(one, article(row.instrument, 2), new_text="نص")
        endorsed(cast, one, cast.association)
    client = Client()
    with django_assert_num_queries(10):
        assert page_of(row, client).status_code == 200


def test_an_empty_round_says_so(cast: Cast) -> None:
    row = bare_round(cast, decided_round(cast).instrument, visibility="public")
    assert "لم يُقدَّم أي مقترح بعد" in page_of(row).content.decode()


def test_strangers_find_the_rounds_that_are_for_everybody(cast: Cast) -> None:
    row = decided_round(cast, visibility="public")
    hidden = bare_round(cast, row.instrument, title="جولة للأعضاء")
    page = Client().get("/public-rounds/").content.decode()
    assert f"/public-rounds/{row.code}/" in page
    assert 'href="/verify/"' in page  # who holds a copy of a dossier types its code there
    assert 'href="/verify/"' in Client().get("/dossiers/verify/6M66-X7NE-3CA9/").content.decode()
    assert hidden.title not in page
    assert [each["code"] for each in Client().get("/api/public-rounds/").json()] == [row.code]
    assert "/public-rounds/" in Client().get("/").content.decode()


def test_the_page_of_a_proposal_shows_its_answer(cast: Cast) -> None:
    dossier = sent_dossier(cast)
    item = dossier.items.first()
    assert item is not None
    address = f"/proposals/{item.proposal_id}/answers/"
    assert "أُرسل اليوم" in signed_in(cast.omar).get(address).content.decode()
    assert Client().get(address).status_code == 404
    Membership.objects.filter(person=cast.hala).delete()
    make_membership(cast.hala, cast.association, Role.MANAGER)
    answers = entered(cast, dossier, text="تؤخذ به")
    assert "تؤخذ به" not in signed_in(cast.omar).get(address).content.decode()
    check_answers(actor=cast.actor("hala"), dossier=dossier, answers=answers)
    assert "تؤخذ به" in signed_in(cast.omar).get(address).content.decode()
