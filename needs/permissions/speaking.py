"""Who speaks for an organisation where it asks and gives."""

from __future__ import annotations

from accounts.permissions import is_secretariat
from journal.actors import Actor
from organizations.models import Organization
from organizations.permissions import is_managing, role_of


def may_prepare(actor: Actor, organization: Organization) -> bool:
    """Everybody of a verified organisation may write what it needs or gives; nothing is said by that yet. The
    secretariat may do it for organisations that have nobody who types.
    """
    if not organization.is_verified:
        return False
    return is_secretariat(actor) or role_of(actor, organization) is not None


def may_speak(actor: Actor, organization: Organization) -> bool:
    """Its signatories and managers, and the secretariat in its stead."""
    return organization.is_verified and (is_secretariat(actor) or is_managing(actor, organization))
