"""What the worker does of dossiers: it makes their files, outside of any transaction."""

from __future__ import annotations

from django.utils import translation

from files.examining import Examined, examine_bytes
from journal.actors import Actor
from journal.due import keep_claim
from legislation import actions
from legislation.dossier_files import akn_of, docx_of, json_of, xlsx_of
from legislation.dossier_papers import pdf_of
from legislation.models import Dossier

MAKERS = (
    ("json", json_of, "json"),
    ("akn", akn_of, "xml"),
    ("xlsx", xlsx_of, "xlsx"),
    ("docx", docx_of, "docx"),
    ("pdf", pdf_of, "pdf"),
)


def write_dossier(dossier_id: int) -> None:
    """Make the files of what it says, and freeze them; it tells how far it is. Killed in the middle it begins anew: of
    a half one nothing is kept.
    """
    row = Dossier.objects.select_related("round").filter(pk=dossier_id).first()
    if row is None or row.status != Dossier.Status.MAKING:
        return
    files: dict[str, Examined] = {}
    with translation.override(row.shown["language"]):
        for number, (name, make, ending) in enumerate(MAKERS):
            actions.advance_dossier(actor=Actor.clock(), dossier=row, progress=5 + 18 * number)
            files[name] = examine_bytes(make(row), f"{row.round.code}-{row.number}.{ending}")
            keep_claim()
    actions.freeze_dossier(actor=Actor.clock(), dossier=row, files=files)


def give_up_dossier(dossier_id: int) -> None:
    """The last try to make it failed."""
    if row := Dossier.objects.select_related("round").filter(pk=dossier_id).first():
        actions.fail_dossier(actor=Actor.clock(), dossier=row)
