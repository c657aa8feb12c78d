r"""The states of a session and the ways between them.

| from \ to | convened | open | closed | minutes_review | minutes_approved | postponed | cancelled |
|---|---|---|---|---|---|---|---|
| draft | convene | | | | | | |
| convened | | open | | | | postpone, why | cancel, why |
| postponed | convene anew | | | | | | cancel, why |
| open | | | close | | | | |
| closed | | open again, why | | put to review | | | |
| minutes_review | | | take back, why | | approve | | |

Once the minutes are approved nothing changes; what was cancelled stays so. Who takes part is told by the ways of
TOLD, and when minutes are put to review. The ways to minutes_review and minutes_approved, and back, belong to the verbs
of the minutes (REVIEWED). Minutes are written in the states of WRITTEN, to all but the approved ones.
"""

from __future__ import annotations

from journal.states import Ways

DRAFT, CONVENED, OPEN, CLOSED = "draft", "convened", "open", "closed"
REVIEW, APPROVED = "minutes_review", "minutes_approved"
POSTPONED, CANCELLED = "postponed", "cancelled"
WAYS: Ways = {
    (DRAFT, CONVENED): False,
    (CONVENED, OPEN): False,
    (CONVENED, POSTPONED): True,
    (CONVENED, CANCELLED): True,
    (POSTPONED, CONVENED): False,
    (POSTPONED, CANCELLED): True,
    (OPEN, CLOSED): False,
    (CLOSED, OPEN): True,
    (CLOSED, REVIEW): False,
    (REVIEW, CLOSED): True,
    (REVIEW, APPROVED): False,
}
MINUTED = frozenset({REVIEW, APPROVED})
WRITTEN = frozenset({OPEN, CLOSED, REVIEW})  # its minutes may be written and corrected
RUNNING = frozenset({DRAFT, CONVENED, POSTPONED, OPEN})  # it and its agenda may change
TOLD = frozenset({CONVENED, POSTPONED, CANCELLED})  # an invitation, or its end: those who come are told
CHAIRED: Ways = {way: why for way, why in WAYS.items() if not MINUTED & set(way)}  # by `set_session_status`
REVIEWED: Ways = {way: why for way, why in WAYS.items() if way not in CHAIRED}  # by the verbs of the minutes
