"""The chain of a recommendation, as far as the reader sees it: said here, decided there, promised by, done in, proven
by, verified on; and back, from what was said to what came of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from chat.models import Message, Room
from coordination.models import Decision, MinuteTask, Recommendation, RecommendationOrigin, Responsibility
from coordination.permissions import decisions_for, evidence_for, keeps_words, recommendations_for, updates_for
from coordination.permissions.origins import ORIGINS
from coordination.queries.forums import Facts
from coordination.queries.recommendations import links_seen, listed_recommendations
from legislation.models import Proposal
from meetings.models import MinuteEntry, Session
from meetings.permissions import bodies_for, minute_entries_for
from projects.models import Task
from projects.permissions import tasks_for

MOST_MARKS = 200  # of a room, the newest
APPS = {
    "project": "projects",
    "task": "projects",
    "need": "needs",
    "indicator": "projects",
    "proposal": "legislation",
}


@dataclass(frozen=True)
class Step:
    """`kind`: said, decided, promised, done, proven, verified, ended. `address` is "" where there is nothing to go to;
    `what` names it, without a verb.
    """

    kind: str
    what: str
    at: date | None = None
    address: str = ""


def chain_of(user: Any, row: Recommendation) -> list[Step]:
    """All steps that the reader may see, in their order."""
    parts = (said_in, decided_in, promised_by, done_in, proven_by, verified_on, ended_by)
    return [step for part in parts for step in part(user, row)]


def said_in(user: Any, row: Recommendation) -> list[Step]:
    origin = origin_of(row)
    found = seen_origin(user, origin) if origin else decided_entry(user, row)
    if isinstance(found, Message):
        address = reverse("chat:message", args=[found.room_id, found.pk])
        where = found.room.name or _("a private talk")
        return [Step("said", where, day_of(found.written_at), address)]
    if isinstance(found, MinuteEntry):
        return [Step("said", minutes_named(found), day_of(found.session.starts_at), address_of_entry(found))]
    if found is not None:
        kind = "legislation:proposal" if isinstance(found, Proposal) else "needs:need"
        address = reverse(kind, args=[found.pk])
        return [Step("said", f"{found.code} {found.title}", day_of(found.created_at), address)]
    return [Step("said", origin.page)] if origin and origin.page else []


def decided_entry(user: Any, row: Recommendation) -> MinuteEntry | None:
    """The paragraph of which its decision was made, where nobody kept where it was said itself."""
    entry = row.decision.entry_id if row.decision else None
    return minute_entries_for(user).filter(pk=entry).select_related("session").first() if entry else None


def minutes_named(entry: MinuteEntry) -> str:
    return _("in the minutes of %(session)s") % {"session": entry.session.title}


def decided_in(user: Any, row: Recommendation) -> list[Step]:
    return [decision_step("decided", decision) for decision in seen_decisions(user, row.decision_id)]


def ended_by(user: Any, row: Recommendation) -> list[Step]:
    return [decision_step("ended", decision) for decision in seen_decisions(user, row.ending_id)]


def seen_decisions(user: Any, pk: int | None) -> list[Decision]:
    return list(decisions_for(user).filter(pk=pk).select_related("session")) if pk else []


def decision_step(kind: str, decision: Decision) -> Step:
    return Step(kind, decision.title, decision.adopted_on, known_address("coordination:decision", decision.pk))


def promised_by(user: Any, row: Recommendation) -> list[Step]:
    lead = row.responsibilities.filter(role=Responsibility.Role.LEAD, status=Responsibility.Status.ACCEPTED)
    return [
        Step(
            "promised",
            str(each.organization),
            day_of(each.answered_at),
            reverse("organizations:organization", args=[each.organization_id]),
        )
        for each in lead.select_related("organization")
    ]


def done_in(user: Any, row: Recommendation) -> list[Step]:
    steps = []
    for link in links_seen(user, row):
        for kind, app in APPS.items():
            if target := getattr(link, kind):
                address = reverse(f"{app}:{kind}", args=[target.pk])
                steps.append(Step("done", target.title, day_of(link.created_at), address))
    return steps


def proven_by(user: Any, row: Recommendation) -> list[Step]:
    """The newest proof of a report that was confirmed, of those one may see."""
    confirmed = updates_for(user).filter(recommendation=row, status="confirmed")
    proofs = evidence_for(user).filter(update__in=confirmed.values("pk")).select_related("update")
    newest = proofs.order_by("-update__answered_at", "-pk").first()
    if newest is None:
        return []
    address = known_address("coordination:update", newest.update_id)
    return [Step("proven", newest.title or _("evidence"), day_of(newest.update.answered_at), address)]


def verified_on(user: Any, row: Recommendation) -> list[Step]:
    if row.verified_at is None:
        return []
    body = row.committee.body if row.committee else row.body
    is_seen = bodies_for(user).filter(pk=body.pk).exists()
    address = reverse("coordination:body", args=[body.pk]) if is_seen else ""
    return [Step("verified", body.title, day_of(row.verified_at), address)]


def day_of(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def known_address(name: str, pk: int, behind: str = "") -> str:
    """The address of a page, "" as long as there is none."""
    try:
        return reverse(name, args=[pk]) + behind
    except NoReverseMatch:
        return ""


def address_of_entry(entry: MinuteEntry) -> str:
    return known_address("meetings:minutes", entry.session_id, f"#entry-{entry.pk}")


# Where it was said ----------------------------------------------------------------------------------------------------
def origin_of(row: Recommendation) -> RecommendationOrigin | None:
    return RecommendationOrigin.objects.filter(recommendation=row).first()


def seen_origin(user: Any, origin: RecommendationOrigin) -> Any:
    """The message, the paragraph, the need or the proposal, where the reader may see it; else None."""
    near = {"message": "room", "entry": "session", "need": "organization", "proposal": "organization"}
    for kind, rows_for in ORIGINS.items():
        if pk := getattr(origin, f"{kind}_id"):
            return rows_for(user).filter(pk=pk).select_related(near[kind]).first()
    return None


def origin_shown(user: Any, row: Recommendation) -> Facts | None:
    """The words that it was made of, for whom sees where they were said, and for those who write the body's minutes."""
    origin = origin_of(row)
    if origin is None or not origin.words:
        return None
    found = seen_origin(user, origin)
    if found is None and not keeps_words(user, row):
        return None
    return {"words": origin.words, "step": next(iter(said_in(user, row)), None)}


