"""The words of a proposal as they stand: what is kept as a version, shown, compared."""

from __future__ import annotations

from typing import Any

from legislation.amending import Change
from legislation.models import Amendment, Proposal

COLUMNS = (  # of an amendment, as `Change` takes them
    "pk",
    "proposal_id",
    "kind",
    "provision_id",
    "new_text",
    "new_label",
    "new_heading",
    "new_kind",
    "term",
    "new_term",
)
WORDS = ("new_kind", "new_label", "new_heading", "new_text", "term", "new_term", "note")


def wording(proposal: Proposal) -> dict[str, Any]:
    """`ProposalVersion.shown`: as the database has it, whatever was set on the row since."""
    columns = Proposal.objects.values("title", "rationale", "effect").get(pk=proposal.pk)
    rows = Amendment.objects.filter(proposal=proposal).select_related("provision", "base")
    return {**columns, "amendments": [amendment_words(row) for row in rows]}


def amendment_words(row: Amendment) -> dict[str, Any]:
    """What it changes and how; `before` is the text it was written against."""
    return {
        "id": row.pk,
        "kind": row.kind,
        "provision": row.provision_id,
        "label": row.provision.label if row.provision else "",
        "base_sha256": row.base_sha256,
        "before_heading": row.base.heading if row.base else "",
        "before": row.base.text if row.base else "",
        **{name: getattr(row, name) for name in WORDS},
    }


def change_of(row: Amendment) -> Change:
    """As legislation/amending.py takes it."""
    return Change(*(getattr(row, name) for name in COLUMNS))
