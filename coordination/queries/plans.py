"""Unified plans as pages, the API and the journal read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from coordination.models import PlanLine, PlanSignature, UnifiedPlan
from coordination.permissions import plan_lines_for, plans_for
from coordination.plan_words import fingerprint
from coordination.queries.forums import Facts
from journal.stamps import stamp
from meetings.models import Body
from needs.quantities import shown
from organizations.models import Organization
from organizations.queries import organization_mark
from projects.models import Project
from projects.permissions import projects_for

STANDING = Q(lines__withdrawn_at=None)


@dataclass(frozen=True)
class Part:
    """What one organisation has in a plan: its lines, and its newest signature."""

    organization: Organization
    lines: list[PlanLine]
    signature: PlanSignature | None
    is_current: bool  # is it of the wording that stands?

    @property
    def people(self) -> int:
        return sum(line.people or 0 for line in self.lines)


def plans_of(user: Any, body: Body) -> QuerySet[UnifiedPlan]:
    return listed_plans(plans_for(user).filter(body=body)).order_by("-pk")


def listed_plans(rows: QuerySet[UnifiedPlan]) -> QuerySet[UnifiedPlan]:
    """With what a list shows of each: how many lines, of how many organisations, and how many of them signed."""
    signed = Q(signatures__version=F("version"))
    return rows.select_related("body", "session", "sector", "place__parent", "organization").annotate(
        lines_count=Count("lines", filter=STANDING, distinct=True),
        organizations_count=Count("lines__organization", filter=STANDING, distinct=True),
        signed_count=Count("signatures__organization", filter=signed, distinct=True),
    )


def seen_plan(user: Any, pk: int) -> UnifiedPlan | None:
    return listed_plans(plans_for(user).filter(pk=pk)).first()


def lines_of(plan: UnifiedPlan) -> list[PlanLine]:
    """Those that stand, with all that is shown of each, in one query; every one knows its plan."""
    near = ("organization__governorate", "sector", "place__parent__parent", "target_group", "project", "person")
    rows = list(plan.lines.filter(withdrawn_at=None).select_related(*near))
    for row in rows:
        row.plan = plan
    return rows


def seen_line(user: Any, pk: int) -> PlanLine | None:
    near = ("organization", "sector", "place", "target_group", "plan__body", "plan__sector", "plan__place")
    return plan_lines_for(user).filter(pk=pk).select_related(*near).first()


def parts_of(plan: UnifiedPlan, lines: Iterable[PlanLine]) -> list[Part]:
    """By organisation, in the order of their first lines."""
    newest: dict[int, PlanSignature] = {}
    for each in plan.signatures.select_related("person").order_by("version", "pk"):
        newest[each.organization_id] = each
    sorted_out: dict[int, list[PlanLine]] = {}
    for line in lines:
        sorted_out.setdefault(line.organization_id, []).append(line)
    return [
        Part(
            organization=own[0].organization,
            lines=own,
            signature=(given := newest.get(pk)),
            is_current=given is not None and given.version == plan.version,
        )
        for pk, own in sorted_out.items()
    ]


def is_intact(plan: UnifiedPlan, lines: Iterable[PlanLine], parts: Iterable[Part]) -> bool:
    """Do the words that stand have the fingerprint that was signed? True where nobody signed this wording."""
    signed = {part.signature.sha256 for part in parts if part.signature and part.is_current}
    return not signed or signed == {fingerprint(plan, lines)}


def projects_of(user: Any, plan: UnifiedPlan) -> list[Project]:
    """Made of its lines, as far as one sees them."""
    return list(projects_for(user).filter(plan_lines__plan=plan).distinct().order_by("pk"))


# For programs ---------------------------------------------------------------------------------------------------------
def plans(ids: list[int]) -> dict[int, Facts]:
    return {row.pk: plan_facts(row) for row in listed_plans(UnifiedPlan.objects.filter(pk__in=ids))}


def plan_facts(row: UnifiedPlan) -> Facts:
    """Of a listed row."""
    return {
        "id": row.pk,
        "code": row.code,
        "body": row.body_id,
        "session": row.session_id,
        "title": row.title,
        "about": row.about,
        "sector": row.sector.code if row.sector else None,
        "place": row.place_id,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
        "status": row.status,
        "status_reason": row.status_reason,
        "version": row.version,
        "lines": row.lines_count,  # type: ignore[attr-defined]
        "organizations": row.organizations_count,  # type: ignore[attr-defined]
        "signed": row.signed_count,  # type: ignore[attr-defined]
        "created_at": stamp(row.created_at),
    }


def line_facts(row: PlanLine) -> Facts:
    return {
        "id": row.pk,
        "plan": row.plan_id,
        "organization": organization_mark(row.organization),
        "activity": row.activity,
        "sector": row.sector.code if row.sector else None,
        "place": row.place_id,
        "target_group": row.target_group.code if row.target_group else None,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
        "quantity": format(shown(row.quantity), "f") if row.quantity is not None else None,
        "unit": row.unit,
        "people": row.people,
        "project": row.project_id,
        "activity_row": row.project_activity_id,
        "version": row.version,
    }


def signature_facts(part: Part, version: int) -> Facts:
    """What an organisation has signed; `is_current` where it is the wording that stands (`version`)."""
    given = part.signature
    return {
        "organization": organization_mark(part.organization),
        "lines": len(part.lines),
        "version": given.version if given else None,
        "is_current": part.is_current,
        "sha256": given.sha256 if given else None,
        "at": stamp(given.at) if given else None,
        "asked_version": version,
    }
