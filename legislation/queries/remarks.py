"""Remarks and questions as pages and the API show them: with their answers, and where the words they quote stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from journal.stamps import stamp
from legislation.models import InstrumentRoom, Proposal, Provision, Remark, Round
from legislation.permissions import remarks_for, standing_for
from legislation.queries.quoting import Found, Quotable, Segment, found_in, of_proposal, of_provision, segments
from organizations.queries import organization_mark

Facts = dict[str, Any]
MOST = 200  # remarks on one thing that are shown


class Reply(NamedTuple):
    row: Remark
    is_sponsors: bool


class Said(NamedTuple):
    """A remark with its answers. `is_lost` where the words it quotes stand in an earlier wording only."""

    row: Remark
    number: int
    found: Found | None
    replies: list[Reply]
    is_sponsors: bool

    @property
    def is_lost(self) -> bool:
        return bool(self.row.quoted) and self.found is None

    @property
    def is_answered(self) -> bool:
        return any(each.is_sponsors for each in self.replies)


class Marked(NamedTuple):
    """A text with the places of the remarks on it."""

    where: Quotable
    parts: list[Segment]


class Talk(NamedTuple):
    """What is said on an article or a proposal: what stands open first."""

    texts: list[Marked]
    open: list[Said]
    settled: list[Said]


def talk_on_provision(user: Any, row: Round, provision: Provision) -> Talk:
    """Three queries beside what one may see."""
    rows = remarks_for(user).filter(round=row, provision=provision, proposal=None)
    return talk(rows, of_provision(row, provision), set())


def talk_on_proposal(user: Any, proposal: Proposal) -> Talk:
    rows = remarks_for(user).filter(proposal=proposal)
    return talk(rows, of_proposal(proposal), standing_for(proposal))


def talk(rows: QuerySet[Remark], texts: Sequence[Quotable], sponsors: set[int]) -> Talk:
    known = list(rows.select_related("person", "organization__governorate", "settled_by")[:MOST])
    replies: dict[int, list[Reply]] = defaultdict(list)
    for each in known:
        if each.parent_id is not None and each.deleted_at is None:
            replies[each.parent_id].append(Reply(each, each.organization_id in sponsors))
    firsts = [each for each in known if each.parent_id is None and (each.deleted_at is None or replies[each.pk])]
    said = [
        Said(each, number, where(each, texts), replies[each.pk], each.organization_id in sponsors)
        for number, each in enumerate(firsts, start=1)
    ]
    marked = [Marked(text, segments(text.text, spans(said, text))) for text in texts]
    return Talk(marked, [e for e in said if e.row.settled_at is None], [e for e in said if e.row.settled_at])


def where(row: Remark, texts: Iterable[Quotable]) -> Found | None:
    if not row.quoted or row.deleted_at is not None:
        return None
    mine = [each for each in texts if row.amendment_id is None or each.key == row.amendment_id]
    return found_in(mine, row.quoted, row.before)


def spans(said: Iterable[Said], text: Quotable) -> list[tuple[int, int, int]]:
    return [
        (each.found.place.start, each.found.place.end, each.number)
        for each in said
        if each.found and each.found.where.key == text.key and each.row.settled_at is None
    ]


def listed_remarks(rows: QuerySet[Remark]) -> QuerySet[Remark]:
    """As the API lists them; one query."""
    gone = Q(deleted_at__isnull=False)
    return rows.exclude(gone).select_related("person", "organization__governorate")


def remark_facts(row: Remark, texts: Callable[[Remark], Sequence[Quotable]] | None = None) -> Facts:
    """`place` is {of, start, end, is_exact} where the quoted words stand now; null where they do not."""
    found = where(row, texts(row)) if texts and row.quoted else None
    place = {"of": found.where.key, **found.place._asdict()} if found else None
    return {
        "id": row.pk,
        "round": row.round_id,
        "provision": row.provision_id,
        "proposal": row.proposal_id,
        "parent": row.parent_id,
        "kind": row.kind,
        "text": row.text,
        "quoted": row.quoted,
        "place": place,
        "person": {"id": row.person_id, "name": row.person.display_name},
        "organization": organization_mark(row.organization) if row.organization else None,
        "created_at": stamp(row.created_at),
        "edited_at": stamp(row.edited_at),
        "settled_at": stamp(row.settled_at),
    }


def texts_of(row: Remark) -> list[Quotable]:
    if row.proposal is not None:
        return of_proposal(row.proposal)
    return of_provision(row.round, row.provision) if row.provision else []


def room_of(article: Provision) -> InstrumentRoom | None:
    """The room of an article, where somebody opened it."""
    return InstrumentRoom.objects.filter(provision=article).first()
