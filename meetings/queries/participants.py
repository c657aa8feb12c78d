"""Who comes to a body, as the journal tells of them."""

from __future__ import annotations

from typing import Any

from journal.stamps import stamp
from meetings.models import Participant

Facts = dict[str, Any]


def participants(ids: list[int]) -> dict[int, Facts]:
    return {row.pk: participant_facts(row) for row in Participant.objects.filter(pk__in=ids)}


def participant_facts(row: Participant) -> Facts:
    """Without the code of the badge: that is for the desk, and for whoever comes."""
    return {
        "id": row.pk,
        "body": row.body_id,
        "organization": row.organization_id,
        "person": row.person_id,
        "name": row.name,
        "post": row.post,
        "role": row.role,
        "replaces": row.replaces_id,
        "ended_at": stamp(row.ended_at),
        "arrived_at": stamp(row.arrived_at),
    }
