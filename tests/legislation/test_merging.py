"""Several proposals become one, and one is brought onto a text that changed."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import uuid4

import pytest

from journal.refusals import Conflict, Refused
from legislation.actions import accept_sponsorship, carry_over, decline_sponsorship, merge_proposals, settle_merge
from legislation.models import Proposal, ProvisionText, Round
from tests.entries import entries_left
from tests.factories import Cast, signed_in
from tests.legislation.made import article
from tests.legislation.rivalling import changes, open_round, put_forward, reworded

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def row(cast: Cast) -> Round:
    return open_round(cast)


@pytest.fixture
def pair(cast: Cast, row: Round) -> list[Proposal]:
    """Omar's and Basel's organisations change other words of one article."""
    omars = put_forward(cast, row, rationale="لأن الساعات قليلة.")
    basels = put_forward(cast, row, cast.association, author=cast.hala, rationale="لأن الخط قديم.")
    reworded(omars, 4, "عشرين", "ثلاثين")
    reworded(basels, 4, "الخطية", "المكتوبة")
    return [omars, basels]


def merge(cast: Cast, name: str, row: Round, pair: list[Proposal], **more: Any) -> Proposal:
    given = {"client_id": uuid4(), "title": "ساعات التطوع", **more}
    return merge_proposals(actor=cast.actor(name), row=row, proposals=pair, **given)


def test_who_leads_merges_at_once_and_all_stay_named(cast: Cast, row: Round, pair: list[Proposal]) -> None:
    made = merge(cast, "basel", row, pair)
    assert (made.status, made.organization) == ("submitted", cast.association)
    assert {credit.source for credit in made.credits.all()} == set(pair)
    assert {credit.person for credit in made.credits.all()} == {cast.omar, cast.hala}
    for source in pair:
        source.refresh_from_db()
        assert (source.status, source.merged_into) == ("merged", made)
    text = made.amendments.get().new_text
    assert "ثلاثين" in text
    assert "المكتوبة" in text
    assert "لأن الساعات قليلة." in made.rationale


def test_it_leaves_what_happened_on_each_stream(cast: Cast, row: Round, pair: list[Proposal]) -> None:
    with entries_left() as left:
        made = merge(cast, "basel", row, pair)
    told = [(stream, event) for stream, event, _pk, _facts in left]
    assert (made.stream, "proposal_submitted") in told
    for source in pair:
        assert (source.stream, "proposal_merged") in told
    assert (row.stream, "proposal_merged") in told
    assert (f"user.{cast.omar.pk}", "proposal_merged") in told


@pytest.mark.parametrize("name", ["salma", "hala", "rania", "gharib"])
def test_others_merge_nothing(cast: Cast, row: Round, pair: list[Proposal], name: str) -> None:
    with pytest.raises(Refused):
        merge(cast, name, row, pair)


def test_an_organisation_asks_the_others_first(cast: Cast, row: Round, pair: list[Proposal]) -> None:
    made = merge(cast, "omar", row, pair)
    assert made.status == "handed_in"
    assert made.sponsors.get().organization == cast.association
    assert {each.status for each in Proposal.objects.filter(pk__in=[each.pk for each in pair])} == {"submitted"}
    with pytest.raises(Conflict) as refused:
        settle_merge(actor=cast.actor("omar"), proposal=made)
    assert (refused.value.code, refused.value.more) == ("consent_missing", {"organizations": [cast.association.pk]})
    accept_sponsorship(actor=cast.actor("basel"), sponsor=made.sponsors.get())
    with pytest.raises(Refused):
        settle_merge(actor=cast.actor("basel"), proposal=made)
    settled = settle_merge(actor=cast.actor("omar"), proposal=made)
    assert settled.status == "submitted"
    assert {each.merged_into for each in Proposal.objects.filter(pk__in=[each.pk for each in pair])} == {made}
    with entries_left() as left:
        settle_merge(actor=cast.actor("omar"), proposal=made)
    assert left == []


def test_competing_words_are_asked_for_and_then_taken(cast: Cast, row: Round) -> None:
    pair = [put_forward(cast, row), put_forward(cast, row)]
    for proposal, number in zip(pair, ("ثلاثين", "أربعين"), strict=True):
        reworded(proposal, 4, "عشرين", number)
    with pytest.raises(Conflict) as refused:
        merge(cast, "basel", row, pair)
    assert refused.value.code == "competing"
    (place,) = refused.value.more["places"]
    assert [each["proposal"] for each in place["wanted"]] == [each.pk for each in pair]
    made = merge(cast, "basel", row, pair, wordings={place["name"]: "خمساً وثلاثين ساعة."})
    assert made.amendments.get().new_text == "خمساً وثلاثين ساعة."


def test_a_repeated_merge_is_the_first_one(cast: Cast, row: Round, pair: list[Proposal]) -> None:
    key = uuid4()
    made = merge(cast, "basel", row, pair, client_id=key)
    assert merge(cast, "basel", row, pair, client_id=key) == made
    with pytest.raises(Conflict) as refused:
        merge(cast, "basel", row, [put_forward(cast, row), pair[0]], client_id=key)
    assert refused.value.code == "client_id_reused"


def test_merged_ones_are_not_merged_again_and_fixed_texts_stay(cast: Cast, row: Round, pair: list[Proposal]) -> None:
    third = put_forward(cast, row)
    reworded(third, 5, "/50000/", "/90000/")
    merge(cast, "basel", row, pair)
    with pytest.raises(Conflict) as refused:
        merge(cast, "basel", row, [pair[0], third])
    assert refused.value.code == "wrong_status"
    Round.objects.filter(pk=row.pk).update(status="frozen")
    row.refresh_from_db()
    with pytest.raises(Conflict):
        merge(cast, "basel", row, [third, put_forward(cast, row)])


def test_the_call_merges_and_says_what_waits(cast: Cast, row: Round, pair: list[Proposal]) -> None:
    client = signed_in(cast.basel)
    sent = {"client_id": str(uuid4()), "proposals": [each.pk for each in pair], "title": "واحد"}
    answer = client.post(f"/api/rounds/{row.pk}/merges/", sent, content_type="application/json")
    assert answer.status_code == 201
    assert answer.json()["credits"] == [each.pk for each in pair]
    again = client.post(f"/api/rounds/{row.pk}/merges/", sent, content_type="application/json")
    assert again.status_code == 200
    few = client.post(
        f"/api/rounds/{row.pk}/merges/", {**sent, "client_id": str(uuid4()), "proposals": []}, "application/json"
    )
    assert few.status_code == 400
    assert signed_in(cast.gharib).post(f"/api/rounds/{row.pk}/merges/", sent, "application/json").status_code == 404


def test_the_page_shows_what_goes_together(cast: Cast, row: Round, pair: list[Proposal]) -> None:
    address = f"/rounds/{row.pk}/merge/?proposal={pair[0].pk}&proposal={pair[1].pk}"
    page = signed_in(cast.basel).get(address)
    assert page.status_code == 200
    assert "المكتوبة" in page.content.decode()
    assert signed_in(cast.hala).get(address).status_code == 403
    assert signed_in(cast.gharib).get(address).status_code == 404


def test_too_few_marked_says_so(cast: Cast, row: Round, pair: list[Proposal]) -> None:
    """To who may merge some of them; to others it stays closed."""
    address = f"/rounds/{row.pk}/merge/?proposal={pair[0].pk}"
    answer = signed_in(cast.omar).get(f"/rounds/{row.pk}/merge/", follow=True)
    assert answer.redirect_chain == [(f"/rounds/{row.pk}/heat/", 302)]
    assert "حددوا مقترحين قائمين" in answer.content.decode() or "مقترحين" in answer.content.decode()
    assert signed_in(cast.hala).get(address).status_code == 403
    assert signed_in(cast.gharib).get(address).status_code == 404


def test_who_is_asked_agrees_on_top_and_who_asked_waits(cast: Cast, row: Round, pair: list[Proposal]) -> None:
    """What it takes the place of stands there; it is put forward once, not beside them."""
    made = merge(cast, "omar", row, pair)
    asked = signed_in(cast.basel).get(f"/proposals/{made.pk}/").content.decode()
    sponsor = made.sponsors.get()
    assert asked.count(f'action="/sponsors/{sponsor.pk}/accept/"') == 1
    assert all(source.code in asked for source in pair)
    submit = f'href="/proposals/{made.pk}/submit/"'
    assert submit not in signed_in(cast.omar).get(f"/proposals/{made.pk}/").content.decode()
    decline_sponsorship(actor=cast.actor("basel"), sponsor=sponsor)
    assert submit in signed_in(cast.omar).get(f"/proposals/{made.pk}/").content.decode()


def test_a_merged_one_leads_to_what_it_became(cast: Cast, row: Round, pair: list[Proposal]) -> None:
    made = merge(cast, "basel", row, pair)
    page = signed_in(cast.omar).get(f"/proposals/{pair[0].pk}/").content.decode()
    assert f'href="/proposals/{made.pk}/"' in page


# Carrying over --------------------------------------------------------------------------------------------------------
def law_changes(row: Round, number: int, old: str, new: str) -> ProvisionText:
    """The law changed on the round's day."""
    text = article(row.instrument, number).texts.get(valid_to=None)
    text.valid_to = row.base_on
    text.save()
    words = text.text.replace(old, new)
    assert words != text.text
    return ProvisionText.objects.create(
        provision=text.provision,
        text=words,
        change="replace",
        valid_from=row.base_on,
        sha256=hashlib.sha256(f"\n{words}".encode()).hexdigest(),
    )


