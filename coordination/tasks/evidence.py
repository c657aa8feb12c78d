"""What the clock wakes for the evidence of a report."""

from __future__ import annotations

from coordination import actions
from coordination.models import Evidence
from files.previews import can_have_preview, drawn_preview
from journal.actors import Actor


def preview_evidence(update_id: int) -> None:
    """Draw the small pictures of what proves a report."""
    waiting = Evidence.objects.filter(update=update_id, file__preview="").select_related(
        "file", "update__recommendation"
    )
    for proof in waiting.order_by("pk"):
        if proof.file is None or not can_have_preview(proof.file):
            continue
        preview = drawn_preview(proof.file)
        if preview is not None:
            actions.preview_evidence(actor=Actor.clock(), evidence=proof, preview=preview)
