r"""The states of a unified plan and the ways between them.

| from \ to | signing | signed | draft | ended |
|---|---|---|---|---|
| draft | put it to signing | | | give it up, why |
| signing | | the last organisation signs | take it back, why | |
| signed | | | open it again, why | end it |

Its words change in draft only, so that nobody changes what others are signing. Every change is another wording: whoever
signed an older one is asked anew.
"""

from __future__ import annotations

from journal.states import Ways

DRAFT, SIGNING, SIGNED, ENDED = "draft", "signing", "signed", "ended"
WAYS: Ways = {  # that somebody chooses; to SIGNED leads the last signature alone
    (DRAFT, SIGNING): False,
    (DRAFT, ENDED): True,
    (SIGNING, DRAFT): True,
    (SIGNED, DRAFT): True,
    (SIGNED, ENDED): False,
}
