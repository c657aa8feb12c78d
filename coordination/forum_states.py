r"""The states of a forum and the ways between them.

| from \ to | convened | open | closed | published | cancelled |
|---|---|---|---|---|---|
| draft | convene | | | | give up, why |
| convened | | open | | | cancel, why |
| open | | | close | | cancel, why |
| closed | | open again, why | | publish its outcome | |
| published | | | take it back, why | | |

Convening announces it and sends the invitations that were prepared. What is cancelled stays readable, and stays so.
"""

from __future__ import annotations

from journal.states import Ways

DRAFT, CONVENED, OPEN, CLOSED, PUBLISHED, CANCELLED = "draft", "convened", "open", "closed", "published", "cancelled"
WAYS: Ways = {
    (DRAFT, CONVENED): False,
    (DRAFT, CANCELLED): True,
    (CONVENED, OPEN): False,
    (CONVENED, CANCELLED): True,
    (OPEN, CLOSED): False,
    (OPEN, CANCELLED): True,
    (CLOSED, OPEN): True,
    (CLOSED, PUBLISHED): False,
    (PUBLISHED, CLOSED): True,
}
ANSWERING = frozenset({CONVENED, OPEN})  # organisations answer and name whom they send
INVITING = frozenset({DRAFT, *ANSWERING})
