"""What a project shows to everybody, and its pictures."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from journal.stamps import stamp
from organizations.queries import organization_mark
from projects.models import Partner, Photo, Project, Task
from projects.permissions import public_projects
from projects.permissions.publishing import public_photos, shows_photos
from projects.queries.progress import first_milestones, work_done
from projects.queries.projects import listed, standing_partners


def shown_partners(project: Project) -> list[Partner]:
    """Those that stand on the public page."""
    return [row for row in standing_partners(project) if row.is_shown]


def published(text: str = "") -> QuerySet[Project]:
    """Public projects by their title, the newest first; what is not shown is not searched."""
    return listed(public_projects().filter(title__icontains=text)).order_by("-created_at", "-pk")


def public_project(pk: int) -> Project | None:
    return listed(public_projects().filter(pk=pk)).first()


def photos_shown(project: Project) -> list[Photo]:
    rows = public_photos().filter(project=project).select_related("file", "person") if shows_photos(project) else []
    return sorted(rows, key=lambda row: (row.created_at, row.pk), reverse=True)


def photos(ids: list[int]) -> dict[int, dict[str, Any]]:
    return {row.pk: photo_facts(row) for row in Photo.objects.filter(pk__in=ids).select_related("person")}


def photo_facts(row: Photo) -> dict[str, Any]:
    return {
        "id": row.pk,
        "project": row.project_id,
        "caption": row.caption,
        "is_public": row.is_public,
        "person": str(row.person),
        "created_at": stamp(row.created_at),
        "address": f"/project-photos/{row.pk}/",
    }


def public_facts(row: Project) -> dict[str, Any]:
    """What programs that are not signed in are told: the parts that are shown, and nothing else."""
    parts = set(row.shown_parts)
    told: dict[str, Any] = {"id": row.pk, "code": row.code, "title": row.title, "status": row.status}
    if "aim" in parts:
        told["aim"] = row.aim
    if "partners" in parts:
        told["partners"] = [{**organization_mark(each.organization), "role": each.role} for each in shown_partners(row)]
    if "places" in parts:
        told["places"] = [place.pk for place in row.places.all()]
    if "dates" in parts:
        told["starts_on"], told["ends_on"] = iso(row.starts_on), iso(row.ends_on)
    if "progress" in parts:
        found, milestones = work_done(row), told_milestones(first_milestones(row))
        told["progress"] = {"tasks": found.total, "done": found.done, "milestones": milestones}
    if "photos" in parts:
        pictures = photos_shown(row)
        told["photos"] = [{"caption": each.caption, "address": photo_facts(each)["address"]} for each in pictures]
    return told


def told_milestones(rows: list[Task]) -> list[dict[str, Any]]:
    return [{"title": each.title, "due_on": iso(each.due_on), "done": each.done_at is not None} for each in rows]


def iso(day: Any) -> str | None:
    return day.isoformat() if day else None
