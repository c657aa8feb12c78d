"""A vote of 300 in twenty seconds: `python -m bench.votes [VOTERS] [SECONDS]` seeds a fresh database, serves it, and
lets each organisation's phone do what the page of the session does on it: follow the session over a socket, fetch the
panel of the vote when it opens, ask for the turnout, post its form at a moment of its own, and fetch the panel with the
result when it is told that the vote closed. A DATA_DIR that holds the hall of an earlier run is used again. Prints as
JSON the milliseconds each of these took (median, 99th percentile), how many votes were refused or lost, how long after
the closing the last phone showed the result, and what the server's processor spent from the opening on.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import socket
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from allauth.usersessions.models import UserSession  # noqa: E402  apps come first
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.contrib.sessions.models import Session as Browser  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402
from websockets.asyncio.client import connect  # noqa: E402

from accounts.models import ApiToken, User, digest_of  # noqa: E402
from bench.clients import Sender  # noqa: E402
from journal.actors import Actor  # noqa: E402
from meetings.actions import annul_ballot, close_ballot, create_ballot, enter_session, open_ballot  # noqa: E402
from meetings.models import Ballot, Body, Elector, Participant, Session, Voice  # noqa: E402
from meetings.permissions import grant  # noqa: E402
from organizations.models import Membership, Organization, Role  # noqa: E402
from organizations.permissions import move_to_group  # noqa: E402
from tools.processes import child  # noqa: E402
from tools.throwaway import free_port, wait_until  # noqa: E402

VOTERS, SECONDS, SPREAD, PATIENCE = 300, 20.0, 3.0, 60.0
ASKS_EVERY = 20.0
CSRF = "a" * 32
TITLE = "جلسة القياس"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass
class Hall:
    """What stands before the vote opens; `phones` are (organisation, token, session key)."""

    chair: Actor
    session: Session
    ballot: Ballot
    phones: list[tuple[int, str, str]] = field(default_factory=list)


def seed(voters: int) -> Hall:
    """The hall that DATA_DIR holds from an earlier run, with a new vote, else a new one in an empty database."""
    call_command("migrate", verbosity=0)
    session = Session.objects.filter(title=TITLE).select_related("body").first() or with_hall(voters)
    chair = Actor(session.author, session.body.organization)
    for left in session.ballots.filter(status=Ballot.Status.OPEN):
        annul_ballot(actor=chair, ballot=left, reason="cut short")
    Elector.objects.filter(ballot__session=session).delete()
    ballot = create_ballot(actor=chair, session=session, client_id=uuid4(), question="هل تُشكَّل لجنة؟", method="secret")
    people = session.body.participants.select_related("person").order_by("pk")[:voters]
    return Hall(chair, session, ballot, [phone_of(each) for each in people])


def with_hall(voters: int) -> Session:
    union = Organization.objects.create(name_ar="اتحاد القياس", kind="union", status=Organization.Status.VERIFIED)
    chair = Actor(person_of("chair", union), union)
    body = Body.objects.create(
        organization=union, author=chair.user, kind="forum", title="الملتقى", announced_at=timezone.now()
    )
    grant(body, union, convenes=True)
    now = timezone.now()
    session = Session.objects.create(
        body=body, title=TITLE, status="open", starts_at=now, ends_at=now + timedelta(hours=2),
        opened_at=now, author=chair.user, client_id=uuid4(),
    )  # fmt: skip
    for number in range(voters):
        come(chair, session, number)
    return session


def person_of(name: str, organization: Organization) -> User:
    person = User.objects.create(username=f"voter-{name}", display_name=f"مندوبة {name}")
    move_to_group(Membership.objects.create(person=person, organization=organization, role=Role.SIGNATORY))
    return person


def come(chair: Actor, session: Session, number: int) -> None:
    """An organisation whose head is in the hall, with a token and a signed-in browser."""
    organization = Organization.objects.create(name_ar=f"جمعية {number}", status=Organization.Status.VERIFIED)
    person = person_of(str(number), organization)
    grant(session.body, organization)
    Voice.objects.create(body=session.body, organization=organization)
    participant = Participant.objects.create(
        body=session.body, organization=organization, person=person, name=person.display_name, role="head",
        code=f"V{number:09}", named_by=chair.user, client_id=uuid4(),
    )  # fmt: skip
    enter_session(actor=chair, session=session, participant=participant, client_id=uuid4())
    end = timezone.now() + timedelta(days=60)
    ApiToken.objects.create(user=person, name="bench", digest=digest_of(person.username), expires_at=end)
    UserSession.objects.create(user=person, session_key=key_of(person), ip="127.0.0.1", user_agent="")
    kept = {SESSION_KEY: str(person.pk), BACKEND_SESSION_KEY: BACKEND, HASH_SESSION_KEY: person.get_session_auth_hash()}
    Browser.objects.create(session_key=key_of(person), session_data=SessionStore().encode(kept), expire_date=end)


def phone_of(participant: Participant) -> tuple[int, str, str]:
    """(its organisation, a token, the key of a signed-in browser)"""
    person, organization = participant.person, participant.organization_id
    assert person is not None
    assert organization is not None
    return organization, person.username, key_of(person)


def key_of(person: User) -> str:
    return f"bench{person.pk:027}"


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
        return await self.send("GET", f"/sessions/{self.hall.session.pk}/ballot-panel/")

    async def send(self, method: str, path: str, form: str = "") -> float:
        """As htmx asks from a signed-in browser; what was refused is kept. How many milliseconds it took."""
        began, sender = time.perf_counter(), Sender(self.port, self.token, 0)
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nHX-Request: true\r\nAccept-Encoding: gzip\r\n"
            f"Cookie: sessionid={self.key}; csrftoken={CSRF}\r\nX-CSRFToken: {CSRF}\r\n"
        )
        if form:
            head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(form)}\r\n"
        status, body = await sender.request(f"{head}\r\n{form}".encode())
        sender.close()
        if status != 200:
            self.took.refused.append(f"{path}: {status} {body[:80]!r}")
        return (time.perf_counter() - began) * 1000

    async def vote(self, seconds: float) -> None:
        self.took.opened.append(await self.look())
        asking = asyncio.ensure_future(self.ask())
        await asyncio.sleep(random.uniform(0, seconds))
        form = f"panel=1&choice={random.choice(self.choices)}&organization={self.organization}"
        self.took.voted.append(await self.send("POST", f"/ballots/{self.hall.ballot.pk}/cast/", form))
        self.has_voted.set()
        await self.is_over.wait()
        asking.cancel()

    async def ask(self) -> None:
        """The turnout, as the page asks for it."""
        while not self.is_over.is_set():
            await asyncio.sleep(ASKS_EVERY)
            self.took.asked.append(await self.send("GET", f"/ballots/{self.hall.ballot.pk}/turnout/"))


def cpu_of(process: int) -> float:
    """Seconds of processor time, user and system, that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def measure(server: int, port: int, hall: Hall, seconds: float) -> dict[str, Any]:
    took, choices = Took(), [row.pk async for row in hall.ballot.choices.all()]
    phones = [Phone(port, hall, at, choices, took) for at in hall.phones]
    running = [asyncio.ensure_future(phone.run(seconds)) for phone in phones]
    await asyncio.wait_for(asyncio.gather(*(phone.is_ready.wait() for phone in phones)), PATIENCE)
    spent = cpu_of(server)
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
        "server_cpu_s": round(cpu_of(server) - spent, 1),
    }


def figures(times: list[float]) -> list[float]:
    """The median and the 99th percentile."""
    return [round(median(times), 1), round(quantiles(times, n=100)[98], 1)] if len(times) > 1 else []


def answers(port: int) -> bool:
    with suppress(OSError):
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        return True
    return False


def main(voters: int, seconds: float) -> dict[str, Any]:
    hall, port = seed(voters), free_port()
    with child([sys.executable, "manage.py", "serve", "--port", str(port)], environment=dict(os.environ)) as server:
        wait_until(lambda: answers(port), "The server does not start.")
        return asyncio.run(measure(server.pid, port, hall, seconds))


if __name__ == "__main__":
    given = [*sys.argv[1:], str(VOTERS), str(SECONDS)]
    print(json.dumps(main(int(given[0]), float(given[1]))))
