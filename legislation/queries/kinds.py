"""What the journal is told of an object of legislation: what everybody may know who watches its stream."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from legislation.models import (
    Amendment,
    Answer,
    Dossier,
    Instrument,
    Opinion,
    Proposal,
    Provision,
    Remark,
    RivalVote,
    Round,
    TextImport,
    Topic,
)

Facts = dict[str, Any]
COLUMNS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "instrument": (Instrument, ("code", "kind", "title", "status", "text_version")),
    "topic": (Topic, ("name_ar", "name_en")),
    "text_import": (TextImport, ("instrument_id", "format", "status", "version")),
    "provision": (Provision, ("instrument_id", "kind", "label", "eid")),
    "round": (Round, ("code", "instrument_id", "title", "status")),
    "proposal": (Proposal, ("code", "round_id", "title", "status", "version", "endorsements_count", "remarks_count")),
    "amendment": (Amendment, ("proposal_id", "kind", "provision_id", "version")),
    "remark": (Remark, ("round_id", "provision_id", "proposal_id", "kind", "parent_id")),
    "opinion": (Opinion, ("proposal_id", "advice")),
    "rival_vote": (RivalVote, ("round_id", "ballot_id", "provision_id")),
    "dossier": (Dossier, ("round_id", "number", "status", "progress")),
    "answer": (Answer, ("item_id", "kind")),
}


def _facts_of(model: Any, columns: tuple[str, ...]) -> Callable[[list[int]], Mapping[int, Facts]]:
    def found(ids: list[int]) -> Mapping[int, Facts]:
        rows = model.objects.filter(pk__in=ids).values("pk", *columns)
        return {
            row["pk"]: {"id": row["pk"], **{name.removesuffix("_id"): row[name] for name in columns}} for row in rows
        }

    return found


KINDS = {kind: _facts_of(model, columns) for kind, (model, columns) in COLUMNS.items()}


def facts(kind: str, ids: list[int]) -> Mapping[int, Facts]:
    """{id: its JSON object} for each kind of legislation's in settings.JOURNAL_KINDS; ids that are gone are absent."""
    return KINDS[kind](ids)
