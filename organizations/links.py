"""Single-use links: looked up by the digest of their secret, spent by one conditional update so that one user wins."""

from __future__ import annotations

from accounts.models import digest_of
from organizations.models import Invitation, ResetLink
from organizations.permissions import looks_after


def open_invitation(secret: str) -> Invitation | None:
    """The invitation this secret opens; None when it is unknown, used, revoked or too old."""
    found = Invitation.objects.filter(digest=digest_of(secret)).select_related("organization", "made_by").first()
    return found if found is not None and found.is_open else None


def open_reset_link(secret: str) -> ResetLink | None:
    """The reset link this secret opens; None when it is unknown, used, too old, of a suspended account, or made by
    somebody who no longer looks after the person.
    """
    found = ResetLink.objects.filter(digest=digest_of(secret)).select_related("person", "made_by").first()
    if found is None or not (found.is_open and found.person.is_active):
        return None
    return found if looks_after(found.made_by, found.person) else None
