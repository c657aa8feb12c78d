"""What became of what the edition before recommended: the report with which the next forum opens.

What stood then is what the journal told until the end of that edition's last day; what was adopted by it and entered
later counts as adopted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from coordination.models import Forum, ProgressUpdate, Recommendation, Responsibility
from coordination.permissions import forums_for, recommendations_for
from coordination.queries.dashboard import PHASE_OF, Figures, proofs_of
from coordination.queries.forums import Facts
from coordination.queries.recommendations import days_late, days_silent, lead_shown, listed_recommendations
from coordination.states import ADOPTED, CONFIRMED, DRAFT, ENDED
from journal.queries import facts_before
from organizations.queries import organization_mark

States = Recommendation.Status
OLDER = 50  # of what older editions left open, the most pressing; the dashboard shows all


@dataclass(frozen=True)
class Became:
    """One recommendation: `then` and `percent_then` at the end of that forum ("" where it came later), and now."""

    row: Recommendation
    then: str
    percent_then: int
    late: int
    silent: int
    proofs: int

    @property
    def lead(self) -> Responsibility | None:
        return lead_shown(self.row)

    @property
    def then_words(self) -> str:
        return str(States(self.then).label) if self.then else ""

    @property
    def has_moved(self) -> bool:
        return self.then != self.row.status or self.percent_then != self.row.percent


@dataclass(frozen=True)
class Part:
    """What was recommended about one theme; without a name what is about none."""

    name: str
    rows: list[Became]


@dataclass(frozen=True)
class Since:
    """`figures` are of what that edition recommended; `older` what editions before it did, and is to be done still."""

    forum: Forum
    previous: Forum
    until: date
    figures: Figures
    moved: int
    parts: list[Part]
    older: list[Became]


def since_last(user: Any, forum: Forum) -> Since | None:
    """Of one reader; None where there is no edition before it that they see. Some ten queries, however many rows."""
    return since_of(user, forum, forums_for(user), recommendations_for(user))


def since_of(
    user: Any, forum: Forum, forums: QuerySet[Forum], recommendations: QuerySet[Recommendation]
) -> Since | None:
    chain = editions_before(forum)
    known = {row.pk: row for row in forums.filter(pk__in=chain).select_related("body")}
    if not chain or chain[0] not in known:
        return None
    previous = known[chain[0]]
    seen = recommendations.exclude(status=DRAFT)
    left = seen.filter(forum__in=set(known) - {previous.pk}).exclude(status__in=ENDED)
    pressing = list(left.order_by(F("due_on").asc(nulls_last=True), "pk").values_list("pk", flat=True)[:OLDER])
    wanted = Q(forum=previous) | Q(pk__in=pressing)
    rows = list(listed_recommendations(seen.filter(wanted)).order_by("pk"))
    made = became(user, rows, previous.ends_on)
    ours = [each for each in made if each.row.forum_id == previous.pk]
    return Since(
        forum=forum,
        previous=previous,
        until=previous.ends_on,
        figures=added_up(ours),
        moved=sum(each.has_moved for each in ours),
        parts=parts_of(ours),
        older=[each for each in made if each.row.forum_id != previous.pk],
    )


def editions_before(forum: Forum) -> list[int]:
    """The ids of the editions before it, the newest first; one query for the whole chain."""
    before = dict(Forum.objects.exclude(previous=None).values_list("pk", "previous"))
    chain: list[int] = []
    at = before.get(forum.pk)
    while at is not None and at not in chain:
        chain.append(at)
        at = before.get(at)
    return chain


def became(user: Any, rows: Collection[Recommendation], until: date) -> list[Became]:
    ids = [row.pk for row in rows]
    moment = datetime.combine(until + timedelta(days=1), time(), timezone.get_current_timezone())
    told = facts_before([row.stream for row in rows], "status", moment)
    reached, proofs = percents_before(ids, moment), proofs_of(user, ids)
    return [
        Became(
            row=row,
            then=stood(row, told.get(row.stream, DRAFT), until),
            percent_then=reached.get(row.pk, 0),
            late=days_late(row),
            silent=days_silent(row),
            proofs=proofs.get(row.pk, 0),
        )
        for row in rows
    ]


def stood(row: Recommendation, told: str, until: date) -> str:
    if told in PHASE_OF:
        return told
    return ADOPTED if row.adopted_on is not None and row.adopted_on <= until else ""


def percents_before(ids: Iterable[int], moment: datetime) -> dict[int, int]:
    """{recommendation: the percent of its newest report that was confirmed before this moment}."""
    rows = ProgressUpdate.objects.filter(recommendation__in=list(ids), status=CONFIRMED, answered_at__lt=moment)
    return dict(rows.order_by("answered_at", "pk").values_list("recommendation", "percent"))


def added_up(rows: Iterable[Became]) -> Figures:
    counts: dict[str, int] = defaultdict(int)
    for each in rows:
        counts["number"] += 1
        counts[PHASE_OF[each.row.status]] += 1
        counts["overdue"] += bool(each.late)
        counts["silent"] += bool(each.silent)
    return Figures(**counts)


def parts_of(rows: Iterable[Became]) -> list[Part]:
    """By theme, as themes are ordered; what is about none stands last."""
    found: dict[Any, list[Became]] = defaultdict(list)
    for each in rows:
        found[each.row.theme].append(each)
    known = sorted((theme for theme in found if theme is not None), key=lambda theme: (theme.position, theme.pk))
    parts = [Part(theme.name, found[theme]) for theme in known]
    return [*parts, Part("", found[None])] if None in found else parts


# For programs ---------------------------------------------------------------------------------------------------------
def since_facts(since: Since | None, forum: Forum) -> Facts:
    if since is None:
        return {
            "forum": forum.pk,
            "previous": None,
            "until": None,
            "figures": asdict(Figures()),
            "rows": [],
            "older": [],
        }
    return {
        "forum": forum.pk,
        "previous": since.previous.pk,
        "until": since.until.isoformat(),
        "figures": asdict(since.figures),
        "rows": [became_facts(each) for part in since.parts for each in part.rows],
        "older": [became_facts(each) for each in since.older],
    }


def became_facts(each: Became) -> Facts:
    row, lead = each.row, lead_shown(each.row)
    return {
        "id": row.pk,
        "code": row.code,
        "title": row.title,
        "theme": row.theme.name if row.theme else None,
        "organization": organization_mark(lead.organization) if lead else None,
        "status_then": each.then or None,
        "status": row.status,
        "percent_then": each.percent_then,
        "percent": row.percent,
        "due_on": row.due_on.isoformat() if row.due_on else None,
        "days_late": each.late,
        "days_silent": each.silent,
        "evidence": each.proofs,
    }
