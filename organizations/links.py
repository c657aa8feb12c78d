"""Single-use links: looked up by the digest of their secret, spent by one conditional update so that one user wins."""

from __future__ import annotations

from django.utils import timezone

from accounts.models import User, digest_of
from organizations.models import Invitation, ResetLink
from organizations.permissions import looks_after


def open_invitation(secret: str) -> Invitation | None:
    """The invitation this secret opens; None when it is unknown, used, revoked or too old."""
    found = Invitation.objects.filter(digest=digest_of(secret)).select_related("organization", "made_by").first()
    return found if found is not None and found.is_open else None


def spend_invitation(invitation: Invitation, person: User) -> bool:
    """Mark it used by the person; False when somebody was quicker."""
    now = timezone.now()
    unused = Invitation.objects.filter(pk=invitation.pk, used_at__isnull=True, revoked_at__isnull=True)
    return bool(unused.filter(expires_at__gt=now).update(used_at=now, used_by=person))


def open_reset_link(secret: str) -> ResetLink | None:
    """The reset link this secret opens; None when it is unknown, used, too old, of a suspended account, or made by
    somebody who no longer looks after the person.
    """
    found = ResetLink.objects.filter(digest=digest_of(secret)).select_related("person", "made_by").first()
    if found is None or not (found.is_open and found.person.is_active):
        return None
    return found if looks_after(found.made_by, found.person) else None


def spend_reset_link(link: ResetLink) -> bool:
    """Mark it used; False when somebody was quicker."""
    now = timezone.now()
    return bool(ResetLink.objects.filter(pk=link.pk, used_at__isnull=True, expires_at__gt=now).update(used_at=now))
