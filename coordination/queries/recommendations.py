"""Recommendations as pages, the API and the journal read them; what is late or silent is reckoned here and nowhere
else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, Prefetch, Q, QuerySet, Value, When
from django.utils import timezone

from arabic.normalise import normalise
from arabic.numbers import to_latin_digits
from coordination.models import Milestone, Recommendation, RecommendationLink, Responsibility
from coordination.permissions import LINKABLE, recommendations_for, responsibilities_for
from coordination.queries.forums import WORDS_LIMIT, Facts
from coordination.states import ADOPTED, OPEN, PHASES, UNDER_WAY
from journal.ids import id_of
from journal.stamps import stamp
from legislation.models import Proposal
from needs.models import Need
from organizations.models import Organization
from organizations.queries import organization_mark
from projects.models import Indicator, Project, Task

ADDRESS = re.compile(r"/(projects|tasks|needs|indicators|proposals)/(\d{1,12})/")
Role, Status = Responsibility.Role, Responsibility.Status
LATENESS = ("overdue", "silent", "unanswered", "in_time")
ANSWERING = ("asked", "accepted")
LEADING = Q(role=Role.LEAD, status__in=ANSWERING)
NONE = "none"  # asks for those that have no theme, no place, nobody who answers for them


# Late, silent, unanswered ---------------------------------------------------------------------------------------------
def overdue(today: date | None = None) -> Q:
    """To be done, and its day has passed."""
    return Q(status__in=OPEN, due_on__lt=today or timezone.localdate())


def silent(today: date | None = None) -> Q:
    """Somebody answers for it, and the day of the next report has passed."""
    return Q(status__in=UNDER_WAY, report_due_on__lt=today or timezone.localdate())


def unanswered() -> Q:
    """Adopted, and nobody has accepted it: a promise nobody made."""
    return Q(status=ADOPTED)


def in_time(today: date | None = None) -> Q:
    """To be done, and none of the above."""
    return Q(status__in=OPEN) & ~overdue(today) & ~silent(today) & ~unanswered()


def with_lateness(rows: QuerySet[Recommendation], today: date | None = None) -> QuerySet[Recommendation]:
    """With `is_overdue`, `is_silent` and `is_unanswered` on each row."""
    return rows.annotate(
        is_overdue=_flag(overdue(today)), is_silent=_flag(silent(today)), is_unanswered=_flag(unanswered())
    )


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def late_ones(rows: QuerySet[Recommendation], which: str, today: date | None = None) -> QuerySet[Recommendation]:
    """Those that are `which` of LATENESS; all of them for another word."""
    if which not in LATENESS:
        return rows
    wanted = {"overdue": overdue(today), "silent": silent(today), "unanswered": unanswered(), "in_time": in_time(today)}
    return rows.filter(wanted[which])


# Lists ----------------------------------------------------------------------------------------------------------------
def listed_recommendations(rows: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    """With what a list shows of each; three queries. `answering` are who answers for it or is asked to, the responsible
    one first.
    """
    answering = Responsibility.objects.filter(status__in=ANSWERING).select_related("organization__governorate")
    return (
        with_lateness(rows)
        .select_related("body", "forum__body", "committee__body", "theme", "decision", "supersedes", "parent")
        .prefetch_related(Prefetch("responsibilities", answering.order_by("role", "pk"), to_attr="answering"), "places")
    )


def recommendations_asked(user: Any, asked: Mapping[str, str]) -> QuerySet[Recommendation]:
    """Those the person sees, narrowed by `q`, `status` (one of them, or one of PHASES), `forum`, `committee`, `body`,
    `theme`, `organization` (takes part in it), `lead` (answers for it, or is asked to), `place` (a p-code) and `late`
    (one of LATENESS). NONE asks for those without; what cannot be understood narrows nothing.
    """
    return narrowed(recommendations_for(user), asked).order_by("-adopted_on", "-pk")


def narrowed(rows: QuerySet[Recommendation], asked: Mapping[str, str]) -> QuerySet[Recommendation]:
    rows = late_ones(rows, asked.get("late", ""))
    if states := states_named(asked.get("status", "")):
        rows = rows.filter(status__in=states)
    for name in ("forum", "committee", "body", "theme"):
        if asked.get(name) == NONE:
            rows = rows.filter(**{f"{name}__isnull": True})
        elif number := id_of(asked.get(name, "")):
            rows = rows.filter(**{name: number})
    rows = led_by(rows, asked.get("lead", ""))
    if organization := id_of(asked.get("organization", "")):
        of_it = Responsibility.objects.filter(organization=organization, status__in=ANSWERING)
        rows = rows.filter(pk__in=of_it.values("recommendation"))
    if asked.get("place") == NONE:
        rows = rows.filter(places=None)
    elif place := asked.get("place", "")[:20]:
        rows = rows.filter(Q(pk__in=_at(place)))
    for word in normalise(asked.get("q", "")[:80]).split()[:WORDS_LIMIT]:
        rows = rows.filter(search_text__contains=word)
    return rows


def states_named(word: str) -> tuple[str, ...]:
    """The states that a word means: one of them, or one of PHASES; none for another word."""
    return PHASES.get(word) or ((word,) if word in Recommendation.Status.values else ())


def led_by(rows: QuerySet[Recommendation], lead: str) -> QuerySet[Recommendation]:
    """Those for which this organisation answers, or is asked to; with NONE those for which none does."""
    leading = Responsibility.objects.filter(LEADING)
    if lead == NONE:
        return rows.exclude(pk__in=leading.values("recommendation"))
    if organization := id_of(lead):
        return rows.filter(pk__in=leading.filter(organization=organization).values("recommendation"))
    return rows


def _at(place: str) -> QuerySet[Any]:
    """Of this place, or of one that lies in it: p-codes grow from the left."""
    return Recommendation.places.through.objects.filter(place__pcode__startswith=place).values("recommendation")


def answering_organizations(user: Any) -> QuerySet[Organization]:
    """Those that answer for something one sees, or take part in it."""
    rows = responsibilities_for(user).filter(status__in=ANSWERING)
    return Organization.objects.filter(pk__in=rows.values("organization"))


def seen_recommendation(user: Any, pk: int) -> Recommendation | None:
    return listed_recommendations(recommendations_for(user).filter(pk=pk)).first()


def lead_shown(row: Recommendation) -> Responsibility | None:
    """Of a listed row: who answers for it, or is asked to."""
    return next((each for each in row.answering if each.role == Role.LEAD), None)  # type: ignore[attr-defined]


def days_late(row: Recommendation, today: date | None = None) -> int:
    """How many days ago it was due; 0 where it is not late."""
    if row.status not in OPEN or row.due_on is None:
        return 0
    return max(0, ((today or timezone.localdate()) - row.due_on).days)


def days_silent(row: Recommendation, today: date | None = None) -> int:
    """How many days since the last report, or since it was accepted; 0 where a report is not due yet."""
    if row.status not in UNDER_WAY or row.report_due_on is None:
        return 0
    now = today or timezone.localdate()
    return (now - row.report_due_on).days + row.report_every if row.report_due_on < now else 0


# One of them ----------------------------------------------------------------------------------------------------------
def milestones_of(row: Recommendation) -> QuerySet[Milestone]:
    return row.milestones.filter(withdrawn_at=None).select_related("organization")


def responsibilities_of(row: Recommendation) -> QuerySet[Responsibility]:
    """All of them, also those that were declined and ended: the newest last."""
    return row.responsibilities.select_related(
        "organization__governorate", "focal_point", "alternate", "asked_by", "answered_by"
    ).order_by("pk")


def links_seen(user: Any, row: Recommendation) -> list[RecommendationLink]:
    """What carries it out, as far as the reader sees that."""
    links = list(row.links.select_related("project", "task__project", "need", "indicator__project", "proposal"))
    seen: set[tuple[str, int]] = set()
    for kind, rows_for in LINKABLE.items():
        wanted = [pk for link in links if (pk := getattr(link, f"{kind}_id"))]
        if wanted and user.is_authenticated:
            seen |= {(kind, pk) for pk in rows_for(user).filter(pk__in=wanted).values_list("pk", flat=True)}
    return [link for link in links if any((kind, getattr(link, f"{kind}_id")) in seen for kind in LINKABLE)]


def parts_seen(user: Any, row: Recommendation) -> QuerySet[Recommendation]:
    """What it was divided into, and what took its place."""
    rows = recommendations_for(user).filter(Q(parent=row) | Q(supersedes=row))
    return with_lateness(rows).order_by("code")


def recommendations_of(user: Any, kind: str, pk: int) -> QuerySet[Recommendation]:
    """Those that a project, a task, a need, an indicator or a proposal carries out, of those one sees."""
    rows = recommendations_for(user).filter(links__in=RecommendationLink.objects.filter(**{kind: pk}))
    return listed_recommendations(rows).order_by("code")


def target_of(user: Any, words: str) -> Project | Task | Need | Indicator | Proposal | None:
    """What somebody means by a code or an address, of what they see."""
    if found := ADDRESS.search(words):
        rows = LINKABLE[found[1].removesuffix("s")](user)
        return rows.filter(pk=id_of(found[2]) or 0).first()  # type: ignore[no-any-return]
    code = to_latin_digits(words).strip().upper()
    by_code = (LINKABLE[kind](user).filter(code=code).first() for kind in ("project", "need", "proposal"))
    return next((row for row in by_code if row is not None), None)


# For programs ---------------------------------------------------------------------------------------------------------
def recommendations(ids: list[int]) -> dict[int, Facts]:
    return {
        row.pk: recommendation_facts(row) for row in listed_recommendations(Recommendation.objects.filter(pk__in=ids))
    }


def recommendation_facts(row: Recommendation) -> Facts:
    """Of a listed row: what everybody may know who sees it. No names of people."""
    return {
        "id": row.pk,
        "code": row.code,
        "body": row.body_id,
        "forum": row.forum_id,
        "committee": row.committee_id,
        "title": row.title,
        "text": row.text,
        "status": row.status,
        "status_reason": row.status_reason,
        "visibility": row.visibility,
        "theme": {"id": row.theme.pk, "name": row.theme.name} if row.theme else None,
        "places": [place.pcode for place in row.places.all()],
        "parent": row.parent_id,
        "supersedes": row.supersedes_id,
        "decision": row.decision_id,
        "ending": row.ending_id,
        "adopted_on": row.adopted_on.isoformat() if row.adopted_on else None,
        "due_on": row.due_on.isoformat() if row.due_on else None,
        "report_every": row.report_every,
        "report_due_on": row.report_due_on.isoformat() if row.report_due_on else None,
        "percent": row.percent,
        "is_overdue": row.is_overdue,  # type: ignore[attr-defined]
        "is_silent": row.is_silent,  # type: ignore[attr-defined]
        "is_unanswered": row.is_unanswered,  # type: ignore[attr-defined]
        "days_late": days_late(row),
        "reported_at": stamp(row.reported_at) if row.reported_at else None,
        "verified_at": stamp(row.verified_at) if row.verified_at else None,
        "responsibilities": [responsibility_mark(each) for each in row.answering],  # type: ignore[attr-defined]
        "version": row.version,
    }


def responsibility_mark(row: Responsibility) -> Facts:
    return {
        "id": row.pk,
        "organization": organization_mark(row.organization),
        "role": row.role,
        "status": row.status,
    }


def responsibility_facts(row: Responsibility, *, is_named: bool = False) -> Facts:
    """`is_named` where the reader may know who is to be spoken to."""
    people = {"focal_point": row.focal_point, "alternate": row.alternate} if is_named else {}
    return {
        **responsibility_mark(row),
        "recommendation": row.recommendation_id,
        "reason": row.reason,
        "asked_at": stamp(row.asked_at),
        "answered_at": stamp(row.answered_at) if row.answered_at else None,
        **{name: {"id": person.pk, "name": str(person)} if person else None for name, person in people.items()},
    }


def responsibilities(ids: list[int]) -> dict[int, Facts]:
    rows = Responsibility.objects.filter(pk__in=ids).select_related("organization__governorate")
    return {row.pk: responsibility_facts(row) for row in rows}


def milestone_facts(row: Milestone) -> Facts:
    return {
        "id": row.pk,
        "recommendation": row.recommendation_id,
        "title": row.title,
        "due_on": row.due_on.isoformat() if row.due_on else None,
        "weight": row.weight,
        "organization": row.organization_id,
        "done_at": stamp(row.done_at) if row.done_at else None,
    }
