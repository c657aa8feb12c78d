"""Who speaks for the organisations of the forums, and how the texts name them."""

from __future__ import annotations

from demo.stage import Stage
from journal.actors import Actor
from organizations.models import Membership, Organization, Role
from organizations.permissions import SPEAKING

FIELD = (Organization.Kind.ASSOCIATION, Organization.Kind.FOUNDATION, Organization.Kind.INITIATIVE)


def called(stage: Stage, key: str) -> Organization:
    """`homs`, a key of the named ones; or `SY02.1`, the first of the others that sat in that governorate when it was
    called so for the first time: later it may be suspended, and is the same one still.
    """
    if key in stage.named:
        return stage.named[key]
    if key not in stage.called:
        stage.called[key] = first_called(key, stage).pk
    return Organization.objects.get(pk=stage.called[key])


def first_called(key: str, stage: Stage) -> Organization:
    seat, _dot, number = key.partition(".")
    named = {row.pk for row in stage.named.values()}
    rows = Organization.objects.filter(kind__in=FIELD, governorate=seat, status=Organization.Status.VERIFIED)
    return rows.exclude(pk__in=named).order_by("pk")[int(number) - 1]


def people_of(organization: Organization) -> list[Actor]:
    """Everybody of it, its signatory first, the cast before others; nobody while it is suspended."""
    rows = Membership.objects.filter(SPEAKING, organization=organization).select_related("person", "organization")
    ranks = {Role.SIGNATORY: 0, Role.MEMBER: 1, Role.MANAGER: 2}
    ordered = sorted(rows, key=lambda row: (ranks[Role(row.role)], row.pk))
    return [Actor(row.person, row.organization) for row in ordered]


def signatory_of(organization: Organization) -> Actor | None:
    people = people_of(organization)
    return people[0] if people else None
