"""What texts name is noted anew whenever something happens to the texts of a law, whichever verb it was."""

from __future__ import annotations

from journal.actors import Actor
from journal.followers import Follower
from journal.models import Entry
from legislation import actions
from legislation.models import Instrument

QUIET = frozenset({"circular_acknowledged", "instruments_linked", "instruments_unlinked", "instrument_status_set"})


def follow_texts(entries: list[Entry]) -> None:
    if all(entry.event in QUIET for entry in entries):
        return
    law = Instrument.objects.filter(pk=int(entries[0].stream.name.split(".", 1)[1])).first()
    if law is not None:
        actions.note_citations(actor=Actor.clock(), instrument=law)


citations_follow_texts = Follower("citations_follow_texts", ("law",), follow_texts)
