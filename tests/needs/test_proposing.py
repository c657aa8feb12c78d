"""Proposing what the catalogue does not know."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from journal.followers import run_follower
from journal.models import Entry
from journal.refusals import Refused
from needs.actions import propose_item
from needs.models import Item
from needs.permissions import can_propose_item
from notifications.tasks import notices_of_people
from tests.factories import Cast, signed_in
from tests.needs.board import make_item

pytestmark = [pytest.mark.django_db, pytest.mark.both]
NAMES = ("salma", "basel", "hala", "omar", "rania", "gharib")


def propose(cast: Cast, name: str, words: str, kind: str = "good") -> Item:
    blanket = make_item()
    unit = blanket.units.get(code="piece")
    return propose_item(actor=cast.actor(name), name=words, kind=kind, sector=blanket.sector, unit=unit)


def test_propose_item_may_be_used_at_once_and_waits_for_review(cast: Cast) -> None:
    item = propose(cast, "hala", "  دمى   محشوة للاختبار ")
    assert (item.name_ar, item.is_reviewed, item.proposed_by) == ("دمى محشوة للاختبار", False, cast.association)
    assert [(unit.code, unit.factor) for unit in item.units.all()] == [("piece", 1)]
    streams = set(Entry.objects.filter(event="item_proposed").values_list("stream__name", flat=True))
    assert streams == {"desk.secretariat", f"user.{cast.salma.pk}"}
    entry = Entry.objects.get(stream__name="desk.secretariat", event="item_proposed")
    assert (entry.kind, entry.object_id, entry.person) == ("item", item.pk, cast.hala)


def test_the_secretariat_hears_of_what_is_to_be_reviewed(cast: Cast) -> None:
    item = propose(cast, "hala", "دمى")
    run_follower(notices_of_people)
    page = signed_in(cast.salma).get("/notifications/").content.decode()
    assert f"أضافت {cast.association} إلى الدليل مادة بانتظار مراجعتكم" in page
    assert f"/needs/catalogue/{item.pk}/" in page
    assert "بانتظار مراجعتكم" not in signed_in(cast.basel).get("/notifications/").content.decode()


def test_propose_item_answers_what_is_known_already(cast: Cast) -> None:
    assert propose(cast, "omar", "البطانية الشتوية للاختبار".replace("البطانية الشتوية", "بطانية شتوية")) == make_item()
    assert propose(cast, "omar", "دمى") == propose(cast, "basel", "دمى")


def test_propose_item_refuses_outsiders_and_what_says_nothing(cast: Cast) -> None:
    assert [name for name in NAMES if can_propose_item(cast.actor(name))] == list(NAMES[:-1])
    with pytest.raises(Refused):
        propose(cast, "gharib", "دمى")
    for words, kind in ((" ", "good"), ("د" * 90, "good"), ("دمى", "magic")):
        with pytest.raises(ValidationError):
            propose(cast, "basel", words, kind)
