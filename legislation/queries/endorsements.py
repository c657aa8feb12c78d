"""Who stands behind a proposal, as pages and the API show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from journal.stamps import stamp
from legislation.models import Endorsement, Proposal, Round
from legislation.permissions import organizations_that_count
from organizations.models import Affiliation, Organization

Facts = dict[str, Any]


class Endorser(NamedTuple):
    """`is_older` where it was given to a wording before this one; of a union or a network `endorsed` of `members`."""

    row: Endorsement
    is_older: bool
    members: int
    endorsed: int


class Group(NamedTuple):
    name: str
    number: int


class Endorsing(NamedTuple):
    """`rows` count towards the round's threshold, those `outside` stand apart. `missing` organisations until it;
    `share` of a hundred of it.
    """

    rows: list[Endorser]
    outside: list[Endorser]
    kinds: list[Group]
    governorates: list[Group]
    threshold: int
    missing: int
    share: int


def endorsing(proposal: Proposal) -> Endorsing:
    """Everybody who stands behind a proposal now, oldest first, counted by kind and by governorate; two queries, and a
    third where not every verified organisation proposes.
    """
    standing = proposal.endorsements.filter(withdrawn_at=None).select_related("organization__governorate", "person")
    found = list(standing)
    organizations = [each.organization for each in found]
    members = members_of(organizations)
    present = {each.pk for each in organizations}
    known = [
        Endorser(each, each.version < proposal.version, len(theirs), len(theirs & present))
        for each in found
        for theirs in [members.get(each.organization_id, set())]
    ]
    threshold, apart = proposal.round.threshold, outside_of(proposal.round, present)
    rows = [each for each in known if each.row.organization_id not in apart]
    outside = [each for each in known if each.row.organization_id in apart]
    share = min(100, 100 * len(rows) // threshold) if threshold else 100
    kinds = counted([str(each.get_kind_display()) for each in organizations])
    places = counted([str(each.governorate) for each in organizations if each.governorate])
    return Endorsing(rows, outside, kinds, places, threshold, max(0, threshold - len(rows)), share)


def outside_of(row: Round, organizations: set[int]) -> set[int]:
    """Those of them that the round's threshold does not count."""
    if row.proposers == Round.Proposers.VERIFIED or not organizations:
        return set()
    counting = organizations_that_count(row).filter(pk__in=organizations)
    return organizations - set(counting.values_list("pk", flat=True))


def counting_towards(row: Round, proposals: Iterable[Proposal]) -> dict[int, int]:
    """{proposal: how many organisations behind it the round's threshold counts}: all of them where every verified
    organisation proposes, else those that may propose in it, in one query.
    """
    counts = {each.pk: each.endorsements_count for each in proposals}
    if row.proposers == Round.Proposers.VERIFIED or not row.threshold or not any(counts.values()):
        return counts
    standing = Endorsement.objects.filter(proposal__in=counts, withdrawn_at=None)
    rows = standing.filter(organization__in=organizations_that_count(row).values("pk"))
    return dict.fromkeys(counts, 0) | dict(Counter(rows.values_list("proposal", flat=True)))


def members_of(organizations: list[Organization]) -> dict[int, set[int]]:
    """{union or network: the organisations that belong to it now}."""
    conveners = [each.pk for each in organizations if each.is_convening]
    found: dict[int, set[int]] = {}
    if conveners:
        rows = Affiliation.objects.filter(convener__in=conveners, ended_at=None).values_list("convener", "member")
        for convener, member in rows:
            found.setdefault(convener, set()).add(member)
    return found


def counted(names: list[str]) -> list[Group]:
    """The most frequent first."""
    return [Group(name, number) for name, number in sorted(Counter(names).items(), key=lambda each: -each[1])]


def is_endorsed_by(proposal: Proposal, organization: int | None) -> bool:
    return proposal.endorsements.filter(organization=organization, withdrawn_at=None).exists()


def endorsement_facts(each: Endorser) -> Facts:
    organization = each.row.organization
    return {
        "organization": {"id": organization.pk, "name": str(organization), "kind": organization.kind},
        "governorate": organization.governorate.pcode if organization.governorate else None,
        "version": each.row.version,
        "is_older": each.is_older,
        "at": stamp(each.row.at),
        "members": each.members,
        "members_endorsed": each.endorsed,
    }


def endorsing_facts(proposal: Proposal) -> Facts:
    found = endorsing(proposal)
    outside = [{**endorsement_facts(each), "counts": False} for each in found.outside]
    return {
        "proposal": proposal.pk,
        "version": proposal.version,
        "count": len(found.rows),
        "threshold": found.threshold,
        "missing": found.missing,
        "organizations": [*({**endorsement_facts(each), "counts": True} for each in found.rows), *outside],
    }
