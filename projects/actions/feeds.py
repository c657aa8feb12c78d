"""The verbs of feeds: a secret address under which one's calendar program reads what is due, and its end."""

from __future__ import annotations

from django.utils import timezone

from accounts.models import digest_of, new_secret
from journal.actors import Actor
from journal.records import record
from journal.refusals import require
from journal.verbs import verb
from projects import permissions
from projects.models import FeedKey, Project


@verb
def create_feed_key(*, actor: Actor, project: Project | None = None) -> tuple[FeedKey, str]:
    """An address for what a project plans, or for one's own tasks; and its secret, which is told this once.

    Whoever has one already gets another one, and the first ends.
    """
    require(permissions.can_create_feed_key(actor, project))
    for older in permissions.feed_keys_for(actor.user).filter(project=project):
        end(older)
    secret = new_secret()
    key = FeedKey.objects.create(person=actor.user, project=project, digest=digest_of(secret))
    record("feed_key_created", stream=f"user.{key.person_id}", actor=actor, subject=key)
    return key, secret


@verb
def revoke_feed_key(*, actor: Actor, key: FeedKey) -> FeedKey:
    """The address answers no more. What has ended already stays so."""
    require(permissions.can_revoke_feed_key(actor, key))
    if end(key):
        record("feed_key_revoked", stream=f"user.{key.person_id}", actor=actor, subject=key)
    return key


@verb
def note_feed_read(*, actor: Actor, key: FeedKey) -> None:
    """When a program read it last: whoever looks at their addresses sees which of them are used. Leaves no entry."""
    FeedKey.objects.filter(pk=key.pk).update(read_at=timezone.now())


def end(key: FeedKey) -> bool:
    key.revoked_at = timezone.now()
    return bool(FeedKey.objects.filter(pk=key.pk, revoked_at__isnull=True).update(revoked_at=key.revoked_at))
