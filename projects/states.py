r"""The states of a project and the ways between them.

| from \ to | active | paused | completed | archived |
|---|---|---|---|---|
| proposed | begin (with two partners or more) | | | give up, why |
| active | | pause, why | complete | |
| paused | go on | | complete, why | give up, why |
| completed | open again, why | | | put away |
| archived | | bring back, why | | |

What is archived is read-only: it comes back paused, so that nobody works on in it by accident.
"""

from __future__ import annotations

from journal.states import Ways

PROPOSED, ACTIVE, PAUSED, COMPLETED, ARCHIVED = "proposed", "active", "paused", "completed", "archived"
WAYS: Ways = {
    (PROPOSED, ACTIVE): False,
    (PROPOSED, ARCHIVED): True,
    (ACTIVE, PAUSED): True,
    (ACTIVE, COMPLETED): False,
    (PAUSED, ACTIVE): False,
    (PAUSED, COMPLETED): True,
    (PAUSED, ARCHIVED): True,
    (COMPLETED, ACTIVE): True,
    (COMPLETED, ARCHIVED): False,
    (ARCHIVED, PAUSED): True,
}
ENDED = frozenset({COMPLETED, ARCHIVED})