# Back: from what was said to what came of it --------------------------------------------------------------------------
def recommendations_made_of(user: Any, kind: str, pk: int) -> QuerySet[Recommendation]:
    """Those that were made of a message, a paragraph of minutes, a need or a proposal, of those one sees."""
    made = RecommendationOrigin.objects.filter(**{kind: pk}).values("recommendation")
    return listed_recommendations(recommendations_for(user).filter(pk__in=made)).order_by("code")


def recommendations_made_in(user: Any, room: Room) -> QuerySet[RecommendationOrigin]:
    """What was made of the messages of a room, for a mark at each: the newest that the reader sees."""
    made = RecommendationOrigin.objects.filter(message__room=room, message__deleted_at__isnull=True)
    seen = made.filter(recommendation__in=recommendations_for(user).values("pk"))
    return seen.select_related("recommendation").order_by("-pk")[:MOST_MARKS]


def tasks_made_of_entry(user: Any, entry: MinuteEntry) -> list[Task]:
    made = MinuteTask.objects.filter(entry=entry).values("task")
    return list(tasks_for(user).filter(pk__in=made).select_related("project").order_by("pk"))


def tasks_made_in_session(user: Any, session: Session) -> list[MinuteTask]:
    """Of the tasks one sees, each with the paragraph it was made of."""
    made = MinuteTask.objects.filter(entry__session=session, task__in=tasks_for(user).values("pk"))
    return list(made.select_related("task__project"))


def minutes_of_task(user: Any, task: Task) -> MinuteTask | None:
    """The paragraph that a task was made of; its words, for whom may read the minutes."""
    seen = MinuteTask.objects.filter(task=task, entry__in=minute_entries_for(user).values("pk"))
    return seen.select_related("entry__session").first()


def came_of(user: Any, what: tuple[str, Any] | None) -> Facts:
    """For the page that makes a recommendation of something: its words, and what was made of it before."""
    if what is None:
        return {}
    kind, row = what
    return {"said_kind": kind, "said": row, "made": list(recommendations_made_of(user, kind, row.pk))}
