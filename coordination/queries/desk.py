"""What the registration desk keeps on its device: everybody who may come, with the code of the badge."""

from __future__ import annotations

from typing import Any

from coordination.models import Forum
from coordination.queries.delegations import badge_people
from journal.stamps import stamp
from meetings.models import Participant

Facts = dict[str, Any]


def desk_people(forum: Forum) -> list[Facts]:
    """One query, by organisation; some hundred bytes each."""
    return [desk_facts(row) for row in badge_people(forum)]


def desk_facts(row: Participant) -> Facts:
    return {
        "id": row.pk,
        "code": row.code,
        "name": row.name,
        "post": row.post,
        "role": str(row.get_role_display()),
        "organization": {"id": row.organization_id, "name": str(row.organization)},
        "arrived_at": stamp(row.arrived_at),
    }
