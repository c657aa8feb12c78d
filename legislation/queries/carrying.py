"""Changes whose base changed: what they are on the text as it stands, and where somebody must say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from arabic.direction import defuse
from arabic.redline import carried_over
from legislation.amending import HEADING, REPLACE
from legislation.models import Amendment, Proposal, ProvisionText
from legislation.queries.base import base_texts

COLUMN = {REPLACE: "new_text", HEADING: "new_heading"}
LONGEST = {REPLACE: 30_000, HEADING: 400}
OF_BASE = {REPLACE: "text", HEADING: "heading"}


def carried_changes(
    proposal: Proposal, wordings: Mapping[int, str] | None = None
) -> tuple[list[Amendment], list[dict[str, Any]]]:
    """The changes written against another text, as they are on the one of today (not stored), and the three texts of
    each that waits for somebody to say what it shall be.
    """
    texts = {text.provision_id: text for text in base_texts(proposal.round)}
    stale = stale_amendments(proposal, texts)
    waiting = [three for row in stale if (three := carried(row, texts, wordings or {}))]
    return stale, waiting


def stale_amendments(proposal: Proposal, texts: Mapping[int, ProvisionText]) -> list[Amendment]:
    rows = proposal.amendments.filter(provision__isnull=False).select_related("provision", "base")
    return [row for row in rows if is_stale(row, texts.get(row.provision_id or 0))]


def is_stale(row: Amendment, text: ProvisionText | None) -> bool:
    is_gone = text is None or text.change == ProvisionText.Change.REPEAL
    return is_gone or (text is not None and text.sha256 != row.base_sha256)


def carried(row: Amendment, texts: Mapping[int, ProvisionText], wordings: Mapping[int, str]) -> dict[str, Any] | None:
    """Bind it to the new text; None, or the three texts where somebody must say."""
    text = texts.get(row.provision_id or 0)
    if text is None or text.change == ProvisionText.Change.REPEAL:
        return three_texts(row, None)
    if row.kind in COLUMN:
        words = carried_words(row, text, wordings)
        if words is None:
            return three_texts(row, text)
        setattr(row, COLUMN[row.kind], words)
    row.base, row.base_sha256 = text, text.sha256
    return None


def carried_words(row: Amendment, text: ProvisionText, wordings: Mapping[int, str]) -> str | None:
    if said := defuse(wordings.get(row.pk, "")).strip():
        return said[: LONGEST[row.kind]]
    base = row.base
    if base is None:
        return None
    name = OF_BASE[row.kind]
    return carried_over(getattr(base, name), getattr(text, name), getattr(row, COLUMN[row.kind]))


def three_texts(row: Amendment, text: ProvisionText | None) -> dict[str, Any]:
    """`current` is None where the provision is gone from the law: then the change must be taken out."""
    name = OF_BASE.get(row.kind, "text")
    return {
        "amendment": row.pk,
        "kind": row.kind,
        "provision": row.provision_id,
        "label": str(row.provision),
        "written_against": getattr(row.base, name) if row.base else None,
        "current": getattr(text, name) if text else None,
        "proposed": getattr(row, COLUMN.get(row.kind, "new_text")),
    }
