"""Read shapes: the directory, one organisation, what the journal says about organisations and memberships."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from arabic.normalise import normalise
from journal.models import Entry
from journal.stamps import stamp
from organizations.models import Affiliation, Application, Invitation, Membership, Organization, Place, Role, Sector
from organizations.permissions import (
    SPEAKING,
    applications_for,
    invitations_for,
    memberships_for,
    organizations_for,
)

GOVERNORATE = 1


# What the journal and the wire say ----------------------------------------------------------------------------------
def facts(kind: str, ids: list[int]) -> dict[int, dict[str, Any]]:
    """{id: JSON-able object as it stands now} for the kinds "organization", "membership" and "application"."""
    return KINDS[kind](ids)


def organizations_told(ids: list[int]) -> dict[int, dict[str, Any]]:
    return {row.pk: organization_facts(row) for row in with_names(Organization.objects.filter(pk__in=ids))}


def memberships_told(ids: list[int]) -> dict[int, dict[str, Any]]:
    rows = Membership.objects.filter(pk__in=ids).select_related("person", "organization__governorate")
    return {row.pk: membership_facts(row) for row in rows}


def applications_told(ids: list[int]) -> dict[int, dict[str, Any]]:
    return {row.pk: application_facts(row) for row in Application.objects.filter(pk__in=ids)}


KINDS = {"organization": organizations_told, "membership": memberships_told, "application": applications_told}


def with_names(organizations: QuerySet[Organization]) -> QuerySet[Organization]:
    """Two queries: the rows with their governorate, and their sectors."""
    return organizations.select_related("governorate").prefetch_related("sectors")


def organization_facts(row: Organization) -> dict[str, Any]:
    """What is public of a verified organisation; `with_names` fetches what it needs."""
    return {
        **organization_mark(row),
        "kind": row.kind,
        "name_ar": row.name_ar,
        "name_en": row.name_en,
        "acronym": row.acronym,
        "status": row.status,
        "closed": row.closed_at is not None,
        "governorate": row.governorate_id,
        "sectors": [sector.code for sector in row.sectors.all()],
    }


def organization_mark(row: Organization) -> dict[str, Any]:
    """`{"id","name","mark","tint","place"}`: what stands beside a person's name."""
    place = str(row.governorate) if row.governorate else ""
    return {"id": row.pk, "name": str(row), "mark": row.mark, "tint": row.tint, "place": place}


