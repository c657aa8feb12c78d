"""Who stands behind a proposal, as pages and the API show it."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from journal.stamps import stamp
from legislation.models import Endorsement, Proposal
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
    """`missing` organisations until the round's threshold; `share` of a hundred of it."""

    rows: list[Endorser]
    kinds: list[Group]
    governorates: list[Group]
    threshold: int
    missing: int
    share: int


def endorsing(proposal: Proposal) -> Endorsing:
    """Everybody who stands behind a proposal now, oldest first, counted by kind and by governorate; two queries."""
    standing = proposal.endorsements.filter(withdrawn_at=None).select_related("organization__governorate", "person")
    found = list(standing)
    organizations = [each.organization for each in found]
    members = members_of(organizations)
    present = {each.pk for each in organizations}
    rows = [
        Endorser(each, each.version < proposal.version, len(theirs), len(theirs & present))
        for each in found
        for theirs in [members.get(each.organization_id, set())]
    ]
    threshold = proposal.round.threshold
    share = min(100, 100 * len(rows) // threshold) if threshold else 100
    kinds = counted([str(each.get_kind_display()) for each in organizations])
    places = counted([str(each.governorate) for each in organizations if each.governorate])
    return Endorsing(rows, kinds, places, threshold, max(0, threshold - len(rows)), share)


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
    return {
        "proposal": proposal.pk,
        "version": proposal.version,
        "count": len(found.rows),
        "threshold": found.threshold,
        "missing": found.missing,
        "organizations": [endorsement_facts(each) for each in found.rows],
    }
