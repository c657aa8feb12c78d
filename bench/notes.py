"""A note of 100 pages with ten writers: `python -m bench.notes [SECONDS]` seeds a fresh database, serves it and lets
ten clients over real sockets write a paragraph every second; prints as JSON how long it takes until all have the whole
text (ms), and how long a paragraph takes from its writer to each of the others, stored on the way (ms, the median and
the 99th percentile).
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import sys
import time
from datetime import timedelta
from statistics import median, quantiles
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  Django's apps must be loaded first
from django.utils import timezone  # noqa: E402
from pycrdt import XmlElement, XmlText  # noqa: E402

from accounts.models import ApiToken, User, digest_of  # noqa: E402
from bench.note_writer import Writer  # noqa: E402
from journal.actors import Actor  # noqa: E402
from organizations.models import Membership, Organization, Role  # noqa: E402
from organizations.permissions import move_to_group  # noqa: E402
from projects.actions import create_note, create_project, write_note  # noqa: E402
from projects.models import Document  # noqa: E402
from projects.notes.texts import Text  # noqa: E402
from tests.browser.serving import free_port  # noqa: E402
from tools.processes import child  # noqa: E402

WRITERS, PARAGRAPHS, PORTION = 10, 1500, 100  # fifteen paragraphs a page
WORDS = "قرّر المجتمعون تجهيز الطابق الأول من الدار وتوزيع المهام على الجهات الشريكة قبل نهاية الشهر. " * 2
PATIENCE = 60.0


def seed() -> tuple[Document, list[str]]:
    """The note, and a token for each writer."""
    call_command("migrate", verbosity=0)
    organization = Organization.objects.create(name_ar="جمعية القياس", status=Organization.Status.VERIFIED)
    people = [
        User.objects.create(username=f"writer{number}", display_name=f"كاتب {number}") for number in range(WRITERS)
    ]
    for person in people:
        move_to_group(Membership.objects.create(person=person, organization=organization, role=Role.SIGNATORY))
    end = timezone.now() + timedelta(days=1)
    for person in people:
        digest = digest_of(person.username)
        ApiToken.objects.create(user=person, name="bench", digest=digest, expires_at=end)
    actor = Actor(people[0], organization)
    project = create_project(actor=actor, client_id=uuid4(), title="مشروع القياس")
    note = create_note(actor=actor, project=project, client_id=uuid4(), title="مئة صفحة")
    fill(actor, note)
    return note, [person.username for person in people]


def fill(actor: Actor, note: Document) -> None:
    text = Text()
    for _ in range(PARAGRAPHS // PORTION):
        before = text.state
        for _ in range(PORTION):
            paragraph = XmlElement("paragraph")
            text.root.children.append(paragraph)
            paragraph.children.append(XmlText(WORDS))
        write_note(actor=actor, note=note, update=text.missed(before))


async def measure(address: str, note: int, tokens: list[str], seconds: float) -> dict[str, float]:
    writers = [Writer(address, token, note) for token in tokens]
    began = time.perf_counter()
    running = [asyncio.ensure_future(writer.run()) for writer in writers]
    await asyncio.wait_for(asyncio.gather(*(writer.is_synced.wait() for writer in writers)), PATIENCE)
    opened = time.perf_counter() - began
    written: dict[str, float] = {}
    await asyncio.gather(*(write_on(writer, number, written, seconds) for number, writer in enumerate(writers)))
    await asyncio.sleep(2)
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    took = [
        heard - written[words]
        for number, each in enumerate(writers)
        for words, heard in each.heard.items()
        if words in written and not words.startswith(f"<paragraph>{number} ")
    ]
    return {
        "bytes": len(writers[0].doc.get_update()),
        "all_opened_ms": round(opened * 1000),
        "paragraphs": len(written),
        "deliveries": len(took),
        "lost": len(written) * (len(writers) - 1) - len(took),
        "median_ms": round(median(took) * 1000, 1),
        "p99_ms": round(quantiles(took, n=100)[98] * 1000, 1),
        "agree": float(len({writer.text for writer in writers}) == 1),
    }


async def write_on(writer: Writer, number: int, written: dict[str, float], seconds: float) -> None:
    end = time.perf_counter() + seconds
    turn = 0
    while time.perf_counter() < end:
        words = f"{number} {turn}"
        written[f"<paragraph>{words}</paragraph>"] = time.perf_counter()
        await writer.write(words)
        turn += 1
        await asyncio.sleep(random.uniform(0.5, 1.5))


def main(seconds: float) -> dict[str, float]:
    note, tokens = seed()
    port = free_port()
    with child([sys.executable, "manage.py", "serve", "--port", str(port)], environment=dict(os.environ)):
        time.sleep(4)
        return asyncio.run(measure(f"http://127.0.0.1:{port}", note.pk, tokens, seconds))


if __name__ == "__main__":
    print(json.dumps(main(float(sys.argv[1]) if len(sys.argv) > 1 else 20.0)))
