"""The verbs of what proves a report: files, photos, links. What is submitted stays as it is."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db.models import Sum
from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from coordination import permissions
from coordination.actions.moves import as_it_stands
from coordination.actions.updates import held, tell_own
from coordination.models import Evidence, ProgressUpdate
from files.actions import release_files, set_preview, store_file, use_files
from files.examining import Examined
from files.models import StoredFile
from files.permissions import files_for
from files.previews import can_have_preview
from journal.actors import Actor
from journal.due import schedule
from journal.refusals import Conflict, demand_repeat, invalid, require
from journal.states import demand_possible
from journal.verbs import verb
from organizations.columns import check_columns

MOST = 20  # of one report


@verb
def add_evidence(
    *,
    actor: Actor,
    update: ProgressUpdate,
    client_id: UUID,
    title: str = "",
    file: StoredFile | None = None,
    examined: Examined | None = None,
    url: str = "",
    captured_on: date | None = None,
    is_public: bool = False,
) -> Evidence:
    """Prove a draft by one file (`file` came in pieces before, `examined` with a form) or one `url`. Without a title
    the file's name is it.

    A repeated `client_id` gives the same one, or Conflict `client_id_reused`; `wrong_status`, `too_many`, `over_quota`.
    ValidationError `one_of_them`, `unknown_file`, `kind_not_taken`, `bad_address`, lengths.
    """
    require(permissions.can_add_evidence(actor, update))
    as_it_stands(update.recommendation)
    report = held(update)
    demand_possible(report.status == "draft", report)
    if first := Evidence.objects.filter(person=actor.user, client_id=client_id).first():
        demand_repeat(first.update_id == report.pk)
        return first
    if report.evidence.count() >= MOST:
        raise Conflict(_("A report has at most twenty pieces of evidence."), code="too_many")
    if sum(each is not None for each in (file, examined, url.strip() or None)) != 1:
        raise invalid(_("Add a file, or an address."), code="one_of_them", field="file")
    proof = Evidence(update=report, person=actor.user, client_id=client_id, is_public=is_public)
    proof.captured_on = captured_on
    if url.strip():
        prove_by_link(proof, url, title)
    else:
        prove_by_file(actor, proof, file, examined, title)
    check_columns(proof, ["title", "url"] if proof.url else ["title"])
    proof.save()
    tell_own(actor, "evidence_added", report)
    return proof


@verb
def withdraw_evidence(*, actor: Actor, evidence: Evidence) -> None:
    """Take it out of a draft; a file that nothing else holds is deleted. Twice changes nothing."""
    require(permissions.can_withdraw_evidence(actor, evidence))
    report, file = held(evidence.update), evidence.file
    demand_possible(report.status == "draft", report)
    if Evidence.objects.filter(pk=evidence.pk).delete()[0]:
        if file is not None:
            release_files(actor=actor, files=[file])
        tell_own(actor, "evidence_withdrawn", report)


@verb
def preview_evidence(*, actor: Actor, evidence: Evidence, preview: bytes) -> None:
    """Show the small picture that the worker made."""
    require(permissions.can_preview_evidence(actor))
    if evidence.file is not None and set_preview(actor=actor, file=evidence.file, preview=preview):
        tell_own(actor, "evidence_added", evidence.update)


# What they share ------------------------------------------------------------------------------------------------------
def prove_by_link(proof: Evidence, url: str, title: str) -> None:
    """ValidationError `bad_address` for what is no address of the web."""
    address = url.strip()
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
        words = _("Write the whole address, beginning with https://.")
        raise invalid(words, code="bad_address", field="url")
    proof.kind, proof.url = Evidence.Kind.LINK, address
    proof.title = defuse_name(title) or str(parts.hostname)[:200]


def prove_by_file(
    actor: Actor, proof: Evidence, file: StoredFile | None, examined: Examined | None, title: str
) -> None:
    """ValidationError `unknown_file`, `kind_not_taken`; Conflict `over_quota`."""
    if file is not None and not files_for(actor.user).filter(pk=file.pk, finished_at__isnull=False).exists():
        raise invalid(_("This file is not here (any more)."), code="unknown_file", field="file")
    kind = file.kind if file is not None else examined.kind if examined is not None else ""
    if kind == StoredFile.Kind.OTHER:
        words = _("Documents, pictures, films and sound are taken as evidence; this is something else.")
        raise invalid(words, code="kind_not_taken", field="file")
    if file is None:
        assert examined is not None
        file = store_file(actor=actor, examined=examined)
    kept = Evidence.objects.filter(update__recommendation=proof.update.recommendation_id)
    if (kept.aggregate(bytes=Sum("file__size"))["bytes"] or 0) + file.size > settings.PROJECT_FILES:
        words = _("The evidence of this recommendation takes up all of its %(megabytes)d MB.")
        raise Conflict(words % {"megabytes": settings.PROJECT_FILES // 1024**2}, code="over_quota")
    use_files(actor=actor, files=[file])
    proof.file, proof.sha256 = file, file.sha256
    proof.kind = Evidence.Kind.PHOTO if kind == StoredFile.Kind.IMAGE else Evidence.Kind.FILE
    proof.title = defuse_name(title) or file.name[:200]
    if can_have_preview(file) and not file.preview:
        schedule("preview_evidence", key=f"update.{proof.update_id}.files", update_id=proof.update_id)
