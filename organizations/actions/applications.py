"""The open door: an organisation asks to be let in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from journal.actors import Actor
from journal.kept_files import keep_file
from journal.records import record
from journal.refusals import Conflict, invalid, require
from journal.verbs import verb
from organizations import permissions
from organizations.actions.affiliations import _take_in
from organizations.actions.invitations import _invite
from organizations.actions.organizations import _create, _verify
from organizations.columns import check_columns, clean_text
from organizations.models import Application, Invitation, Organization, Role, Sector
from organizations.scans import LONGEST_SCAN, kind_of_scan

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that looks like another
DETAILS = [
    "kind",
    "name_ar",
    "name_en",
    "licence_number",
    "governorate",
    "contact_name",
    "contact_phone",
    "contact_email",
    "message",
    "convener",
]


@verb
def apply(
    *, actor: Actor, scan: bytes, sectors: Iterable[Sector] = (), client_id: UUID | None = None, **details: Any
) -> Application:
    """Ask that an organisation be let in, with a scan of its licence (PDF, JPEG or PNG, at most 8 MiB).

    `details` are columns of Application. The union or network it names decides, else the secretariat. The same
    `client_id` again gives the same application. ValidationError by field: scan_kind, scan_size, not_a_convener …
    """
    require(permissions.can_apply(actor))
    made = Application.objects.filter(client_id=client_id).first() if client_id else None
    if made is not None:
        return made
    application = Application(client_id=client_id, code=f"A-{get_random_string(6, LETTERS)}")
    _fill(application, details)
    keep_file(application.scan, f"{application.code}.{_checked_kind(scan)}", scan)
    application.save()
    application.sectors.set(sectors)
    _record(actor, application, "application_received")
    return application


@verb
def accept_application(*, actor: Actor, application: Application) -> tuple[Organization, Invitation, str]:
    """Let an organisation in, verified, with an invitation for its contact as signatory (returned with its secret).

    Who accepts vouches: a union or network takes it in as its member; another union or network, a public body or a
    supporter is let in by the secretariat only. Conflict `decided_already`.
    """
    require(permissions.can_accept_application(actor, application))
    _decide(actor, application, Application.State.ACCEPTED, "")
    details = {name: getattr(application, name) for name in ("kind", "name_ar", "name_en", "licence_number")}
    contacts = {"phone": application.contact_phone, "email": application.contact_email}
    sectors = list(application.sectors.all())
    organization = _create(actor, sectors, (), governorate=application.governorate, **details, **contacts)
    if application.convener is not None:
        _take_in(actor, organization, application.convener)
    _verify(actor, organization)
    application.organization = organization
    application.save(update_fields=["organization"])
    return organization, *_invite(actor, organization, application.contact_name, Role.SIGNATORY)


@verb
def refuse_application(*, actor: Actor, application: Application, reason: str) -> Application:
    """Turn an application down, with a reason that the applicant reads. Conflict `decided_already`."""
    require(permissions.can_refuse_application(actor, application))
    if not reason.strip():
        raise invalid(_("Say why."), code="reason_required", field="reason")
    _decide(actor, application, Application.State.REFUSED, clean_text("reason", reason)[:300])
    return application


def _fill(application: Application, details: dict[str, Any]) -> None:
    if unknown := set(details) - set(DETAILS):
        raise TypeError(f"no such details of an application: {sorted(unknown)}")
    for name, value in details.items():
        setattr(application, name, clean_text(name, value))
    required = ["name_ar", "licence_number", "governorate", "contact_name", "contact_phone"]
    check_columns(application, {*details, *required})
    if application.governorate.level != 1:
        raise invalid(_("Choose a governorate."), code="not_a_governorate", field="governorate")
    convener = application.convener
    if convener is not None and not (convener.is_convening and convener.is_verified):
        raise invalid(_("Choose a union or network."), code="not_a_convener", field="convener")


def _checked_kind(scan: bytes) -> str:
    """What a scan is, for a name of ours: what the applicant called it is not kept."""
    if len(scan) > LONGEST_SCAN:
        raise invalid(_("The file is larger than 8 MB."), code="scan_size", field="scan")
    kind = kind_of_scan(scan)
    if kind is None:
        raise invalid(_("Choose a PDF, JPEG or PNG file."), code="scan_kind", field="scan")
    return kind


def _decide(actor: Actor, application: Application, state: str, reason: str) -> None:
    waiting = Application.objects.filter(pk=application.pk, state=Application.State.WAITING)
    now = timezone.now()
    if not waiting.update(state=state, reason=reason, decided_at=now, decided_by=actor.user):
        raise Conflict(_("This application has been decided already."), code="decided_already")
    application.refresh_from_db(fields=["state", "reason", "decided_at", "decided_by"])
    _record(actor, application, f"application_{state}")


def _record(actor: Actor, application: Application, event: str) -> None:
    """On the desk of who decides: of the union it names, else the secretariat's."""
    desk = f"desk.{application.convener_id or 'secretariat'}"
    record(event, stream=desk, actor=actor, subject=application, kind="application")