def organization_marks(ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """{id: `organization_mark`} in one query."""
    rows = Organization.objects.filter(pk__in=set(ids)).select_related("governorate")
    return {row.pk: organization_mark(row) for row in rows}


def membership_facts(row: Membership) -> dict[str, Any]:
    return {
        "id": row.pk,
        "person": {"id": row.person_id, "name": str(row.person), "mark": row.person.mark},
        "organization": organization_mark(row.organization),
        "role": row.role,
        "title": row.title,
        "started_at": stamp(row.started_at),
        "ended_at": stamp(row.ended_at),
    }


def application_facts(row: Application) -> dict[str, Any]:
    """What the people of the union that decides may hear of it; who asked is on the page of those who decide."""
    return {"id": row.pk, "code": row.code, "state": row.state}


def speaker_facts(person_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """{person id: `{"id","name","mark","organizations":[organization_mark …]}`} for those who speak; two queries.

    Only verified organisations are named, the oldest membership first.
    """
    people = {row.pk: row for row in User.objects.filter(pk__in=set(person_ids))}
    marks: dict[int, list[dict[str, Any]]] = defaultdict(list)
    memberships = Membership.objects.filter(SPEAKING, person__in=people)
    for row in memberships.select_related("organization__governorate").order_by("started_at", "pk"):
        marks[row.person_id].append(organization_mark(row.organization))
    return {
        pk: {"id": pk, "name": str(person), "mark": person.mark, "organizations": marks[pk]}
        for pk, person in people.items()
    }


# The directory --------------------------------------------------------------------------------------------------------
def directory(
    user: User | AnonymousUser,
    *,
    text: str = "",
    kind: str = "",
    governorate: str = "",
    sector: str = "",
    convener: int | None = None,
    status: str = "",
) -> QuerySet[Organization]:
    """Organisations the person may see, closed ones left out, narrowed by what is asked. Empty arguments ask nothing.

    `text` is normalised as the index is and each of its words must occur. `governorate` is a p-code (the seat, or a
    place of work in it), `sector` a code, `convener` a union's or network's id.
    """
    found = organizations_for(user).filter(closed_at__isnull=True)
    for word in normalise(text).split()[:8]:
        found = found.filter(search_text__contains=word)
    if kind:
        found = found.filter(kind=kind)
    if status:
        found = found.filter(status=status)
    if sector:
        found = found.filter(sectors__code=sector)
    if governorate:
        found = found.filter(pk__in=active_in(governorate))
    if convener:
        found = found.filter(affiliations__convener=convener, affiliations__ended_at__isnull=True)
    return found


def active_in(pcode: str) -> QuerySet[Organization, int]:
    """Ids of organisations seated in a governorate or working in it, in one of its districts or sub-districts."""
    seated = Q(governorate=pcode)
    working = Q(places=pcode) | Q(places__parent=pcode) | Q(places__parent__parent=pcode)
    return Organization.objects.filter(seated | working).values_list("pk", flat=True)


def listed(organizations: QuerySet[Organization]) -> QuerySet[Organization]:
    """As the directory's rows show them: governorate, sectors, and how many people (`people_count`)."""
    running = Count("memberships", filter=Q(memberships__ended_at__isnull=True), distinct=True)
    return with_names(organizations).annotate(people_count=running).order_by("name_ar", "pk")


def counts_by_kind(organizations: QuerySet[Organization]) -> dict[str, int]:
    return dict(Counter(organizations.order_by().values_list("kind", flat=True)))


def governorates() -> QuerySet[Place]:
    return Place.objects.filter(level=GOVERNORATE).order_by("pcode")


def main_sectors() -> QuerySet[Sector]:
    return Sector.objects.filter(is_active=True, parent__isnull=True)


def conveners() -> QuerySet[Organization]:
    """The verified unions and networks, which everybody may know."""
    convening = [Organization.Kind.UNION, Organization.Kind.NETWORK]
    return Organization.objects.filter(kind__in=convening, status=Organization.Status.VERIFIED, closed_at__isnull=True)


def similar_organizations(
    names: Iterable[str], *, licence_number: str = "", besides: int | None = None
) -> list[Organization]:
    """Organisations that may be the same: an equal bare name (arabic normalised, kind words and articles left out) in
    either language, or the same licence number. At most ten; a warning, never a refusal.
    """
    wanted = {bare for name in names if (bare := bare_name(name))}
    licence = normalise(licence_number)
    rows = Organization.objects.filter(closed_at__isnull=True).exclude(pk=besides or 0)
    candidates = Q(pk__in=[])
    for bare in wanted:
        together = Q()
        for word in bare.split():
            together &= Q(search_text__contains=word)
        candidates |= together
    if licence:
        candidates |= Q(search_text__contains=licence)
    return [row for row in rows.filter(candidates)[:200] if is_similar(row, wanted, licence)][:10]


def is_similar(row: Organization, bare_names: set[str], licence: str) -> bool:
    same_name = bool({bare_name(row.name_ar), bare_name(row.name_en)} & bare_names)
    return same_name or bool(licence and normalise(row.licence_number) == licence)


KIND_WORDS = frozenset(
    [
        "جمعيه",
        "مؤسسه",
        "موسسه",
        "مبادره",
        "اتحاد",
        "شبكه",
        "رابطه",
        "منظمه",
        "هيئه",
        "فريق",
        "الجمعيه",
        "المؤسسه",
        "الموسسه",
        "المبادره",
        "الخيريه",
        "خيريه",
        "السوريه",
        "سوريه",
        "للتنميه",
        "التنمويه",
        "association",
        "foundation",
        "society",
        "charity",
        "organization",
        "organisation",
        "initiative",
        "union",
        "network",
        "the",
        "of",
        "for",
        "and",
    ]
)


def bare_name(name: str) -> str:
    """A name without what many names share: «جمعية الينابيع الخيرية» and «مؤسسة ينابيع» become "ينابيع".

    A name made of such words only stays as it is.
    """
    words = ["".join(filter(str.isalnum, word)) for word in normalise(name).split()]
    own = [word.removeprefix("ال") if len(word) > 4 else word for word in words if word and word not in KIND_WORDS]
    return " ".join(own or words)


def search_text(row: Organization) -> str:
    """What the directory searches, normalised: names, acronym, licence number."""
    return normalise(f"{row.name_ar} {row.name_en} {row.acronym} {row.licence_number}")[:500]


# One organisation -----------------------------------------------------------------------------------------------------
def people_of(user: User | AnonymousUser, organization: Organization) -> dict[str, list[Membership]]:
    """{role: memberships the person may see}, signatories first; empty for outsiders."""
    seen = memberships_for(user).filter(organization=organization).select_related("person")
    by_role: dict[str, list[Membership]] = {role: [] for role in (Role.SIGNATORY, Role.MANAGER, Role.MEMBER)}
    for row in seen.order_by("person__display_name", "pk"):
        by_role[row.role].append(row)
    return {role: rows for role, rows in by_role.items() if rows}


def conveners_joined(organization: Organization) -> QuerySet[Affiliation]:
    """The unions and networks it belongs to now."""
    running = organization.affiliations.filter(ended_at__isnull=True)
    return running.select_related("convener", "member").order_by("started_at", "pk")


def affiliates(user: User | AnonymousUser, organization: Organization) -> QuerySet[Affiliation]:
    """Its members, of those the person may see."""
    running = Affiliation.objects.filter(convener=organization, ended_at__isnull=True, member__closed_at__isnull=True)
    seen = running.filter(member__in=organizations_for(user))
    return seen.select_related("member__governorate", "convener").order_by("member__name_ar", "pk")


def open_invitations(user: User | AnonymousUser, organization: Organization, now: datetime) -> QuerySet[Invitation]:
    unused = invitations_for(user).filter(organization=organization, used_at__isnull=True, revoked_at__isnull=True)
    return unused.filter(expires_at__gt=now).select_related("made_by", "organization").order_by("-created_at", "-pk")


def application_queue(user: User | AnonymousUser) -> QuerySet[Application]:
    """What the person may decide or has seen decided, waiting ones first, the oldest of them first."""
    rows = applications_for(user).select_related("governorate", "convener", "decided_by", "organization")
    return rows.order_by(F("decided_at").desc(nulls_first=True), "created_at", "pk")


def memberships_of(user: User | AnonymousUser, person: User) -> list[Membership]:
    """A person's running memberships, of those the reader may see, each with its organisation."""
    seen = memberships_for(user).filter(person=person)
    return list(seen.select_related("organization__governorate").order_by("started_at", "pk"))


def resets_of(person: User) -> QuerySet[Entry]:
    """The last month's resets of a person's password, and links made for it, newest first."""
    return resets().filter(stream__name=f"user.{person.pk}")


def recent_resets(organization: Organization) -> list[tuple[Entry, User]]:
    """The last month's resets among an organisation's people, for its managers, each with whose password it was."""
    entries = list(resets().filter(stream__name=f"desk.{organization.pk}")[:20])
    people = User.objects.in_bulk({entry.object_id for entry in entries})
    return [(entry, people[entry.object_id]) for entry in entries]


def resets() -> QuerySet[Entry]:
    since = timezone.now() - timedelta(days=30)
    found = Entry.objects.filter(event__in=["password_reset", "reset_link_made"], at__gt=since)
    return found.select_related("person").order_by("-at", "-pk")
