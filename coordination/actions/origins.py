"""Where a recommendation was said, and tasks made out of minutes: with the words as they stood then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chat.markdown import plain_text
from chat.models import Message
from coordination import permissions
from coordination.models import MinuteTask, Recommendation, RecommendationOrigin
from journal.actors import Actor
from journal.records import record
from journal.refusals import demand_repeat, require
from journal.verbs import verb
from legislation.models import Proposal
from meetings.models import MinuteEntry
from needs.models import Need
from projects.actions import create_task
from projects.models import Project, Task

LONGEST = 8000  # letters of the words that are kept


@dataclass(frozen=True)
class Said:
    """One of a message, a paragraph of minutes, a need and a proposal to change a law; `page` is where it stands in a
    printed document.
    """

    message: Message | None = None
    entry: MinuteEntry | None = None
    need: Need | None = None
    proposal: Proposal | None = None
    page: str = ""

    @property
    def what(self) -> tuple[str, Any] | None:
        """Which of them, and the row."""
        rows = {"message": self.message, "entry": self.entry, "need": self.need, "proposal": self.proposal}
        return next(((kind, row) for kind, row in rows.items() if row is not None), None)

    @property
    def words(self) -> str:
        """As they stand now, without marks of writing."""
        if self.message is not None:
            return plain_text(self.message.body)[:LONGEST]
        if self.entry is not None:
            return self.entry.text[:LONGEST]
        if self.need is not None:
            return f"{self.need.title}\n{self.need.description}".strip()[:LONGEST]
        if self.proposal is not None:
            return f"{self.proposal.title}\n{self.proposal.rationale}".strip()[:LONGEST]
        return ""


def require_seen(actor: Actor, said: Said) -> None:
    """Refused where the actor does not read what they make something of."""
    if said.what is not None:
        require(permissions.can_take_up(actor, *said.what))


def keep_origin(row: Recommendation, said: Said) -> None:
    if said == Said():
        return
    where: dict[str, Any] = {"session": said.entry.session} if said.entry else {}
    if said.what is not None:
        where |= dict([said.what])
    RecommendationOrigin.objects.create(recommendation=row, words=said.words, page=said.page, **where)


@verb
def create_task_of_entry(
    *, actor: Actor, entry: MinuteEntry, project: Project, client_id: UUID, title: str, **details: Any
) -> Task:
    """Put into a project's plan what a paragraph of minutes asks for; whoever sees both finds one from the other.

    `details` and refusals are those of `create_task`; a repeated `client_id` with another paragraph is Conflict
    `client_id_reused`. The session hears nothing: not everybody there sees the project.
    """
    require(permissions.can_create_task_of_entry(actor, entry, project))
    task = create_task(actor=actor, project=project, client_id=client_id, title=title, **details)
    kept = {"entry": entry, "words": entry.text[:LONGEST], "person": actor.user, "organization": actor.organization}
    origin, is_new = MinuteTask.objects.get_or_create(task=task, defaults=kept)
    demand_repeat(origin.entry_id == entry.pk)
    if is_new:
        record("task_created_of_entry", stream=project.stream, actor=actor, subject=task, entry=entry.pk)
    return task
