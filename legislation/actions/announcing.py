"""The verb by which people of organisations that may propose are told that a round is open."""

from __future__ import annotations

from collections.abc import Iterable

from journal.actors import Actor
from journal.records import record
from journal.refusals import require
from journal.verbs import verb
from legislation import permissions
from legislation.models import Round


@verb
def announce_round(*, actor: Actor, row: Round, people: Iterable[int]) -> None:
    """Tell these people on their own streams that the round is open for proposals."""
    require(permissions.can_announce_round(actor))
    if streams := [f"user.{pk}" for pk in sorted(set(people))]:
        day = row.freezes_on.isoformat()
        record("round_opened", stream=streams, actor=actor, subject=row, kind="round", code=row.code, freezes_on=day)
