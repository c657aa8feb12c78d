"""A vote of 300 in twenty seconds: `python -m bench.votes [VOTERS] [SECONDS]` seeds a fresh database, serves it, and
lets each organisation's phone follow the session over a socket, look at the vote when it opens, ask for the turnout as
its page does, vote at a moment of its own, and look at the result when it is told that the vote closed. Prints as JSON
the milliseconds each of these took (median, 99th percentile), how many votes were refused or lost, and how long after
the closing the last phone showed the result.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import sys
import time
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median, quantiles
from typing import Any
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402  apps come first
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402
from websockets.asyncio.client import connect  # noqa: E402

from accounts.models import ApiToken, User, digest_of  # noqa: E402
from bench.clients import Sender  # noqa: E402
from journal.actors import Actor  # noqa: E402
from meetings.actions import close_ballot, create_ballot, enter_session, open_ballot  # noqa: E402
from meetings.models import Ballot, Body, Participant, Session, Voice  # noqa: E402
from meetings.permissions import grant  # noqa: E402
from organizations.models import Membership, Organization, Role  # noqa: E402
from organizations.permissions import move_to_group  # noqa: E402
from tools.processes import child  # noqa: E402
from tools.throwaway import free_port  # noqa: E402

VOTERS, SECONDS, SPREAD, PATIENCE = 300, 20.0, 3.0, 60.0
ASKS_EVERY = 20.0
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass
class Hall:
    """What stands before the vote opens; `phones` are (organisation, token, session key)."""

    chair: Actor
    session: Session
    ballot: Ballot
    phones: list[tuple[int, str, str]] = field(default_factory=list)


def seed(voters: int) -> Hall:
    call_command("migrate", verbosity=0)
    union = Organization.objects.create(name_ar="اتحاد القياس", kind="union", status=Organization.Status.VERIFIED)
    chair = Actor(person_of("chair", union), union)
    body = Body.objects.create(
        organization=union, author=chair.user, kind="forum", title="الملتقى", announced_at=timezone.now()
    )
    grant(body, union, convenes=True)
    now = timezone.now()
    session = Session.objects.create(
        body=body, title="الجلسة العامة", status="open", starts_at=now, ends_at=now + timedelta(hours=2),
        opened_at=now, author=chair.user, client_id=uuid4(),
    )  # fmt: skip
    phones = [come(chair, session, number) for number in range(voters)]
    ballot = create_ballot(actor=chair, session=session, client_id=uuid4(), question="هل تُشكَّل لجنة؟", method="secret")
    return Hall(chair, session, ballot, phones)


def person_of(name: str, organization: Organization) -> User:
    person = User.objects.create(username=f"voter-{name}", display_name=f"مندوبة {name}")
    move_to_group(Membership.objects.create(person=person, organization=organization, role=Role.SIGNATORY))
    return person


def come(chair: Actor, session: Session, number: int) -> tuple[int, str, str]:
    """An organisation whose head is in the hall: (its id, a token, the key of a signed-in browser)."""
    organization = Organization.objects.create(name_ar=f"جمعية {number}", status=Organization.Status.VERIFIED)
    person = person_of(str(number), organization)
    grant(session.body, organization)
    Voice.objects.create(body=session.body, organization=organization)
    participant = Participant.objects.create(
        body=session.body, organization=organization, person=person, name=person.display_name, role="head",
        code=f"V{number:09}", named_by=chair.user, client_id=uuid4(),
    )  # fmt: skip
    enter_session(actor=chair, session=session, participant=participant, client_id=uuid4())
    token, end = person.username, timezone.now() + timedelta(days=1)
    ApiToken.objects.create(user=person, name="bench", digest=digest_of(token), expires_at=end)
    store = SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(person.pk), BACKEND
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    return organization.pk, token, str(store.session_key)


@dataclass
class Took:
    """Milliseconds, and what went wrong."""

    opened: list[float] = field(default_factory=list)
    asked: list[float] = field(default_factory=list)
    voted: list[float] = field(default_factory=list)
    shown: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


class Phone:
    def __init__(self, port: int, hall: Hall, at: tuple[int, str, str], choices: list[int], took: Took) -> None:
        self.port, self.hall, self.choices, self.took = port, hall, choices, took
        self.organization, self.token, self.key = at
        self.is_ready, self.is_over = asyncio.Event(), asyncio.Event()
        self.has_voted, self.has_seen = asyncio.Event(), asyncio.Event()

    async def run(self, seconds: float) -> None:
        """From the opening to the result; a socket and a connection for pages."""
        stream = self.hall.session.stream
        async with connect(f"ws://127.0.0.1:{self.port}/ws/", subprotocols=["multaqa.v1"]) as socket:  # type: ignore[list-item]
            await socket.send(
                json.dumps({"op": "hello", "token": self.token, "streams": {stream: {"level": "entries"}}})
            )
            async for frame in socket:
                said = json.loads(frame)
                if said["op"] == "ready":
                    self.is_ready.set()
                event = said.get("entry", said).get("event", "")
                if event == "ballot_opened":
                    voting = asyncio.ensure_future(self.vote(seconds))
                elif event == "ballot_closed":
                    self.is_over.set()
                    await voting
                    self.took.shown.append(await self.look())
                    self.has_seen.set()
                    return

    async def look(self) -> float:
        """Pages wait up to three seconds, so that not all ask at once (frontend/watching.ts)."""
        await asyncio.sleep(random.uniform(0, SPREAD))
        return await self.get(f"/ballots/{self.hall.ballot.pk}/")

    async def get(self, path: str) -> float:
        began, sender = time.perf_counter(), Sender(self.port, self.token, 0)
        head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: sessionid={self.key}\r\n\r\n"
        status, body = await sender.request(head.encode())
        sender.close()
        if status != 200:
            self.took.refused.append(f"{path}: {status} {body[:80]!r}")
        return (time.perf_counter() - began) * 1000

    async def vote(self, seconds: float) -> None:
        self.took.opened.append(await self.look())
        asking = asyncio.ensure_future(self.ask())
        await asyncio.sleep(random.uniform(0, seconds))
        body = json.dumps({"choice": random.choice(self.choices)}).encode()
        path = f"/api/ballots/{self.hall.ballot.pk}/votes/{self.organization}/"
        head = (
            f"PUT {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Token {self.token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        began, sender = time.perf_counter(), Sender(self.port, self.token, 0)
        status, answer = await sender.request(head.encode() + body)
        sender.close()
        self.took.voted.append((time.perf_counter() - began) * 1000)
        if status != 204:
            self.took.refused.append(f"vote: {status} {answer[:80]!r}")
        self.has_voted.set()
        await self.is_over.wait()
        asking.cancel()

    async def ask(self) -> None:
        """The turnout, as the page asks for it."""
        while not self.is_over.is_set():
            await asyncio.sleep(ASKS_EVERY)
            self.took.asked.append(await self.get(f"/ballots/{self.hall.ballot.pk}/turnout/"))


async def measure(port: int, hall: Hall, seconds: float) -> dict[str, Any]:
    took, choices = Took(), [row.pk async for row in hall.ballot.choices.all()]
    phones = [Phone(port, hall, at, choices, took) for at in hall.phones]
    running = [asyncio.ensure_future(phone.run(seconds)) for phone in phones]
    await asyncio.wait_for(asyncio.gather(*(phone.is_ready.wait() for phone in phones)), PATIENCE)
    await asyncio.to_thread(open_ballot, actor=hall.chair, ballot=hall.ballot)
    await asyncio.wait_for(asyncio.gather(*(phone.has_voted.wait() for phone in phones)), PATIENCE + seconds)
    closing = time.perf_counter()
    closed = await asyncio.to_thread(close_ballot, actor=hall.chair, ballot=hall.ballot)
    counted = time.perf_counter() - closing
    await asyncio.wait_for(asyncio.gather(*(phone.has_seen.wait() for phone in phones)), PATIENCE)
    last = time.perf_counter() - closing
    await asyncio.gather(*running)
    votes = [row.votes async for row in closed.choices.all()]
    return {
        "votes": sum(votes),
        "lost": len(phones) - sum(votes),
        "refused": took.refused[:5],
        "opened_ms": figures(took.opened),
        "turnout_ms": figures(took.asked),
        "vote_ms": figures(took.voted),
        "counted_ms": round(counted * 1000),
        "result_ms": figures(took.shown),
        "last_saw_it_after_ms": round(last * 1000),
    }


def figures(times: list[float]) -> list[float]:
    """The median and the 99th percentile."""
    return [round(median(times), 1), round(quantiles(times, n=100)[98], 1)]


def main(voters: int, seconds: float) -> dict[str, Any]:
    hall, port = seed(voters), free_port()
    with child([sys.executable, "manage.py", "serve", "--port", str(port)], environment=dict(os.environ)):
        time.sleep(5)
        return asyncio.run(measure(port, hall, seconds))


if __name__ == "__main__":
    given = [*sys.argv[1:], str(VOTERS), str(SECONDS)]
    print(json.dumps(main(int(given[0]), float(given[1]))))
