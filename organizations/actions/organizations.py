"""What an organisation is, and whether it is trusted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import is_secretariat
from journal.actors import Actor
from journal.kept_files import drop_file, keep_file
from journal.models import Entry
from journal.records import record
from journal.refusals import Conflict, demand_repeat, invalid, require
from journal.verbs import verb
from organizations import permissions
from organizations.actions.affiliations import _let_go, _take_in
from organizations.actions.invitations import _revoke_all
from organizations.actions.memberships import _finish
from organizations.columns import check_columns, clean_text
from organizations.models import Affiliation, Membership, Organization, Place, Sector
from organizations.planning import Change
from organizations.queries import search_text

IDENTITY = frozenset({"kind", "name_ar", "licence_number"})
CONTACTS = frozenset({"phone", "email", "website", "address"})
DETAILS = IDENTITY | CONTACTS | {"name_en", "acronym", "governorate", "about"}
MOST_AT_ONCE = 200


@verb
def create_organization(
    *,
    actor: Actor,
    name_ar: str,
    sectors: Iterable[Sector] = (),
    places: Iterable[Place] = (),
    client_id: UUID | None = None,
    **details: Any,
) -> Organization:
    """Enter an organisation, unverified. One that a union enters belongs to that union at once.

    `details` are columns: kind, name_en, acronym, licence_number, governorate, about, phone, email, website, address.
    The same `client_id` again gives the same organisation. ValidationError by field; Conflict `client_id_reused`.
    """
    require(permissions.can_create_organization(actor))
    known = _made_with(actor, client_id, name_ar)
    return known or _create(actor, sectors, places, client_id=client_id, name_ar=name_ar, **details)


@verb
def update_organization(*, actor: Actor, organization: Organization, **details: Any) -> Organization:
    """Change what is said of an organisation: columns as in create_organization, `sectors` and `places`.

    Kind, Arabic name and licence number of a verified one are its verifier's to change, and only the secretariat makes
    a union, network, public body or supporter of it, or of one of these something else: Refused `identity_verified`.
    """
    allowed = permissions.can_update_organization(actor, organization)
    require(allowed or permissions.can_update_identity(actor, organization))
    return _update(actor, organization, details)


@verb
def set_logo(*, actor: Actor, organization: Organization, picture: bytes | None) -> Organization:
    """Give an organisation its picture (a WebP, made by the caller before the transaction), or take it away."""
    require(permissions.can_set_logo(actor, organization))
    drop_file(Organization.objects.get(pk=organization.pk).logo)  # as it stands: a verb may be tried again
    organization.logo = ""
    if picture:
        keep_file(organization.logo, f"{organization.pk}.webp", picture)
    organization.save(update_fields=["logo"])
    _record(actor, organization, "organization_updated", fields=["logo"])
    return organization


@verb
def verify_organization(*, actor: Actor, organization: Organization) -> Organization:
    """Vouch for an organisation, as the secretariat or as a union for its member; its people become verified people.

    For unions, networks, public bodies and supporters the secretariat vouches alone. Conflict `not_waiting` unless it
    awaits verification, as what it was when the actor looked.
    """
    require(permissions.can_verify_organization(actor, organization))
    _verify(actor, organization)
    return organization


@verb
def suspend_organization(*, actor: Actor, organization: Organization, reason: str) -> Organization:
    """Take an organisation's trust away, with a reason; its people keep their accounts and lose what needs trust.

    Suspending twice changes nothing. ValidationError `reason_required`.
    """
    require(permissions.can_suspend_organization(actor, organization))
    if not reason.strip():
        raise invalid(_("Say why."), code="reason_required", field="reason")
    others = Organization.objects.filter(pk=organization.pk).exclude(status=Organization.Status.SUSPENDED)
    if others.update(status=Organization.Status.SUSPENDED, status_reason=reason.strip()[:300]):
        organization.refresh_from_db(fields=["status", "status_reason"])
        _record_for_people(actor, organization, "organization_suspended")
    return organization


@verb
def restore_organization(*, actor: Actor, organization: Organization) -> Organization:
    """End a suspension: what was verified is verified again, what was not awaits verification again."""
    require(permissions.can_restore_organization(actor, organization))
    before = Organization.Status.VERIFIED if organization.verified_at else Organization.Status.UNVERIFIED
    suspended = Organization.objects.filter(pk=organization.pk, status=Organization.Status.SUSPENDED)
    if suspended.update(status=before, status_reason=""):
        organization.refresh_from_db(fields=["status", "status_reason"])
        _record_for_people(actor, organization, "organization_restored")
    return organization


@verb
def close_organization(*, actor: Actor, organization: Organization, reason: str) -> Organization:
    """Close an organisation for good: memberships, affiliations and links end, what it said and signed stays.

    ValidationError `reason_required`.
    """
    require(permissions.can_close_organization(actor, organization))
    if not reason.strip():
        raise invalid(_("Say why."), code="reason_required", field="reason")
    now = timezone.now()
    still_open = Organization.objects.filter(pk=organization.pk, closed_at__isnull=True)
    if still_open.update(closed_at=now, status_reason=reason.strip()[:300]):
        organization.refresh_from_db(fields=["closed_at", "status_reason"])
        _record(actor, organization, "organization_closed")
        _end_everything(actor, organization)
    return organization


@verb
def import_organizations(*, actor: Actor, changes: Sequence[Change]) -> list[Organization]:
    """Write the new and changed rows of a table that planning.plan has looked through, at most 200 at once.

    All or none; each row leaves its own entry. Refused where the actor may not change one of them.
    ValidationError `too_many`, and by field.
    """
    require(permissions.can_import_organizations(actor))
    if len(changes) > MOST_AT_ONCE:
        raise invalid(_("At most %(count)s rows at once.") % {"count": MOST_AT_ONCE}, code="too_many")
    return [_import_row(actor, change) for change in changes]


def _import_row(actor: Actor, change: Change) -> Organization:
    details = dict(change.details)
    if change.organization_id is None:
        return _create(actor, details.pop("sectors", ()), details.pop("places", ()), **details)
    organization = permissions.organizations_for(actor.user).get(pk=change.organization_id)
    require(permissions.can_import_over(actor, organization))
    return _update(actor, organization, details)


def _made_with(actor: Actor, client_id: UUID | None, name_ar: str) -> Organization | None:
    """What this person entered with the same `client_id`; the journal knows who entered an organisation."""
    made = Organization.objects.filter(client_id=client_id).first() if client_id else None
    if made is None:
        return None
    entered = Entry.objects.filter(stream__name=f"org.{made.pk}", event="organization_created")
    is_theirs = entered.filter(person=actor.person_id).exists()
    demand_repeat(is_theirs and made.name_ar == clean_text("name_ar", name_ar))
    return made


def _create(actor: Actor, sectors: Iterable[Sector], places: Iterable[Place], **details: Any) -> Organization:
    client_id = details.pop("client_id", None)
    organization = Organization(client_id=client_id)
    _fill(organization, details)
    organization.save()
    organization.sectors.set(sectors)
    organization.places.set(places)
    _record(actor, organization, "organization_created")
    if permissions.is_convening(actor, actor.organization) and actor.organization is not None:
        _take_in(actor, organization, actor.organization)
    return organization


def _update(actor: Actor, organization: Organization, details: dict[str, Any]) -> Organization:
    # As it stands, since a verb may be tried again after a lock; and locked: none verifies it while its kind changes.
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    lists = {name: details[name] for name in ("sectors", "places") if name in details}
    details = {name: value for name, value in details.items() if name not in lists}
    before = {name: getattr(organization, name) for name in details}
    if details.get("kind", organization.kind) != organization.kind:
        require(permissions.can_change_kind(actor, organization, details["kind"]), code="identity_verified")
    _fill(organization, details)
    changed = [name for name in details if getattr(organization, name) != before[name]]
    if IDENTITY & set(changed):
        require(permissions.can_update_identity(actor, organization), code="identity_verified")
    organization.save(update_fields=[*changed, "search_text"])
    for name, rows in lists.items():
        if {row.pk for row in rows} != set(getattr(organization, name).values_list("pk", flat=True)):
            getattr(organization, name).set(rows)
            changed.append(name)
    if changed:
        tell = _record_for_people if "kind" in changed else _record  # which rooms are open to them may hang on it
        tell(actor, organization, "organization_updated", fields=sorted(changed))
    return organization


def _fill(organization: Organization, details: dict[str, Any]) -> None:
    """Set columns, cleaned and checked; ValidationError by field."""
    if unknown := set(details) - DETAILS:
        raise TypeError(f"no such details of an organisation: {sorted(unknown)}")
    for name, value in details.items():
        setattr(organization, name, clean_text(name, value))
    if organization.governorate is not None and organization.governorate.level != 1:
        raise invalid(_("Choose a governorate."), code="not_a_governorate", field="governorate")
    check_columns(organization, [*details, "name_ar"])
    organization.search_text = search_text(organization)


def _verify(actor: Actor, organization: Organization) -> None:
    voucher = None if is_secretariat(actor) else actor.organization
    waiting = Organization.objects.filter(
        pk=organization.pk, status=Organization.Status.UNVERIFIED, kind=organization.kind
    )
    now = timezone.now()
    if not waiting.update(status=Organization.Status.VERIFIED, verified_at=now, verified_by=voucher, status_reason=""):
        raise Conflict(_("This organisation does not await verification."), code="not_waiting")
    organization.refresh_from_db(fields=["status", "verified_at", "verified_by", "status_reason"])
    _record_for_people(actor, organization, "organization_verified")


def _end_everything(actor: Actor, organization: Organization) -> None:
    _revoke_all(organization)
    for membership in Membership.objects.filter(organization=organization, ended_at__isnull=True).select_related(
        "person", "organization"
    ):
        _finish(actor, membership)
    both = Affiliation.objects.filter(ended_at__isnull=True).select_related("member", "convener")
    for affiliation in [*both.filter(member=organization), *both.filter(convener=organization)]:
        _let_go(actor, affiliation)


def _record(actor: Actor, organization: Organization, event: str, **facts: Any) -> None:
    record(event, stream=f"org.{organization.pk}", actor=actor, subject=organization, **facts)


def _record_for_people(actor: Actor, organization: Organization, event: str, **facts: Any) -> None:
    """An organisation's standing is its people's: each hears of it, and what they may watch is asked again."""
    _record(actor, organization, event, **facts)
    running = Membership.objects.filter(organization=organization, ended_at__isnull=True)
    for membership in running.select_related("person"):
        theirs = f"user.{membership.person_id}"
        record(event, stream=theirs, actor=actor, subject=organization, **facts)
        record("access_changed", stream=theirs, actor=actor, subject=membership.person, kind="user")
