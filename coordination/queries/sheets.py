"""Tables of recommendations: what stands, as rows to take along; and what was brought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.normalise import normalise
from coordination.models import Milestone, Recommendation, RecommendationSheet, Responsibility, Theme
from coordination.queries.forums import Facts
from coordination.queries.recommendations import ANSWERING
from meetings.models import Body
from organizations.models import Place
from organizations.permissions import is_verified_person
from organizations.queries import governorates

MOST_TAKEN = 5_000
BETWEEN = "، "


# Out ------------------------------------------------------------------------------------------------------------------
def with_answering(rows: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    """With what a table says of each: three queries."""
    answering = Responsibility.objects.filter(status__in=ANSWERING)
    answering = answering.select_related("organization", "focal_point", "alternate").order_by("role", "pk")
    near = ("body", "committee__body", "theme", "parent", "origin")
    return rows.select_related(*near).prefetch_related(
        Prefetch("responsibilities", answering, to_attr="answering"), "places"
    )


def table_rows(rows: QuerySet[Recommendation], user: Any) -> Iterator[Facts]:
    """{key: value} of each, by its code, at most MOST_TAKEN; people's names for whom may know them."""
    is_named = is_verified_person(user)
    for row in with_answering(rows).order_by("body", "code")[:MOST_TAKEN]:
        yield {**told(row), **answering_of(row, is_named=is_named)}


def steps_of(rows: QuerySet[Recommendation]) -> QuerySet[Milestone]:
    """The steps of these, in their order, for the second sheet."""
    taken = rows.order_by().values("pk")
    steps = Milestone.objects.filter(recommendation__in=taken, withdrawn_at=None).select_related("recommendation")
    return steps.order_by("recommendation__body", "recommendation__code", "position", "pk")[: MOST_TAKEN * 4]


def told(row: Recommendation) -> Facts:
    return {
        "code": row.code,
        "reference": page_of(row) or None,
        "text": row.text,
        "title": row.title,
        "theme": row.theme.name if row.theme else None,
        "places": BETWEEN.join(str(place) for place in row.places.all()) or None,
        "due_on": row.due_on,
        "report_every": row.report_every,
        "committee": row.committee.body.title if row.committee else None,
        "visibility": row.get_visibility_display(),
        "parent": row.parent.code if row.parent else None,
        "status": row.get_status_display(),
        "percent": row.percent,
        "adopted_on": row.adopted_on,
        "reported_on": timezone.localdate(row.reported_at) if row.reported_at else None,
        "verified_on": timezone.localdate(row.verified_at) if row.verified_at else None,
    }


def answering_of(row: Recommendation, *, is_named: bool) -> Facts:
    lead = lead_in(row)
    supporting = [str(each.organization) for each in supporting_in(row)]
    facts: Facts = {"organization": str(lead.organization) if lead else None}
    facts["supporting"] = "; ".join(supporting) or None
    if lead is not None and is_named:
        facts |= {"focal_point": name_of(lead.focal_point), "alternate": name_of(lead.alternate)}
    return facts


def name_of(person: Any) -> str | None:
    return str(person) if person else None


def page_of(row: Recommendation) -> str:
    origin = getattr(row, "origin", None)
    return origin.page if origin else ""


def lead_in(row: Recommendation) -> Responsibility | None:
    """Of a row `with_answering`."""
    found: list[Responsibility] = row.answering  # type: ignore[attr-defined]
    return next((each for each in found if each.role == Responsibility.Role.LEAD), None)


def supporting_in(row: Recommendation) -> list[Responsibility]:
    found: list[Responsibility] = row.answering  # type: ignore[attr-defined]
    return [each for each in found if each.role == Responsibility.Role.SUPPORT]


# What was brought -----------------------------------------------------------------------------------------------------
def sheets_of(body: Body, user: Any) -> list[RecommendationSheet]:
    """The last ones that a person brought for a body."""
    rows = RecommendationSheet.objects.filter(body=body, made_by=user)
    return list(rows.defer("rows", "table").order_by("-pk")[:10])


def known_columns(body: Body, headings: list[str]) -> list[str] | None:
    """What columns with these headings were taken for, when somebody brought such a table for this body before."""
    said = [normalise(heading) for heading in headings]
    for sheet in RecommendationSheet.objects.filter(body=body, is_sure=True).defer("rows").order_by("-pk")[:20]:
        if [normalise(heading) for heading in sheet.table.get("headings", [])] == said:
            return list(sheet.columns)
    return None


def clusters(rows: list[Facts]) -> list[Facts]:
    """What a brought table says of themes: {name, count, is_new}, the largest first. One query."""
    said = Counter(row["values"]["theme"] for row in rows if row["state"] != "wrong" and row["values"].get("theme"))
    numbers = [theme for theme in said if isinstance(theme, int)]
    names = dict(Theme.objects.filter(pk__in=numbers).values_list("pk", "name"))
    return [
        {"name": names.get(theme, theme), "count": count, "is_new": isinstance(theme, str)}
        for theme, count in said.most_common()
    ]


def sheet_facts(row: RecommendationSheet) -> Facts:
    return {
        "id": row.pk,
        "body": row.body_id,
        "filename": row.filename,
        "state": row.state,
        "is_sure": row.is_sure,
        "headings": row.table.get("headings", []),
        "columns": row.columns,
        "counts": row.counts,
        "total": row.total,
        "done": row.done,
        "refused": row.refused,
    }


def recommendation_sheets(ids: list[int]) -> dict[int, Facts]:
    rows = RecommendationSheet.objects.filter(pk__in=ids).defer("rows")
    return {row.pk: sheet_facts(row) for row in rows}


def themes(ids: list[int]) -> dict[int, Facts]:
    rows = Theme.objects.filter(pk__in=ids)
    return {row.pk: {"id": row.pk, "body": row.body_id, "name": row.name} for row in rows}


# What the cells of an empty table offer -------------------------------------------------------------------------------
def choices_of(body: Body | None) -> dict[str, list[str]]:
    """{key of a column: its words}: governorates, who sees it, and the themes of a body."""
    found = {
        "places": [str(place) for place in governorates()],
        "visibility": [str(label) for label in Body.Visibility.labels],
    }
    named = Theme.objects.filter(body=None) | Theme.objects.filter(body=body)
    return {**found, **({"theme": words} if (words := [row.name for row in named]) else {})}


def example() -> Facts:
    """A row that says how it is meant; whoever leaves it in does no harm."""
    return {
        "code": _("Example only"),
        "text": _("Form a coordination committee that follows up the proposals."),
        "due_on": timezone.localdate(),
        "visibility": str(Body.Visibility.MEMBERS.label),
        "places": str(Place.objects.filter(pcode="SY02").first() or ""),
    }
