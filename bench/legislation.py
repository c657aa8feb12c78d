"""An amendment round among many: `python -m bench.legislation [PROPOSALS]` fills a database with a law of 75 articles
and a round on it, in which 90 organisations propose a thousand changes, endorse and remark; with 10,000 articles of
other laws, and a round that was decided. It asks for the heavy pages as a member does, and prints for each the
milliseconds of the server, with everything around it: the median and the worst of some tries, of which the first is
cold (nothing was compared before), as JSON. On the other stream it says what that costs the processor, and how long the
files of a dossier take. On the database of DATABASE_URL.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from statistics import median
from uuid import UUID, uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  Django's apps must be loaded first
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from bench import law_texts  # noqa: E402
from bench.boards import answered, stored  # noqa: E402
from legislation.labels import Label  # noqa: E402
from legislation.models import (  # noqa: E402
    Amendment,
    Endorsement,
    Instrument,
    Proposal,
    Provision,
    ProvisionText,
    Remark,
    Round,
)
from legislation.permissions import grant  # noqa: E402
from organizations.models import Membership, Organization, Place, Role  # noqa: E402
from organizations.permissions import move_to_group  # noqa: E402

TRIES, ORGANIZATIONS, ARTICLES, PARTS, ENDORSING, REMARKS = 7, 90, 75, 5, 10, 1_000
CHANGES = 10 / 3  # of a proposal
LENGTHS = [20, 30, 40, 48, 60, 80, 194]  # words of an article, as those of Law 93 of 1958
TEXT = (
    "تقدم الجهة إلى الوزارة المختصة طلباً خطياً خلال مدة ستين يوماً من تاريخ نشر القرار في الجريدة الرسمية على ألا تتجاوز "
    "قيمة الرسم خمسين ألف ليرة سورية ويحق للجمعية أن تعترض أمام المحكمة الإدارية إذا رفض الطلب كلياً أو جزئياً ويعد "
    "السكوت موافقة ضمنية بعد انقضاء المدة وتعفى الاتحادات من هذا الشرط متى كان نظامها الداخلي ينص على خلاف ذلك"
)
WORDS = TEXT.split()
KINDS = ["replace"] * 15 + ["repeal", "insert_after", "heading", "renumber", "replace_term"]
PAGES = {
    "the heat map": "/rounds/{round}/heat/",
    "the heat map, by rivals": "/rounds/{round}/heat/?by=rivals&sort=most",
    "the heat map for programs": "/api/rounds/{round}/heat/",
    "the rivals of the busiest article": "/rounds/{round}/provisions/{busiest}/",
    "the rivals of another article": "/rounds/{round}/provisions/{another}/",
    "the rivals for programs": "/api/rounds/{round}/provisions/{busiest}/",
    "the law as amended": "/rounds/{round}/as-amended/",
    "the round": "/rounds/{round}/",
    "a proposal": "/proposals/{proposal}/",
    "the article": "/provisions/{busiest}/",
    "the law": "/laws/{law}/",
}


def seed(number: int) -> tuple[User, Round]:
    """A member of one of the organisations, and the round."""
    call_command("migrate", verbosity=0)
    mark = uuid4().hex[:6]
    places = list(Place.objects.filter(level=1))
    organizations = Organization.objects.bulk_create(
        Organization(
            name_ar=f"جمعية التعديل {at} {mark}",
            status=Organization.Status.VERIFIED,
            governorate=places[at % len(places)] if places else None,
        )
        for at in range(ORGANIZATIONS)
    )
    person = User.objects.create(username=f"proposer-{mark}", display_name="مقترِحة")
    move_to_group(Membership.objects.create(person=person, organization=organizations[0], role=Role.SIGNATORY))
    law = make_law(person, mark)
    row = make_round(person, organizations[1], law, mark)
    grant(row, organizations[1])
    proposals = make_proposals(number, row, person, organizations)
    stored(changes(proposals, law, person))
    stored(endorsements(proposals, organizations, person))
    stored(remarks(row, law, person))
    law_texts.library(person)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return person, row


def make_law(person: User, mark: str) -> Instrument:
    dice = random.Random(5)
    law = Instrument.objects.create(
        code=f"L-{mark}", title="قانون الجمعيات", person=person, client_id=uuid4(), published_at=timezone.now()
    )
    parts = Provision.objects.bulk_create(
        Provision(instrument=law, kind="part", label=f"الباب {at + 1}", eid=f"part_{at + 1}", position=at * 10**6)
        for at in range(PARTS)
    )
    articles = Provision.objects.bulk_create(
        Provision(
            instrument=law,
            parent=parts[at * PARTS // ARTICLES],
            kind="article",
            label=f"مادة {at + 1}",
            key=Label(at + 1).key,
            eid=f"art_{at + 1}",
            position=at * PARTS // ARTICLES * 10**6 + (at + 1) * 1000,
        )
        for at in range(ARTICLES)
    )
    stored(text_of(row, "أحكام عامة", "") for row in parts)
    stored(text_of(row, "", " ".join(dice.choices(WORDS, k=dice.choice(LENGTHS)))) for row in articles)
    return law


def text_of(row: Provision, heading: str, text: str) -> ProvisionText:
    sha256 = hashlib.sha256(f"{heading}\n{text}".encode()).hexdigest()
    return ProvisionText(provision=row, heading=heading, text=text, sha256=sha256)


def make_round(person: User, organization: Organization, law: Instrument, mark: str) -> Round:
    today = timezone.localdate()
    return Round.objects.create(
        code=f"A-{mark}",
        instrument=law,
        title="جولة تعديل",
        base_on=today,
        organization=organization,
        opens_on=today,
        freezes_on=today + timedelta(days=60),
        closes_on=today + timedelta(days=90),
        status="open",
        author=person,
        client_id=uuid4(),
    )


def make_proposals(number: int, row: Round, person: User, organizations: list[Organization]) -> list[Proposal]:
    now = timezone.now()
    return Proposal.objects.bulk_create(
        Proposal(
            code=f"{row.code[:8]}-{at:04}",
            round=row,
            title=f"مقترح {at}",
            status="submitted",
            author=person,
            signed_by=person,
            organization=organizations[at % ORGANIZATIONS],
            submitted_at=now + timedelta(seconds=at),
            endorsements_count=ENDORSING,
            client_id=UUID(int=at),
        )
        for at in range(number)
    )


def changes(proposals: list[Proposal], law: Instrument, person: User) -> Iterator[Amendment]:
    """Half of them on ten articles of which everybody speaks."""
    dice = random.Random(6)
    texts = list(ProvisionText.objects.filter(provision__instrument=law, provision__kind="article"))
    for at in range(round(len(proposals) * CHANGES)):
        base = dice.choice(texts[:10]) if dice.random() < 0.5 else dice.choice(texts)
        row = Amendment(proposal=proposals[at % len(proposals)], kind=dice.choice(KINDS), position=at, person=person)
        row.client_id = UUID(int=at)
        if row.kind == "replace_term":
            row.term, row.new_term = " ".join(base.text.split()[3:5]), "الهيئة العامة"
        else:
            row.provision_id, row.base, row.base_sha256 = base.provision_id, base, base.sha256
            row.new_heading, row.new_label = f"عنوان {at}", f"مادة {at}"
            row.new_text = reworded(base.text, dice)
        yield row


def reworded(text: str, dice: random.Random) -> str:
    words = text.split()
    for _ in range(dice.choice([1, 2, 3])):
        at = dice.randrange(len(words))
        words[at : at + dice.choice([0, 1, 2])] = dice.choices(WORDS, k=dice.choice([0, 1, 3]))
    return " ".join(words)


def endorsements(proposals: list[Proposal], organizations: list[Organization], person: User) -> Iterator[Endorsement]:
    dice = random.Random(7)
    for proposal in proposals:
        for organization in dice.sample(organizations, ENDORSING):
            yield Endorsement(proposal=proposal, organization=organization, version=1, person=person)


def remarks(row: Round, law: Instrument, person: User) -> Iterator[Remark]:
    dice = random.Random(8)
    articles = list(law.provisions.filter(kind="article"))
    for at in range(REMARKS):
        yield Remark(round=row, provision=dice.choice(articles), text="ملاحظة", person=person, client_id=UUID(int=at))


def measure(person: User, row: Round) -> dict[str, list[float]]:
    """{page: [median, worst]} in milliseconds, with everything around it: session, rights, template."""
    client = Client(headers={"host": "localhost"})
    client.force_login(person)
    met = row.instrument.provisions.filter(amendments__isnull=False).order_by("pk")
    by_count = sorted(set(met), key=lambda each: (-each.amendments.count(), each.pk))
    named = {"round": row.pk, "busiest": by_count[0].pk, "another": by_count[len(by_count) // 2].pk}
    named |= {"proposal": row.proposals.order_by("pk")[10].pk, "law": row.instrument_id}
    answered(client, "/laws/")  # what a process reads once, and no page of these
    took: dict[str, list[float]] = {}
    for words, address in PAGES.items():
        times, busy = [], []
        for _ in range(TRIES):
            began = time.process_time()
            times.append(answered(client, address.format(**named)))
            busy.append(1000 * (time.process_time() - began))
        took[words] = [round(median(times), 1), round(max(times), 1)]
        print(f"{words}: {median(busy):.0f} ms of the processor, the first {busy[0]:.0f}", file=sys.stderr)
    rest = {**law_texts.longest(row.instrument, TRIES), **law_texts.searches(person, TRIES)}
    return took | {words: [round(median(times), 1), round(max(times), 1)] for words, times in rest.items()}


def main(proposals: int) -> None:
    person, row = seed(proposals)
    print(json.dumps(measure(person, row), ensure_ascii=False))
    files = law_texts.files(law_texts.dossier(person))
    for name, (seconds, busy, size) in files.items():
        said = f"{seconds} s, {busy} s of the processor, {size:,} bytes"
        print(f"a dossier of 1,000 changes, {name}: {said}", file=sys.stderr)
    print(f"load {os.getloadavg()[0]:.1f}", file=sys.stderr)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
