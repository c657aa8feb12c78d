r"""The states of a recommendation, of a report on it and of a hand-over between committees, and the ways
between them. Nobody skips a way, whatever their rank; what was wrong is put right by a way back that says why.

| from \ to | adopted | assigned | in_progress | blocked | reported_done | verified | superseded, dropped |
|---|---|---|---|---|---|---|---|
| draft | by a decision | | | | | | |
| adopted | | who is asked says yes | | | | | by a decision, why |
| assigned | gives it back, why | | begins | | | | by a decision, why |
| in_progress | gives it back, why | | | why | reports it as done | | by a decision, why |
| blocked | gives it back, why | | goes on | | | | by a decision, why |
| reported_done | | | returned, why | | | the committee confirms | |
| verified | | | opened again, why | | | | |

That one is late, or that nobody reports, is no state: `queries.with_lateness` reckons it.
"""

from __future__ import annotations

from journal.states import Ways

DRAFT, ADOPTED, ASSIGNED, IN_PROGRESS, BLOCKED = "draft", "adopted", "assigned", "in_progress", "blocked"
REPORTED, VERIFIED, SUPERSEDED, DROPPED = "reported_done", "verified", "superseded", "dropped"
OPEN = (ADOPTED, ASSIGNED, IN_PROGRESS, BLOCKED)  # to be done: it may be late
UNDER_WAY = (ASSIGNED, IN_PROGRESS, BLOCKED)  # somebody answers for it, and reports
ENDED = (VERIFIED, SUPERSEDED, DROPPED)
PHASES = {  # as figures are added up: each state of one that is adopted is in one of them
    "waiting": (ADOPTED,),
    "under_way": UNDER_WAY,
    "reported": (REPORTED,),
    "verified": (VERIFIED,),
    "ended": (SUPERSEDED, DROPPED),
}
WAYS: Ways = {
    (DRAFT, ADOPTED): False,
    (ADOPTED, ASSIGNED): False,
    (ASSIGNED, IN_PROGRESS): False,
    (IN_PROGRESS, BLOCKED): True,
    (BLOCKED, IN_PROGRESS): False,
    (IN_PROGRESS, REPORTED): False,
    (REPORTED, VERIFIED): False,
    (REPORTED, IN_PROGRESS): True,
    (VERIFIED, IN_PROGRESS): True,
    **{(before, ADOPTED): True for before in UNDER_WAY},
    **{(before, SUPERSEDED): False for before in OPEN},
    **{(before, DROPPED): True for before in OPEN},
}

SUBMITTED, CONFIRMED, RETURNED = "submitted", "confirmed", "returned"
UPDATE_WAYS: Ways = {
    (DRAFT, SUBMITTED): False,
    (SUBMITTED, CONFIRMED): False,
    (SUBMITTED, RETURNED): True,
}

OFFERED, TAKEN, DECLINED, WITHDRAWN = "offered", "taken", "declined", "withdrawn"
REFERRAL_WAYS: Ways = {  # the first two are the asked committee's, the last one is of those who offered it
    (OFFERED, TAKEN): False,
    (OFFERED, DECLINED): True,
    (OFFERED, WITHDRAWN): True,
}
