"""Proposals as pages and the API read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from accounts.models import User
from legislation.amending import TERM, Change, rivals_of
from legislation.models import Amendment, Proposal, ProposalVersion, Provision, Round, Sponsor
from legislation.permissions import proposals_for, standing_for
from legislation.queries.base import base_clauses
from legislation.queries.wordings import COLUMNS, amendment_words, change_of
from legislation.states import HANDED_IN, OPEN, PUT_FORWARD, WITHDRAWN, WRITTEN
from legislation.structure import ARTICLE
from organizations.models import Membership, Role
from organizations.permissions import SPEAKING
from organizations.queries import organization_mark

Facts = dict[str, Any]
MOST_BESIDE = 40
MOST_WAITING = 30


class Stub(NamedTuple):
    """A provision as lists name it."""

    pk: int
    parent: int | None
    kind: str
    label: str


@dataclass
class Group:
    """An article (None: the whole law) with the proposals that change it, in their order, and what each does to it.
    `rows` are those of them that a page shows.
    """

    provision: Stub | None
    kinds: dict[int, dict[str, Any]] = field(default_factory=dict)  # {proposal: {kind: how it is called}}
    rows: list[tuple[Proposal, list[Any]]] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.kinds)


class OnSameArticle(NamedTuple):
    """Another proposal on the same article."""

    proposal: Proposal
    is_competing: bool


def listed_proposals(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """With what a list shows of each; one query."""
    return rows.select_related("organization__governorate", "author", "round__instrument", "signed_by")


def seen_proposal(user: Any, pk: int) -> Proposal | None:
    near = ("round__organization", "round__body", "taken_over__organization", "merged_into")
    return listed_proposals(proposals_for(user)).select_related(*near).filter(pk=pk).first()


def proposals_of(user: Any, row: Round) -> QuerySet[Proposal]:
    """Those of a round that the person sees, in the order of their codes."""
    return listed_proposals(proposals_for(user).filter(round=row)).order_by("pk")


def seen_amendment(user: Any, pk: int) -> Amendment | None:
    rows = Amendment.objects.filter(pk=pk, proposal__in=proposals_for(user).values("pk"))
    return rows.select_related("proposal__round__instrument", "proposal__organization", "provision", "base").first()


def seen_sponsor(user: Any, pk: int) -> Sponsor | None:
    rows = Sponsor.objects.filter(pk=pk, proposal__in=proposals_for(user).values("pk"))
    return rows.select_related("proposal__round", "proposal__organization", "organization").first()


# For programs ---------------------------------------------------------------------------------------------------------
def proposal_facts(row: Proposal) -> Facts:
    return {
        "id": row.pk,
        "code": row.code,
        "round": row.round_id,
        "title": row.title,
        "rationale": row.rationale,
        "effect": row.effect,
        "status": row.status,
        "status_reason": row.status_reason,
        "is_waiting_in_sight": row.is_waiting_in_sight,
        "version": row.version,
        "author": {"id": row.author_id, "name": str(row.author)},
        "organization": organization_mark(row.organization),
        "taken_over": row.taken_over_id,
        "merged_into": row.merged_into_id,
        "endorsements": row.endorsements_count,
        "remarks": row.remarks_count,
        "submitted_at": row.submitted_at.isoformat() if row.submitted_at else None,
    }


def whole_proposal(row: Proposal) -> Facts:
    """With its changes, who writes it, and the organisations that put it forward with its own."""
    changes = row.amendments.select_related("provision", "base")
    writers = row.writers.select_related("person")
    sponsors = row.sponsors.select_related("organization__governorate")
    return {
        **proposal_facts(row),
        "amendments": [{**amendment_words(each), "version": each.version} for each in changes],
        "writers": [{"id": each.person_id, "name": str(each.person)} for each in writers],
        "sponsors": [sponsor_facts(each) for each in sponsors],
        "versions": list(shown_versions(row, writes=False).values("number", "person", "at")),
    }


def sponsor_facts(row: Sponsor) -> Facts:
    return {"id": row.pk, "organization": organization_mark(row.organization), "status": row.status}


# By article -----------------------------------------------------------------------------------------------------------
def stubs_of(row: Round) -> dict[int, Stub]:
    """The provisions of the law of a round, in reading order."""
    rows = Provision.objects.filter(instrument=row.instrument_id).order_by("position", "pk")
    return {each[0]: Stub(*each) for each in rows.values_list("pk", "parent_id", "kind", "label")}


def article_of(stubs: dict[int, Stub], pk: int | None) -> Stub | None:
    """The article that this is, or stands in; what stands in none is itself."""
    first = at = stubs.get(pk or 0)
    while at is not None and at.kind != ARTICLE:
        at = stubs.get(at.parent or 0)
    return at or first


def groups_of(row: Round, proposals: Iterable[int]) -> list[Group]:
    """Proposals by article, in reading order; what changes the whole law comes first. Without their rows; two
    queries.
    """
    stubs = stubs_of(row)
    order = {pk: number for number, pk in enumerate(stubs)}
    changes = Amendment.objects.filter(proposal__in=list(proposals)).order_by("proposal_id", "position")
    groups: dict[int, Group] = {}
    for pk, provision, kind in changes.values_list("proposal_id", "provision_id", "kind"):
        article = article_of(stubs, provision)
        group = groups.setdefault(article.pk if article else 0, Group(article))
        group.kinds.setdefault(pk, {})[kind] = Amendment.Kind(kind).label
    return [groups[key] for key in sorted(groups, key=lambda key: order.get(key, -1))]


def read_rows(groups: Iterable[Group], most: int, own: Sequence[int] = ()) -> list[Proposal]:
    """Gives each group its first rows, at most so many; answers with the `own` ones. All were seen. One query."""
    shown = [(group, list(group.kinds)[:most]) for group in groups]
    ids = {*own, *(pk for _group, first in shown for pk in first)}
    listed = listed_proposals(Proposal.objects.filter(pk__in=ids)).defer("rationale", "effect", "search_text")
    rows = {each.pk: each for each in listed}
    for group, first in shown:
        group.rows = [(rows[pk], list(group.kinds[pk].values())) for pk in first if pk in rows]
    return [rows[pk] for pk in own if pk in rows]


def proposals_beside(user: Any, proposal: Proposal) -> list[OnSameArticle]:
    """What others put forward on the same articles, competing ones first: computed from the words."""
    stubs = stubs_of(proposal.round)
    own = list(proposal.amendments.all())
    articles = {article.pk for each in own if (article := article_of(stubs, each.provision_id))}
    within = [pk for pk in stubs if (article := article_of(stubs, pk)) and article.pk in articles]
    near = Q(amendments__provision__in=within) | Q(amendments__kind=TERM)
    rows = proposals_for(user).filter(near, round=proposal.round_id, status__in=PUT_FORWARD).exclude(pk=proposal.pk)
    others = {each.pk: each for each in rows.select_related("organization").distinct().order_by("pk")[:MOST_BESIDE]}
    if not others:
        return []
    theirs = Amendment.objects.filter(proposal__in=list(others))
    needed = None if any(each.kind == TERM for each in own) else {*within, *around(stubs, own)}
    if needed is not None:
        theirs = theirs.filter(Q(provision__in=needed) | Q(kind=TERM))
    changes = [Change(*each) for each in theirs.values_list(*COLUMNS)]
    competing = rivals_of(base_clauses(proposal.round, needed), [change_of(each) for each in own], changes)
    on_it = {each.proposal for each in changes if each.target in within}
    found = [OnSameArticle(each, pk in competing) for pk, each in others.items() if pk in competing or pk in on_it]
    return sorted(found, key=lambda each: not each.is_competing)


def around(stubs: dict[int, Stub], own: Iterable[Amendment]) -> set[int]:
    """What these changes are on, with all it stands in and all that stands in it: nothing else can compete with them,
    but for a term.
    """
    on = {each.provision_id for each in own if each.provision_id in stubs}
    found = {pk for pk in stubs if on & set(up(stubs, pk))}
    return found.union(*(up(stubs, pk) for pk in on if pk is not None))


def up(stubs: dict[int, Stub], pk: int) -> list[int]:
    """The provision and all it stands in."""
    found: list[int] = []
    at = stubs.get(pk)
    while at is not None and at.pk not in found:
        found.append(at.pk)
        at = stubs.get(at.parent or 0)
    return found


def waiting_for(user: Any) -> QuerySet[Proposal]:
    """What waits for the person: drafts of theirs, what came back, and what their organisation is to sign."""
    signing = user.memberships.filter(SPEAKING, role=Role.SIGNATORY).values("organization")
    mine = (Q(author=user) | Q(writers__person=user)) & Q(status__in=WRITTEN)
    to_sign = Q(organization__in=signing, status=HANDED_IN)
    to_answer = Q(sponsors__organization__in=signing, sponsors__status=Sponsor.Status.ASKED) & ~Q(status=WITHDRAWN)
    rows = proposals_for(user).filter(mine | to_sign | to_answer, round__status=OPEN)
    return listed_proposals(rows).distinct().order_by("-pk")[:MOST_WAITING]


def possible_writers(row: Proposal) -> QuerySet[User]:
    """The people of its organisation, and of those that put it forward with it, who do not write it yet."""
    own = Membership.objects.filter(SPEAKING, organization__in=standing_for(row)).values("person")
    people = User.objects.filter(pk__in=own, is_active=True, is_bot=False).exclude(pk=row.author_id)
    return people.exclude(pk__in=row.writers.values("person")).order_by("display_name")


def writing_people(row: Proposal) -> QuerySet[User]:
    """Who writes it besides its author, and who could."""
    possible = possible_writers(row).order_by().values("pk")
    return User.objects.filter(Q(pk__in=possible) | Q(pk__in=row.writers.values("person")))


def shown_versions(row: Proposal, writes: bool) -> QuerySet[ProposalVersion]:
    """Its earlier wordings: what stood before it was put forward is its writers' own."""
    rows = ProposalVersion.objects.filter(proposal=row).select_related("person").order_by("-number")
    return rows if writes else rows.filter(at__gte=row.submitted_at) if row.submitted_at else rows.none()
