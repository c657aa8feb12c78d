"""Partners and guests as pages and programs read them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from journal.stamps import stamp
from organizations.models import Organization
from organizations.queries import organization_mark
from projects.models import Partner, Project, ProjectUserPermission
from projects.permissions import partnerships_for
from projects.queries.projects import Facts

Status = Partner.Status


@dataclass
class Guest:
    person: User
    may_work: bool = False


@dataclass
class Partners:
    """Of one project: who is in (the lead first), who was asked and has not answered, and who is out again."""

    standing: list[Partner] = field(default_factory=list)
    invited: list[Partner] = field(default_factory=list)
    gone: list[Partner] = field(default_factory=list)


def with_both(rows: QuerySet[Partner]) -> QuerySet[Partner]:
    return rows.select_related("organization__governorate", "project__room", "inviting", "invited_by", "answered_by")


def partners_of(project: Project) -> Partners:
    found = Partners()
    for row in with_both(project.partners.all()):
        kind = found.standing if row.is_standing else found.invited if row.status == Status.INVITED else found.gone
        kind.append(row)
    found.standing.sort(key=lambda row: (row.role != Partner.Role.LEAD, row.pk))
    found.gone.reverse()
    return found


def partnership(user: Any, pk: int) -> Partner | None:
    """One of one's own organisations' partnerships, in whatever state."""
    return with_both(partnerships_for(user)).filter(pk=pk).first()


def partnerships_asked(user: Any, status: str = "") -> QuerySet[Partner]:
    """Those of one's own organisations, the newest first."""
    rows = with_both(partnerships_for(user))
    return (rows.filter(status=status) if status else rows).order_by("-pk")


def waiting_invitations(user: Any) -> list[Partner]:
    """What one's organisations were asked and have not answered."""
    return list(partnerships_asked(user, Status.INVITED))


def organizations_to_ask(project: Project) -> QuerySet[Organization]:
    """Verified ones that are neither in nor asked."""
    known = project.partners.filter(status__in=[Status.INVITED, Status.ACCEPTED]).values("organization")
    open_ones = Organization.objects.filter(status=Organization.Status.VERIFIED, closed_at__isnull=True)
    return open_ones.exclude(pk__in=known).order_by("name_ar")


def guests_of(project: Project) -> list[Guest]:
    """Single people who were taken in, with what they may."""
    held = ProjectUserPermission.objects.filter(content_object=project).select_related("user", "permission")
    found: dict[int, Guest] = {}
    for row in held.order_by("pk"):
        guest = found.setdefault(row.user_id, Guest(row.user))
        guest.may_work = guest.may_work or row.permission.codename == "work_project"
    return list(found.values())


# For programs ---------------------------------------------------------------------------------------------------------
def partnership_facts(row: Partner) -> Facts:
    """A partnership for those of its project, and for its own organisation."""
    return {
        "id": row.pk,
        "project": row.project_id,
        "organization": organization_mark(row.organization),
        "role": row.role,
        "status": row.status,
        "share": row.share,
        "message": row.message if row.status == Status.INVITED else "",
        "invited_at": stamp(row.invited_at),
        "answered_at": stamp(row.answered_at),
        "left_at": stamp(row.left_at),
        "reason": row.reason,
        "lead_offered_at": stamp(row.lead_offered_at),
    }


def invitation_facts(row: Partner) -> Facts:
    """With what the asked organisation reads before it answers; of what has ended no more than that it has."""
    project, is_told = row.project, row.status in {Status.INVITED, Status.ACCEPTED}
    about = {
        "code": project.code,
        "title": project.title if is_told else row.kept.get("title", ""),
        "aim": project.aim if is_told else row.kept.get("aim", ""),
        "starts_on": project.starts_on.isoformat() if is_told and project.starts_on else None,
        "ends_on": project.ends_on.isoformat() if is_told and project.ends_on else None,
        "partners": [{**organization_mark(each.organization), "role": each.role} for each in told_partners(row)],
    }
    return {**partnership_facts(row), "about": about}


def told_partners(row: Partner) -> list[Partner]:
    """Who is in, for whoever is asked or in."""
    if row.status not in {Status.INVITED, Status.ACCEPTED}:
        return []
    rows = row.project.partners.filter(status=Status.ACCEPTED).select_related("organization__governorate")
    return sorted(rows, key=lambda each: (each.role != Partner.Role.LEAD, each.pk))


def guest_facts(guest: Guest) -> Facts:
    return {"id": guest.person.pk, "name": str(guest.person), "may_work": guest.may_work}
