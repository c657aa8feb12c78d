"""Situations of legislation that tests of several modules share."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.utils import timezone

from arabic.normalise import normalise
from legislation.models import Instrument, Provision, ProvisionText
from legislation.parsing import Node, parse
from legislation.structure import TOKENS
from needs.codes import new_code
from tests.factories import Cast

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
