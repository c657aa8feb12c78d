"""Needs told twice: the warning, the merge, and "different, because"."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from journal.models import Entry
from journal.refusals import Conflict, Refused
from needs.actions import cancel_need, close_need, distinguish_needs, merge_need
from needs.models import Distinction, Item, Need, TargetGroup
from needs.permissions import can_distinguish_needs, can_merge_need
from needs.queries import likely_duplicates, sketch_of, sketched
from tests.factories import Cast
from tests.needs.board import asked, standing_need

pytestmark = [pytest.mark.django_db, pytest.mark.both]
NAMES = ("salma", "basel", "hala", "omar", "rania", "gharib")


def blankets(cast: Cast, name: str = "basel", **more: Any) -> Need:
    details = {"title": "بطانيات للعائدين", "lines": [asked("100", Item.objects.get(code="blanket"))], **more}
    return standing_need(cast, name, **details)


def warned(cast: Cast, name: str = "omar", **more: Any) -> list[Need]:
    """The needs of which somebody is warned who writes this."""
    item = Item.objects.get(code=more.pop("item", "blanket"))
    written = {"title": "نحتاج حرامات للعائدين", "place": "SY020002", "items": [item], **more}
    return [alike.need for alike in likely_duplicates(getattr(cast, name), sketched(**written))]


@pytest.mark.parametrize(
    ("change", "is_warned"),
    [
        ({}, True),
        ({"item": "quilt"}, True),
        ({"place": "SY020004"}, True),
        ({"place": "SY02"}, True),
        ({"item": "rice"}, False),
        ({"place": "SY120000"}, False),
        ({"place": ""}, False),
        ({"items": []}, False),
    ],
)
def test_who_writes_the_same_need_is_warned(cast: Cast, change: dict[str, Any], is_warned: bool) -> None:
    need = blankets(cast)
    assert warned(cast, **change) == ([need] if is_warned else [])


def test_nobody_is_warned_of_what_they_may_not_see_or_what_has_ended(cast: Cast) -> None:
    blankets(cast, visibility="own")
    cancel_need(actor=cast.actor("basel"), need=blankets(cast), reason="لم يعد قائماً")
    assert warned(cast) == []
    blankets(cast)
    assert warned(cast, "gharib") == []


def test_a_care_gap_is_known_by_its_sector_and_group(cast: Cast) -> None:
    elderly = TargetGroup.objects.get(code="elderly")
    gap: dict[str, Any] = {
        "kind": "care_gap",
        "lines": [],
        "title": "لا دار للمسنين",
        "missing_capacity": 60,
        "target_groups": [elderly],
    }
    need = standing_need(cast, **gap)
    written: dict[str, Any] = {"items": [], "care_of": need.sector.code, "place": "SY0200"}
    assert warned(cast, groups=["elderly"], **written) == [need]
    assert warned(cast, groups=["orphans"], title="دار للأيتام", **written) == []


@pytest.mark.parametrize("count", [1, 3])
def test_likely_duplicates_take_the_same_queries_for_any_number(
    cast: Cast, count: int, django_assert_num_queries: Any
) -> None:
    needs = [blankets(cast) for _ in range(count + 1)]
    with django_assert_num_queries(9):
        assert len(likely_duplicates(cast.basel, sketch_of(needs[0]), but=needs[0])) == count


# Merging --------------------------------------------------------------------------------------------------------------
def test_merge_need_table(cast: Cast) -> None:
    need = blankets(cast)
    assert [name for name in NAMES if can_merge_need(cast.actor(name), need)] == ["salma", "basel"]


def test_merge_need_leads_to_the_other_and_tells_it_once(cast: Cast) -> None:
    first, second, third = blankets(cast, "omar"), blankets(cast), blankets(cast)
    merge_need(actor=cast.actor("basel"), need=third, into=second)
    for _ in range(2):
        merge_need(actor=cast.actor("basel"), need=second, into=first)
    third.refresh_from_db()
    second.refresh_from_db()
    assert (second.status, second.merged_into, third.merged_into) == ("merged", first, first)
    entries = Entry.objects.filter(kind="need", object_id=second.pk, event="need_merged")
    assert {entry.stream.name for entry in entries} == {second.stream, f"org.{cast.association.pk}", "board.members"}
    assert [entry.facts["into"] for entry in entries] == [first.pk] * 3


def test_merge_need_refuses_what_is_not_ones_own_or_has_ended(cast: Cast) -> None:
    need, other = blankets(cast), blankets(cast, "omar")
    hidden = blankets(cast, "omar", visibility="own")
    for name, into in (("omar", other), ("hala", other), ("gharib", other), ("basel", hidden)):
        with pytest.raises(Refused):
            merge_need(actor=cast.actor(name), need=need, into=into)
    with pytest.raises(ValidationError):
        merge_need(actor=cast.actor("basel"), need=need, into=need)
    close_need(actor=cast.actor("basel"), need=need, reason="كفى")
    with pytest.raises(Conflict) as refusal:
        merge_need(actor=cast.actor("basel"), need=need, into=other)
    assert refusal.value.code == "wrong_status"


def test_two_needs_merged_into_each_other_at_once_lead_somewhere(cast: Cast) -> None:
    first, second = blankets(cast), blankets(cast)
    as_read = Need.objects.get(pk=first.pk)
    merge_need(actor=cast.actor("basel"), need=first, into=second)
    with pytest.raises(Refused):
        merge_need(actor=cast.actor("basel"), need=second, into=as_read)
    second.refresh_from_db()
    assert (second.status, second.merged_into) == ("open", None)
    assert Need.objects.get(pk=first.pk).merged_into == second


def test_the_database_lets_no_need_lead_to_itself(cast: Cast) -> None:
    need = blankets(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Need.objects.filter(pk=need.pk).update(status="merged", merged_into=need.pk)


def test_merge_need_refuses_while_pledges_stand(cast: Cast) -> None:
    need, other = blankets(cast), blankets(cast, "omar")
    need.pledges.create(code="P-1", organization=cast.other, author=cast.omar, client_id=other.client_id)
    with pytest.raises(Conflict) as refusal:
        merge_need(actor=cast.actor("basel"), need=need, into=other)
    assert refusal.value.code == "pledges_stand"


# Different, because ---------------------------------------------------------------------------------------------------
def test_distinguish_needs_table(cast: Cast) -> None:
    need, other = blankets(cast), blankets(cast, "omar")
    allowed = [name for name in NAMES if can_distinguish_needs(cast.actor(name), need, other)]
    assert allowed == ["salma", "basel", "hala", "omar"]


def test_distinguish_needs_ends_the_warning_of_this_pair(cast: Cast) -> None:
    need, other, third = blankets(cast), blankets(cast, "omar"), blankets(cast, "omar")
    for reason in ("للأطفال", "لمخيم آخر"):
        distinguish_needs(actor=cast.actor("hala"), need=other, other=need, reason=reason)
    told = Distinction.objects.get()
    assert (told.need, told.other, told.reason, told.person) == (need, other, "لمخيم آخر", cast.hala)
    assert [alike.need for alike in likely_duplicates(cast.basel, sketch_of(need), but=need)] == [third]


def test_distinguish_needs_asks_for_a_reason_and_two_needs(cast: Cast) -> None:
    need = blankets(cast)
    for other, reason in ((blankets(cast, "omar"), " "), (need, "هو نفسه")):
        with pytest.raises(ValidationError):
            distinguish_needs(actor=cast.actor("basel"), need=need, other=other, reason=reason)
    with pytest.raises(Refused):
        distinguish_needs(actor=cast.actor("rania"), need=need, other=blankets(cast, "omar"), reason="لا")
