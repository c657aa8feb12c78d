"""What a dossier says: the comparison, who stands behind it, the law as amended; read once, when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from legislation.amending import AFTER, BEFORE, HEADING, RENUMBER, REPEAL, TERM, Amended, Change, Clause, amended
from legislation.models import Amendment, Endorsement, Proposal, Round, Sponsor
from legislation.queries.changes import base_of, change_on

Shown = dict[str, Any]
Pair = tuple[Amendment, Change]  # as it was written, and on the text of the round


def adopted_proposals(row: Round) -> QuerySet[Proposal]:
    """What a dossier is made of, in the order in which it was put forward: of two insertions at one place the earlier
    comes first.
    """
    return row.proposals.filter(status=Proposal.Status.ADOPTED).order_by("submitted_at", "pk")


def shown_of_round(row: Round) -> Shown:
    """All that its files say. Competing (legislation/amending.py) where two that were adopted do not go together."""
    proposals = list(adopted_proposals(row).select_related("organization", "author"))
    order = {each.pk: at for at, each in enumerate(proposals)}
    rows = list(Amendment.objects.filter(proposal__in=order).select_related("base").order_by("position", "pk"))
    rows.sort(key=lambda each: order[each.proposal_id])
    base = base_of(row)
    changes = [change_on(each, base) for each in rows]
    law = amended(base.clauses, changes)
    codes = {each.pk: each.code for each in proposals}
    return {
        **round_said(row),
        "proposals": proposals_said(proposals),
        "changes": changes_said(base.clauses, law, list(zip(rows, changes, strict=True)), codes),
        "law": law_said(law),
    }


def round_said(row: Round) -> Shown:
    law = row.instrument
    return {
        "round": row.code,
        "title": row.title,
        "convener": str(row.organization),
        "base_on": row.base_on.isoformat(),
        "instrument": {
            "title": law.title,
            "kind": law.kind,
            "number": law.number,
            "year": law.year,
            "issuer": law.issuer,
            "issued_on": law.issued_on.isoformat() if law.issued_on else None,
            "country": law.country,
            "is_official_text": law.is_official_text,
        },
        "proposals_put_forward": row.proposals.filter(submitted_at__isnull=False).count(),
    }


# Who proposes, who endorses -------------------------------------------------------------------------------------------
def proposals_said(proposals: Sequence[Proposal]) -> list[Shown]:
    ids = [each.pk for each in proposals]
    taking_part = Sponsor.objects.filter(proposal__in=ids, status=Sponsor.Status.ACCEPTED)
    sponsors = names_by_proposal(taking_part.select_related("organization"))
    standing = Endorsement.objects.filter(proposal__in=ids, withdrawn_at=None)
    endorsed = names_by_proposal(standing.select_related("organization"))
    return [
        {
            "id": each.pk,
            "code": each.code,
            "title": each.title,
            "version": each.version,
            "organization": str(each.organization),
            "drafted_by": str(each.author),
            "rationale": each.rationale,
            "effect": each.effect,
            "sponsors": sponsors.get(each.pk, []),
            "endorsed_by": endorsed.get(each.pk, []),
        }
        for each in proposals
    ]


def names_by_proposal(rows: Iterable[Any]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for each in rows:
        found.setdefault(each.proposal_id, []).append(str(each.organization))
    return found


# The comparison -------------------------------------------------------------------------------------------------------
def changes_said(
    base: Sequence[Clause], law: Sequence[Amended], rows: Iterable[Pair], codes: Mapping[int, str]
) -> list[Shown]:
    """A row for each change, in the order of the law; terms that are replaced throughout at the end."""
    clauses = {clause.key: clause for clause in base}
    places = {clause.key: at for at, clause in enumerate(base)}
    inserted = {row.origins[0]: row for row in law if row.state == "inserted"}
    said = [(places.get(pair[0].provision_id, len(places)), compared(pair, clauses, law, inserted)) for pair in rows]
    said.sort(key=lambda each: each[0])
    return [{**each, "proposal": codes[each["proposal"]]} for _place, each in said]


def compared(
    pair: Pair, clauses: Mapping[Any, Clause], law: Sequence[Amended], inserted: Mapping[Any, Amended]
) -> Shown:
    """Current and proposed words of one change; `place` is where it is in the law."""
    row, change = pair
    said: Shown = {"id": row.pk, "proposal": row.proposal_id, "kind": row.kind, "note": row.note, "hits": []}
    if row.kind == TERM:
        hits = [{"place": each.clause.label, "count": each.hits[row.pk]} for each in law if row.pk in each.hits]
        return {**said, "place": "", "current": row.term, "proposed": row.new_term, "hits": hits}
    clause = clauses.get(row.provision_id)
    if clause is None:
        return {**said, "place": "", "beside": "", "current": "", "proposed": change.text}
    if row.kind in (BEFORE, AFTER):
        new = inserted[row.pk].clause
        return {**said, "place": new.label, "beside": clause.label, "current": "", "proposed": words(new)}
    current = {HEADING: clause.heading, RENUMBER: clause.label, REPEAL: words(clause)}
    proposed = {HEADING: change.heading, RENUMBER: change.label, REPEAL: ""}
    return {
        **said,
        "place": clause.label,
        "current": current.get(row.kind, clause.text),
        "proposed": proposed.get(row.kind, change.text),
    }


def words(clause: Clause) -> str:
    return "\n".join(each for each in (clause.heading, clause.text) if each)


# The law as amended ---------------------------------------------------------------------------------------------------
def law_said(rows: Sequence[Amended]) -> list[Shown]:
    """Its provisions in reading order; `parent` is the number of the row that one stands in."""
    numbers = {row.clause.key: at for at, row in enumerate(rows)}
    return [
        {
            "kind": row.clause.kind,
            "label": row.clause.label,
            "heading": row.clause.heading,
            "text": row.clause.text,
            "parent": numbers.get(row.clause.parent),
            "state": row.state,
            "before": before_said(row.before) if row.before and row.state != "same" else None,
            "origins": row.origins,
        }
        for row in rows
    ]


def before_said(clause: Clause) -> Shown:
    return {"label": clause.label, "heading": clause.heading, "text": clause.text}


def law_of(shown: Shown) -> list[Amended]:
    """`law_said` read back, as legislation/tracked.py and legislation/akoma.py want it."""
    return [*rows_of(shown["law"])]


def rows_of(said: Iterable[Shown]) -> Iterator[Amended]:
    for at, each in enumerate(said):
        clause = Clause(at, each["kind"], each["label"], each["heading"], each["text"], each["parent"])
        before = clause if each["state"] == "same" else None
        if each["before"]:
            before = clause._replace(**each["before"])
        yield Amended(clause, before, each["state"], list(each["origins"]))
