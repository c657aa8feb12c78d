"""Whom an entry of an organisation's stream is about, for rooms that let go who sees their thing no more."""

from __future__ import annotations

from collections.abc import Iterator

from journal.models import Entry
from organizations.models import Membership

OF_PEOPLE = frozenset({"membership_changed", "membership_ended"})
OF_ALL = frozenset({"organization_suspended"})  # one that closes ends its memberships, each an entry
OF_ONE = frozenset({"person_suspended"})  # on the person's own stream
AT_ONCE = 20  # people in one transaction


def people_of(entry: Entry) -> list[int]:
    """Of one membership, of the whole organisation, or the one person."""
    if entry.event in OF_ONE:
        return [entry.object_id]
    rows = Membership.objects.filter(pk=entry.object_id)
    if entry.kind != "membership":
        rows = Membership.objects.filter(organization=entry.object_id)
    return sorted(set(rows.values_list("person", flat=True)))


def in_steps(people: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(people), AT_ONCE):
        yield people[start : start + AT_ONCE]