def test_other_words_go_over_by_themselves(cast: Cast, row: Round, pair: list[Proposal]) -> None:
    newer = law_changes(row, 4, "الأسبوع", "الشهر")
    done = carry_over(actor=cast.actor("omar"), proposal=pair[0])
    change = done.amendments.get()
    assert change.base == newer
    assert "ثلاثين" in change.new_text
    assert "الشهر" in change.new_text
    assert done.version == 2
    assert "الأسبوع" in done.versions.get(number=1).shown["amendments"][0]["new_text"]
    with entries_left() as left:
        carry_over(actor=cast.actor("omar"), proposal=done)
    assert left == []


def test_the_same_words_are_asked_for_with_three_texts(cast: Cast, row: Round, pair: list[Proposal]) -> None:
    newer = law_changes(row, 4, "عشرين", "خمس وعشرين")
    with pytest.raises(Conflict) as refused:
        carry_over(actor=cast.actor("omar"), proposal=pair[0])
    (three,) = refused.value.more["changes"]
    assert "عشرين" in three["written_against"]
    assert three["current"] == newer.text
    assert "ثلاثين" in three["proposed"]
    done = carry_over(actor=cast.actor("omar"), proposal=pair[0], wordings={three["amendment"]: "نص متفق عليه."})
    assert done.amendments.get().new_text == "نص متفق عليه."


