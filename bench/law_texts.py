"""What bench/legislation.py needs beside its round: a library of 10,000 articles, and a dossier of 1,000 changes."""

from __future__ import annotations

import random
import time
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone, translation

from accounts.models import User
from arabic.normalise import normalise
from arabic.redline import redline
from bench.boards import stored
from legislation.labels import Label
from legislation.models import Amendment, Dossier, Endorsement, Instrument, Proposal, Provision, ProvisionText, Round
from legislation.queries import shown_of_round, texts_found, texts_in_order
from legislation.tasks.dossiers import MAKERS
from needs.codes import document_code
from organizations.models import Organization

LAWS, ARTICLES = 100, 100
WORDS = (
    *("الجمعية", "المؤسسة", "الجهة", "الإدارية", "المختصة", "الوزير", "القرار", "النظام", "الأساسي", "الهيئة"),
    *("العامة", "مجلس", "الإدارة", "الأعضاء", "الاشتراك", "الحل", "التصفية", "الشهر", "السجل", "الأموال", "التبرعات"),
    *("الرقابة", "العقوبة", "الغرامة", "الحبس", "المحكمة", "الطعن", "المهلة", "الإخطار", "النشر", "الجريدة"),
)
ASKED = {"one word": "سنديانة", "a word of most": "الجمعية", "two words": "المحكمة الغرامة", "two letters": "ال"}
CHANGED, PROPOSALS, ENDORSING = 1_000, 300, 10
LENGTHS = [20, 30, 40, 48, 60, 80, 194]


def library(person: User) -> None:
    """A hundred laws of a hundred articles of sixty words."""
    dice, now, mark = random.Random(7), timezone.now(), uuid4().hex[:6]
    laws = Instrument.objects.bulk_create(
        Instrument(
            code=f"L-{mark[:4]}-{at}", title="قانون", year=1920 + at, person=person, client_id=uuid4(), published_at=now
        )
        for at in range(LAWS)
    )
    for law in laws:
        texts = [" ".join(dice.choices(WORDS, k=60)) for _at in range(ARTICLES)]
        texts[7] += " سنديانة"
        articles(law, texts)


def articles(law: Instrument, texts: list[str]) -> list[ProvisionText]:
    rows = Provision.objects.bulk_create(
        Provision(
            instrument=law,
            kind="article",
            label=f"مادة {at + 1}",
            key=Label(at + 1).key,
            eid=f"art_{at + 1}",
            position=1000 * at,
        )
        for at in range(len(texts))
    )
    return ProvisionText.objects.bulk_create(
        ProvisionText(provision=row, text=text, sha256=f"{row.pk:064}", search_text=normalise(text))
        for row, text in zip(rows, texts, strict=True)
    )


def searches(person: User, tries: int) -> dict[str, list[float]]:
    """{what is searched among 10,000 articles: the milliseconds of its first page}."""
    found = {}
    for name, words in ASKED.items():
        times = []
        for _time in range(tries):
            began = time.perf_counter()
            texts_in_order(texts_found(person, {"q": words})[:20])
            times.append(1000 * (time.perf_counter() - began))
        found[f"10,000 articles searched: {name}"] = times
    return found


def longest(law: Instrument, tries: int) -> dict[str, list[float]]:
    """The redline of the longest article, of which every seventh word is another."""
    texts = ProvisionText.objects.filter(provision__instrument=law).values_list("text", flat=True)
    text = max(texts, key=len)
    other = " ".join("كلمة" if at % 7 == 3 else word for at, word in enumerate(text.split()))
    times = []
    for _time in range(tries):
        began = time.perf_counter()
        redline(text, other)
        times.append(1000 * (time.perf_counter() - began))
    return {f"the redline of an article of {len(text.split())} words": times}


# A dossier ------------------------------------------------------------------------------------------------------------
def dossier(person: User) -> Dossier:
    """Of a round in which 300 proposals were adopted that change 1,000 articles, each endorsed by ten."""
    dice, mark, today = random.Random(9), uuid4().hex[:6], timezone.localdate()
    organizations = list(Organization.objects.order_by("pk")[:90])
    law = Instrument.objects.create(
        code=f"L-{mark}", title="قانون طويل", person=person, client_id=uuid4(), published_at=timezone.now()
    )
    texts = articles(law, [" ".join(dice.choices(WORDS, k=dice.choice(LENGTHS))) for _at in range(CHANGED)])
    row = Round.objects.create(
        code=f"A-{mark}",
        instrument=law,
        title="جولة مختتمة",
        base_on=today,
        organization=organizations[0],
        opens_on=today - timedelta(days=90),
        freezes_on=today - timedelta(days=30),
        closes_on=today,
        status="decided",
        author=person,
        client_id=uuid4(),
    )
    proposals = adopted(row, person, organizations, dice)
    stored(replaced(proposals[at % PROPOSALS], text, at, dice) for at, text in enumerate(texts))
    endorsing = ((proposal, each) for proposal in proposals for each in dice.sample(organizations, ENDORSING))
    stored(Endorsement(proposal=one, organization=each, version=1, person=person) for one, each in endorsing)
    said: dict[str, Any] = {**shown_of_round(row), "site": "https://multaqa.example", "language": "ar"}
    return Dossier(round=row, number=1, code=document_code(), addressee="الوزارة", letter="تحية", shown=said)


def adopted(row: Round, person: User, organizations: list[Organization], dice: random.Random) -> list[Proposal]:
    return Proposal.objects.bulk_create(
        Proposal(
            code=f"{row.code}-{at:03}",
            round=row,
            title=f"مقترح {at}",
            rationale=" ".join(dice.choices(WORDS, k=60)),
            effect=" ".join(dice.choices(WORDS, k=20)),
            status="adopted",
            author=person,
            signed_by=person,
            organization=organizations[at % len(organizations)],
            submitted_at=timezone.now() + timedelta(seconds=at),
            endorsements_count=ENDORSING,
            client_id=uuid4(),
        )
        for at in range(PROPOSALS)
    )


def replaced(proposal: Proposal, base: ProvisionText, at: int, dice: random.Random) -> Amendment:
    words = base.text.split()
    for place in dice.sample(range(len(words)), 3):
        words[place] = dice.choice(WORDS)
    return Amendment(
        proposal=proposal,
        kind="replace",
        provision_id=base.provision_id,
        base=base,
        base_sha256=base.sha256,
        new_text=" ".join(words),
        position=at,
        person_id=proposal.author_id,
        client_id=uuid4(),
    )


def files(row: Dossier) -> dict[str, tuple[float, float, int]]:
    """{its file: (seconds, seconds of the processor, bytes)}."""
    found = {}
    with translation.override("ar"):
        for name, make, _ending in MAKERS:
            began, busy = time.perf_counter(), time.process_time()
            size = len(make(row))
            found[name] = (round(time.perf_counter() - began, 1), round(time.process_time() - busy, 1), size)
    return found
