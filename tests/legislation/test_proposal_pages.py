"""Rounds and proposals in the browser: from preparing a round to putting a proposal forward."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from legislation.actions import ask_sponsor, hand_in_proposal, withdraw_proposal
from legislation.models import Proposal, ProvisionText, Round
from tests.factories import Cast, signed_in
from tests.legislation import made
from tests.meetings.made import union_of

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def page(client: Any, name: str, *ids: int, **more: Any) -> str:
    answer = client.get(reverse(f"legislation:{name}", args=ids), more)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_round_is_prepared_and_opened_in_the_browser(cast: Cast) -> None:
    union_of(cast)
    law, salma, today = made.published_law(cast), signed_in(cast.salma), timezone.localdate()
    assert reverse("legislation:create_round") in page(salma, "rounds")
    given = {
        "client_id": uuid4(),
        "instrument": law.pk,
        "title": "جولة تعديل",
        "opens_on": today,
        "freezes_on": today + timedelta(days=14),
        "closes_on": today + timedelta(days=30),
        "base_on": today,
        "proposers": "verified",
        "threshold": 2,
        "majority": "most",
        "visibility": "members",
    }
    answer = salma.post(reverse("legislation:create_round"), given)
    row = Round.objects.get()
    assert answer.headers["Location"] == reverse("legislation:round", args=[row.pk])
    assert signed_in(cast.omar).get(answer.headers["Location"]).status_code == 404
    salma.post(reverse("legislation:set_round_status", args=[row.pk]), {"status": "open"})
    assert "جولة تعديل" in page(signed_in(cast.omar), "round", row.pk)
    assert "جولة تعديل" in page(signed_in(cast.omar), "rounds")
    salma.post(reverse("legislation:edit_round", args=[row.pk]), {**given, "title": "جولة 2026"})
    assert "جولة 2026" in page(salma, "round", row.pk)
    room = signed_in(cast.omar).post(reverse("legislation:enter_round_room", args=[row.pk]))
    row.refresh_from_db()
    assert room.headers["Location"] == reverse("chat:room", args=[row.room_id])


def test_a_proposal_goes_from_a_member_to_everybody(cast: Cast) -> None:
    row = made.open_round(cast)
    article, hala, basel = made.article(row.instrument, 5), signed_in(cast.hala), signed_in(cast.basel)
    create = reverse("legislation:create_proposal", args=[row.pk])
    given = {"client_id": uuid4(), "title": "رفع سقف النفقات", "rationale": "ارتفعت الأسعار"}
    answer = hala.post(f"{create}?provision={article.pk}", given)
    one = Proposal.objects.get()
    add = reverse("legislation:add_amendment", args=[one.pk])
    assert answer.headers["Location"] == f"{add}?provision={article.pk}"
    text = article.texts.get()
    assert text.text in hala.get(answer.headers["Location"]).content.decode()
    new = text.text.replace("50000", "90000")
    typed = {"client_id": uuid4(), "new_text": new, "base_sha256": text.sha256}
    preview = reverse("legislation:amendment_preview", args=[one.pk])
    shown = hala.post(f"{preview}?provision={article.pk}&kind=replace", typed).content.decode()
    assert "<del" in shown
    assert "90000" in shown
    assert not one.amendments.exists()
    answer = hala.post(answer.headers["Location"], typed)
    assert answer.headers["Location"].startswith(reverse("legislation:proposal", args=[one.pk]))
    assert "90000" in page(hala, "proposal", one.pk)
    assert basel.get(reverse("legislation:proposal", args=[one.pk])).status_code == 404
    hala.post(reverse("legislation:hand_in_proposal", args=[one.pk]))
    assert "90000" in page(basel, "submit_proposal", one.pk)
    assert one.code in page(basel, "rounds")
    one.refresh_from_db()
    basel.post(reverse("legislation:submit_proposal", args=[one.pk]), {"version": one.version})
    for name in ("omar", "salma", "hala"):
        assert "90000" in page(signed_in(getattr(cast, name)), "proposal", one.pk)
    assert "رفع سقف النفقات" in page(signed_in(cast.omar), "round", row.pk)
    assert signed_in(cast.gharib).get(reverse("legislation:proposal", args=[one.pk])).status_code == 404


def test_the_article_is_chosen_by_number_or_words(cast: Cast) -> None:
    row = made.open_round(cast)
    one, hala = made.draft(cast, row, made.article(row.instrument, 5), "نص"), signed_in(cast.hala)
    assert "مادة 12" in page(hala, "add_amendment", one.pk)
    found = page(hala, "add_amendment", one.pk, q="الجريدة الرسمية")
    assert "مادة 12" in found
    assert "مادة 7" not in found
    for kind in ("insert_before", "insert_after", "repeal", "renumber", "heading", "replace"):
        assert page(hala, "add_amendment", one.pk, provision=made.article(row.instrument, 6).pk, kind=kind)
    assert page(hala, "add_amendment", one.pk, kind="replace_term")


@pytest.mark.parametrize(("term", "said"), [("الطائرات", "notice brick"), ("هذا القانون", "<ins"), ("", "soft")])
def test_a_term_is_counted_while_it_is_typed(cast: Cast, term: str, said: str) -> None:
    row = made.open_round(cast)
    one = made.draft(cast, row, made.article(row.instrument, 5), "نص")
    address = reverse("legislation:amendment_preview", args=[one.pk]) + "?kind=replace_term"
    shown = signed_in(cast.hala).post(address, {"term": term, "new_term": "القانون المعدل"})
    assert said in shown.content.decode()


def test_a_term_that_stands_everywhere_is_asked_about(cast: Cast) -> None:
    row = made.open_round(cast)
    one = made.draft(cast, row, made.article(row.instrument, 5), "نص")
    ProvisionText.objects.filter(provision__kind="article").update(text="هذا القانون")
    address = reverse("legislation:amendment_preview", args=[one.pk]) + "?kind=replace_term"
    shown = signed_in(cast.hala).post(address, {"term": "القانون", "new_term": "النظام"})
    assert "notice saffron" in shown.content.decode()


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("insert_after", {"new_text": "نص جديد"}, "مكرر"),
        ("repeal", {}, "<del"),
        ("renumber", {"new_label": "مادة 60"}, "60"),
        ("heading", {"new_heading": "عنوان"}, "عنوان"),
        ("replace", {"new_text": ""}, "notice saffron"),
    ],
)
def test_what_a_change_does_is_shown_while_it_is_typed(cast: Cast, kind: str, typed: dict[str, str], said: str) -> None:
    row = made.open_round(cast)
    one = made.draft(cast, row, made.article(row.instrument, 5), "نص")
    pk = made.article(row.instrument, 6).pk
    address = reverse("legislation:amendment_preview", args=[one.pk]) + f"?kind={kind}&provision={pk}"
    assert said in signed_in(cast.hala).post(address, typed).content.decode()
    assert signed_in(cast.omar).post(address, typed).status_code == 404


def test_a_changed_text_is_shown_beside_what_was_read(cast: Cast) -> None:
    row = made.open_round(cast)
    article = made.article(row.instrument, 5)
    one, hala = made.draft(cast, row, article, "نص"), signed_in(cast.hala)
    article.texts.update(valid_to=row.base_on)
    newer = "نص صُحّح في نسختنا"
    ProvisionText.objects.create(provision=article, text=newer, sha256="0" * 64, valid_from=row.base_on)
    change = one.amendments.get()
    shown = page(hala, "edit_amendment", change.pk)
    assert newer.split()[1] in shown
    assert "<del" in shown
    edit = reverse("legislation:edit_amendment", args=[change.pk])
    answer = hala.post(edit, {"client_id": uuid4(), "version": 1, "new_text": "نص", "base_sha256": "0" * 64})
    assert answer.status_code == 302
    change.refresh_from_db()
    assert change.base_sha256 == "0" * 64


def test_returning_withdrawing_and_taking_over(cast: Cast) -> None:
    row = made.open_round(cast)
    one = made.draft(cast, row, made.article(row.instrument, 5), "نص جديد")
    hala, basel, omar = (signed_in(person) for person in (cast.hala, cast.basel, cast.omar))
    hand_in_proposal(actor=cast.actor("hala"), proposal=one)
    basel.post(reverse("legislation:show_waiting_proposal", args=[one.pk]), {"shown": "1"})
    basel.post(reverse("legislation:return_proposal", args=[one.pk]), {"reason": "أوضحي الأثر"})
    assert "أوضحي الأثر" in page(hala, "proposal", one.pk)
    hala.post(reverse("legislation:hand_in_proposal", args=[one.pk]))
    one.refresh_from_db()
    basel.post(reverse("legislation:submit_proposal", args=[one.pk]), {"version": one.version})
    assert signed_in(cast.hala).get(reverse("legislation:withdraw_proposal", args=[one.pk])).status_code == 403
    basel.post(reverse("legislation:withdraw_proposal", args=[one.pk]), {"reason": "غيّر المجلس رأيه"})
    assert "غيّر المجلس رأيه" in page(omar, "proposal", one.pk)
    answer = omar.post(reverse("legislation:take_over_proposal", args=[one.pk]), {"client_id": uuid4()})
    taken = Proposal.objects.get(organization=cast.other)
    assert answer.headers["Location"] == reverse("legislation:proposal", args=[taken.pk])
    assert one.code in page(omar, "proposal", taken.pk)
    assert taken.code in page(omar, "proposal", one.pk)
    omar.post(reverse("legislation:discard_proposal", args=[taken.pk]))
    assert not Proposal.objects.filter(pk=taken.pk).exists()


def test_changes_are_moved_and_taken_out_and_earlier_wordings_read(cast: Cast) -> None:
    row = made.open_round(cast)
    one, hala = made.draft(cast, row, made.article(row.instrument, 5), "نص"), signed_in(cast.hala)
    address = reverse("legislation:add_amendment", args=[one.pk])
    more = f"{address}?kind=repeal&provision={made.article(row.instrument, 6).pk}"
    hala.post(more, {"client_id": uuid4()})
    first, second = one.amendments.all()
    hala.post(reverse("legislation:place_amendment", args=[second.pk]), {"place": "1"})
    assert list(one.amendments.all()) == [second, first]
    hala.post(reverse("legislation:remove_amendment", args=[first.pk]))
    assert list(one.amendments.all()) == [second]
    hala.post(reverse("legislation:edit_proposal", args=[one.pk]), {"title": "عنوان آخر", "client_id": uuid4()})
    kept = one.versions.order_by("number").first()
    assert kept is not None
    assert page(hala, "proposal_version", one.pk, kept.number)
    assert signed_in(cast.omar).get(reverse("legislation:proposal_version", args=[one.pk, 1])).status_code == 404


def test_writers_and_sponsors_on_the_page(cast: Cast) -> None:
    row = made.open_round(cast)
    one, hala = made.draft(cast, row, made.article(row.instrument, 5), "نص"), signed_in(cast.hala)
    hala.post(reverse("legislation:add_writer", args=[one.pk]), {"person": cast.basel.pk})
    assert [each.person for each in one.writers.all()] == [cast.basel]
    hala.post(reverse("legislation:remove_writer", args=[one.pk, cast.basel.pk]))
    assert not one.writers.exists()
    hala.post(reverse("legislation:ask_sponsor", args=[one.pk]), {"organization": cast.other.pk})
    asked = one.sponsors.get()
    omar = signed_in(cast.omar)
    assert reverse("legislation:accept_sponsorship", args=[asked.pk]) in page(omar, "proposal", one.pk)
    omar.post(reverse("legislation:accept_sponsorship", args=[asked.pk]))
    omar.post(reverse("legislation:end_sponsorship", args=[asked.pk]))
    again = ask_sponsor(actor=cast.actor("hala"), proposal=one, organization=cast.other)
    omar.post(reverse("legislation:decline_sponsorship", args=[again.pk]))
    assert [each.status for each in one.sponsors.all()] == ["ended", "declined"]
    assert omar.get(reverse("legislation:proposal", args=[one.pk])).status_code == 404


def test_others_on_the_same_article_stand_beside_it(cast: Cast) -> None:
    row = made.open_round(cast)
    article = made.article(row.instrument, 5)
    text = article.texts.get().text
    one = made.proposal(cast, row, article, text.replace("50000", "90000"))
    rival = made.proposal(cast, row, article, text.replace("50000", "70000"), by="omar", signatory="omar")
    other = made.proposal(cast, row, made.article(row.instrument, 6), "نص آخر", by="omar", signatory="omar")
    shown = page(signed_in(cast.salma), "proposal", one.pk)
    assert rival.code in shown
    assert other.code not in shown
    assert 'class="competes"' in shown
    withdraw_proposal(actor=cast.actor("omar"), proposal=rival, reason="دمجناه")
    assert 'class="competes"' not in page(signed_in(cast.salma), "proposal", one.pk)


@pytest.mark.parametrize("number", [1, 3])
def test_the_round_asks_the_same_however_many(cast: Cast, number: int, django_assert_num_queries: Any) -> None:
    row = made.open_round(cast)
    for at in range(number):
        made.proposal(cast, row, made.article(row.instrument, 5 + at), "نص جديد")
    client = signed_in(cast.omar)
    page(client, "round", row.pk)
    with django_assert_num_queries(29):
        page(client, "round", row.pk)


def test_the_articles_of_a_round_come_a_page_at_a_time(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("legislation.views.rounds.ARTICLES", 2)
    row = made.open_round(cast)
    rows = [made.proposal(cast, row, made.article(row.instrument, 5 + at), "نص جديد") for at in range(3)]
    client = signed_in(cast.omar)
    first, second = (client.get(f"/rounds/{row.pk}/{query}").content.decode() for query in ("", "?page=2"))
    assert [each.code in first for each in rows] == [True, True, False]
    assert [each.code in second for each in rows] == [False, False, True]
    kept = client.get(f"/rounds/{row.pk}/?status=submitted").content.decode()
    assert "status=submitted&amp;page=2" in kept


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_rounds_asks_the_same_however_many(cast: Cast, number: int, django_assert_num_queries: Any) -> None:
    law = made.published_law(cast)
    for _each in range(number):
        made.open_round(cast, law)
    client = signed_in(cast.omar)
    page(client, "rounds")
    with django_assert_num_queries(12):
        page(client, "rounds")
