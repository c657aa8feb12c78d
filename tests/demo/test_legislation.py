"""The laws of the demo: the library that binds, a round that was answered in part, a round that takes proposals."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from demo.legislation.proposals import blocks
from legislation.models import Answer, Dossier, Instrument, Proposal, Remark, Round, Topic
from tests.factories import signed_in

pytestmark = [pytest.mark.usefixtures("demo"), pytest.mark.django_db]


def rounds() -> tuple[Round, Round]:
    past, running = Round.objects.order_by("pk")
    return past, running


def test_the_library_holds_the_statute_and_what_was_issued_after_it() -> None:
    kinds = sorted(Instrument.objects.values_list("kind", flat=True))
    assert kinds == ["circular", "circular", "decision", "law"]
    assert not Instrument.objects.filter(published_at=None).exists()
    assert not Instrument.objects.filter(is_official_text=True).exists()
    law = Instrument.objects.get(kind="law")
    assert law.provisions.filter(kind="article").count() == 12
    assert law.imports.get().status == "published"
    assert law.links_in.filter(kind="implements").count() == 1


def test_topics_are_followed_and_circulars_acknowledged() -> None:
    assert all(topic.follows.count() > 3 and topic.instruments.exists() for topic in Topic.objects.all())
    first, second = Instrument.objects.filter(kind="circular").order_by("issued_on")
    assert first.acknowledged_count > second.acknowledged_count > 4
    assert not second.acknowledgements.filter(person__username="basel").exists()


def test_the_first_round_was_decided_sent_and_answered_in_part() -> None:
    past, _running = rounds()
    assert past.status == "dossier_sent"
    assert set(past.proposals.values_list("status", flat=True)) == {"adopted", "rejected"}
    dossier = Dossier.objects.get()
    assert (dossier.status, dossier.round, bool(dossier.receipt_number)) == ("sent", past, True)
    assert dossier.pdf is not None
    assert set(Answer.objects.values_list("kind", flat=True)) == {"accepted", "partly", "refused", "under_study"}
    assert not Answer.objects.filter(checked_at=None).exists()
    waiting = Answer.objects.get(kind="under_study")
    assert waiting.letter_on is not None
    assert waiting.letter_on <= timezone.localdate() - timedelta(days=37)


def test_the_second_round_takes_proposals() -> None:
    _past, running = rounds()
    assert (running.status, running.visibility) == ("open", "public")
    assert running.freezes_on > timezone.localdate() + timedelta(days=7)
    rows = running.proposals.all()
    assert 10 <= rows.count() <= len([block for block in blocks() if block.round == "open"])
    assert rows.values("organization").distinct().count() >= 6
    kinds = set(rows.values_list("amendments__kind", flat=True))
    assert kinds == {"replace", "insert_after", "repeal", "replace_term"}
    wanted = {"handed_in", "submitted", "returned", "withdrawn", "admissible", "recommended"}
    assert set(rows.values_list("status", flat=True)) == wanted
    assert not rows.filter(status__in=("returned", "withdrawn"), status_reason="").exists()
    assert rows.filter(endorsements_count__gte=running.threshold).count() >= 5


def test_rivals_remarks_and_answers() -> None:
    _past, running = rounds()
    law = running.instrument
    for key in ("00004.00.00", "00005.00.00"):
        rivals = law.provisions.get(kind="article", key=key).amendments.filter(proposal__round=running)
        assert rivals.count() >= 2
    said = Remark.objects.filter(round=running)
    assert set(said.values_list("kind", flat=True)) == {"remark", "question"}
    assert said.filter(parent__kind="question").exists()
    assert said.exclude(quoted="").exists()


def test_basel_may_sign_what_waits_in_sight() -> None:
    waiting = Proposal.objects.get(status="handed_in")
    assert waiting.is_waiting_in_sight
    assert waiting.author.username == "hala"
    page = signed_in(User.objects.get(username="basel")).get(f"/proposals/{waiting.pk}/")
    assert page.status_code == 200


@pytest.mark.parametrize("username", ["salma", "basel", "omar", "rania", "gharib"])
def test_everybody_finds_the_laws(username: str) -> None:
    client = signed_in(User.objects.get(username=username))
    assert "قانون تنظيم العمل التطوعي" in client.get("/laws/").content.decode()
    past, running = rounds()
    for row in (past, running):
        assert client.get(f"/rounds/{row.pk}/").status_code == 200
