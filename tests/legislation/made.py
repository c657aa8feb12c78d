"""Situations of legislation that tests of several modules share."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.utils import timezone

from arabic.normalise import normalise
from legislation import actions as verbs
from legislation.actions import add_amendment, create_proposal, create_round, hand_in_proposal, submit_proposal
from legislation.models import Instrument, Proposal, Provision, ProvisionText, Round
from legislation.parsing import Node, parse
from legislation.structure import TOKENS
from needs.codes import new_code
from tests.factories import Cast
from tests.meetings.made import chair_of

STATUTE = Path("demo/legislation/statute.txt")


def published_law(cast: Cast, **columns: Any) -> Instrument:
    """The short statute of the demo, of twelve articles, published with its text."""
    draft = parse(STATUTE.read_text(encoding="utf-8"))
    details = {"title": draft.title, "number": "12", "year": 2019, "issued_on": date(2019, 5, 20), **columns}
    instrument = Instrument.objects.create(
        code=new_code("L"), person=cast.salma, client_id=uuid4(), published_at=timezone.now(), text_version=1, **details
    )
    for at, node in enumerate(draft.nodes, start=1):
        _put(instrument, None, node, f"{at}")
    return instrument


def _put(instrument: Instrument, parent: Provision | None, node: Node, path: str) -> None:
    read = node.read
    token = f"{TOKENS[node.kind]}_{read.token if read else path}"
    row = Provision.objects.create(
        instrument=instrument,
        parent=parent,
        kind=node.kind,
        label=node.label,
        key=read.key if read else "",
        eid=f"{parent.eid}__{token}" if parent else token,
        position=instrument.provisions.count() * 1000,
    )
    ProvisionText.objects.create(
        provision=row,
        heading=node.heading,
        text=node.text,
        sha256=hashlib.sha256(f"{node.heading}\n{node.text}".encode()).hexdigest(),
        search_text=normalise(f"{node.label} {node.heading} {node.text}"),
    )
    for at, part in enumerate(node.parts, start=1):
        _put(instrument, row, part, f"{path}_{at}")


def article(instrument: Instrument, number: int) -> Provision:
    """Its article of this number."""
    return instrument.provisions.get(kind="article", key=f"{number:05d}.00.00")


def open_round(cast: Cast, instrument: Instrument | None = None, **columns: Any) -> Round:
    """By the union for which Salma signs, on the law as it stands today; open for two weeks."""
    today = timezone.localdate()
    days = {"opens_on": today, "freezes_on": today + timedelta(days=14), "closes_on": today + timedelta(days=30)}
    given: dict[str, Any] = {"client_id": uuid4(), "title": "جولة تعديل قانون الجمعيات", **days, **columns}
    row = create_round(actor=chair_of(cast), instrument=instrument or published_law(cast), **given)
    return verbs.open_round(actor=chair_of(cast), row=row)


def draft(cast: Cast, row: Round, provision: Provision, text: str, by: str = "hala", **columns: Any) -> Proposal:
    """Written by Hala for her association, unless `by` says otherwise: one article replaced."""
    actor = cast.actor(by)
    given = {"title": f"تعديل {provision.label}", "rationale": "المهلة طويلة.", **columns}
    made = create_proposal(actor=actor, row=row, client_id=uuid4(), **given)
    add_amendment(actor=actor, proposal=made, client_id=uuid4(), kind="replace", provision=provision, new_text=text)
    made.refresh_from_db()
    return made


def proposal(
    cast: Cast, row: Round, provision: Provision, text: str, by: str = "hala", signatory: str = "basel", **columns: Any
) -> Proposal:
    """Put forward: by Hala and Basel's association, or `by="omar", signatory="omar"`."""
    made = draft(cast, row, provision, text, by, **columns)
    hand_in_proposal(actor=cast.actor(by), proposal=made)
    return submit_proposal(actor=cast.actor(signatory), proposal=made)
