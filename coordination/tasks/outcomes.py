"""What the worker does of documents: it sets them, outside of any transaction."""

from __future__ import annotations

from django.utils import translation

from coordination import actions
from coordination.models import OutcomeDocument
from coordination.outcome_papers import docx_of, pdf_of
from files.examining import examine_bytes
from journal.actors import Actor
from journal.due import keep_claim


def write_outcome(outcome_id: int) -> None:
    """Set the PDF and the DOCX of what it says, and freeze them. Killed in the middle it begins anew: of a half one
    nothing is kept.
    """
    row = OutcomeDocument.objects.select_related("body").filter(pk=outcome_id).first()
    if row is None or row.status != OutcomeDocument.Status.MAKING:
        return
    with translation.override(row.shown["language"]):
        pdf = examine_bytes(pdf_of(row), f"{row.code}.pdf")
        keep_claim()
        docx = examine_bytes(docx_of(row), f"{row.code}.docx")
    actions.freeze_outcome(actor=Actor.clock(), outcome=row, pdf=pdf, docx=docx)


def give_up_outcome(outcome_id: int) -> None:
    """The last try to set it failed."""
    if row := OutcomeDocument.objects.select_related("body").filter(pk=outcome_id).first():
        actions.fail_outcome(actor=Actor.clock(), outcome=row)