def test_a_change_of_what_is_gone_stays_and_says_so(cast: Cast, row: Round) -> None:
    proposal = put_forward(cast, row)
    changes(proposal, 8, "heading", new_heading="السن")
    text = article(row.instrument, 8).texts.get()
    text.valid_to = row.base_on
    text.save()
    with pytest.raises(Conflict) as refused:
        carry_over(actor=cast.actor("omar"), proposal=proposal)
    assert refused.value.more["changes"][0]["current"] is None


@pytest.mark.parametrize(("name", "allowed"), [("omar", True), ("basel", True), ("hala", False), ("salma", False)])
def test_who_carries_over(cast: Cast, row: Round, pair: list[Proposal], name: str, allowed: bool) -> None:
    law_changes(row, 4, "الأسبوع", "الشهر")
    if allowed:
        assert carry_over(actor=cast.actor(name), proposal=pair[0]).version == 2
        return
    with pytest.raises(Refused):
        carry_over(actor=cast.actor(name), proposal=pair[0])


def test_the_call_carries_over_or_answers_409(cast: Cast, row: Round, pair: list[Proposal]) -> None:
    law_changes(row, 4, "عشرين", "خمس وعشرين")
    client, address = signed_in(cast.omar), f"/api/proposals/{pair[0].pk}/base/"
    answer = client.put(address, {}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (409, "base_changed")
    three = answer.json()["changes"][0]
    sent = {"wordings": {str(three["amendment"]): "نص متفق عليه."}}
    assert client.put(address, sent, content_type="application/json").status_code == 200
    assert client.get(f"/proposals/{pair[1].pk}/carry-over/").status_code == 403
    assert signed_in(cast.basel).get(f"/proposals/{pair[1].pk}/carry-over/").status_code in (200, 302)
