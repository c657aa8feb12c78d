r"""The states of a round, of a proposal and of a dossier, and the ways between them. Nobody skips a way.

A round:

| from \ to | open | frozen | decided | dossier_sent | answered | archived |
|---|---|---|---|---|---|---|
| prepared | open | | | | | |
| open | | freeze | | | | |
| frozen | open again, why | | decide | | | |
| decided | | take up again, why | | send | | archive |
| dossier_sent | | | | the dossier is void | all answered | |
| answered | | | | the dossier is void | | archive |

A round is taken up again only while no dossier of it stands. That one that was sent is made void is the only way from
there back to decided (`void_dossier`): nobody goes it by itself, so it is in no table.

A proposal:

| from \ to | handed_in | submitted | returned | admissible | recommended | adopted, rejected | merged | withdrawn |
|---|---|---|---|---|---|---|---|---|
| draft | hand in | | | | | | | withdraw |
| handed_in | | the signatory signs | the signatory, why | | | | | withdraw |
| returned | hand in anew | | | | | | | withdraw |
| submitted | | | the committee, why | admit | | not admitted, why | merge | withdraw |
| admissible | | | | | opinion | vote | merge | withdraw |
| recommended | | | | | | vote | merge | withdraw |

What was adopted or rejected is taken up again by a verb of its own (`reopen_verdict`), while texts are fixed: it goes
back to where it was before it was decided.

Once the round is frozen texts stand as they are: nothing is handed in, returned or merged any more, endorsements still
move. What was withdrawn, refused or merged stays to be read.
"""

from __future__ import annotations

from journal.states import Ways

PREPARED, OPEN, FROZEN, DECIDED = "prepared", "open", "frozen", "decided"
SENT, ANSWERED, ARCHIVED = "dossier_sent", "answered", "archived"
ROUND_WAYS: Ways = {
    (PREPARED, OPEN): False,
    (OPEN, FROZEN): False,
    (FROZEN, OPEN): True,
    (FROZEN, DECIDED): False,
    (DECIDED, FROZEN): True,
    (DECIDED, SENT): False,
    (DECIDED, ARCHIVED): True,
    (SENT, ANSWERED): False,
    (ANSWERED, ARCHIVED): False,
}

DRAFT, HANDED_IN, SUBMITTED, RETURNED = "draft", "handed_in", "submitted", "returned"
ADMISSIBLE, RECOMMENDED, ADOPTED, REJECTED = "admissible", "recommended", "adopted", "rejected"
MERGED, WITHDRAWN = "merged", "withdrawn"
WRITTEN = frozenset({DRAFT, RETURNED})  # its words may change
PUT_FORWARD = frozenset({SUBMITTED, ADMISSIBLE, RECOMMENDED})  # others see it, endorse it, compare it
ENDED = frozenset({ADOPTED, REJECTED, MERGED, WITHDRAWN})
PROPOSAL_WAYS: Ways = {
    (DRAFT, HANDED_IN): False,
    (RETURNED, HANDED_IN): False,
    (HANDED_IN, SUBMITTED): False,
    (HANDED_IN, RETURNED): True,
    (SUBMITTED, RETURNED): True,
    (SUBMITTED, ADMISSIBLE): False,
    (SUBMITTED, REJECTED): True,
    (ADMISSIBLE, RECOMMENDED): False,
    **{(before, after): False for before in (ADMISSIBLE, RECOMMENDED) for after in (ADOPTED, REJECTED)},
    **{(before, MERGED): False for before in PUT_FORWARD},
    **{(before, WITHDRAWN): True for before in (DRAFT, HANDED_IN, RETURNED, *PUT_FORWARD)},
}

MAKING, MADE, FAILED, POSTED, VOID = "making", "frozen", "failed", "sent", "void"
DOSSIER_WAYS: Ways = {
    (MAKING, MADE): False,
    (MAKING, FAILED): True,
    (FAILED, MAKING): False,
    (MADE, POSTED): False,
    (MADE, VOID): True,
    (POSTED, VOID): True,
}
