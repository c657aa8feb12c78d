"""Who does something: a person, for an organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser

if TYPE_CHECKING:
    from accounts.models import User

Person = Any  # a row of settings.AUTH_USER_MODEL, or AnonymousUser; the journal lies below accounts
OrganizationRow = Any  # a row of organizations.Organization; the journal lies below it


@dataclass(frozen=True)
class Actor:
    """A person and the organisation they speak for (or None). The clock acts as `Actor.clock()`, without a person."""

    person: User | AnonymousUser | None
    organization: OrganizationRow | None = None

    @classmethod
    def clock(cls) -> Actor:
        return cls(person=None)

    @property
    def is_clock(self) -> bool:
        return self.person is None

    @property
    def is_person(self) -> bool:
        """Is somebody signed in, whose account is not suspended?"""
        return self.person is not None and self.person.is_authenticated and self.person.is_active

    @property
    def user(self) -> User:
        """The signed-in person; a programming error where there is none."""
        if not self.is_person:
            raise TypeError("this actor is nobody in particular")
        return self.person  # type: ignore[return-value]

    @property
    def person_id(self) -> int | None:
        return self.person.pk if self.person is not None else None

    @property
    def organization_id(self) -> int | None:
        return self.organization.pk if self.organization is not None else None
