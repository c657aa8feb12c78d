"""The verbs of a forum's feed: a secret address under which one's calendar program reads its programme."""

from __future__ import annotations

from accounts.models import digest_of, new_secret
from coordination import permissions
from coordination.models import Forum, ForumFeedKey
from journal.actors import Actor
from journal.records import record
from journal.refusals import require
from journal.verbs import verb


@verb
def create_forum_feed_key(*, actor: Actor, forum: Forum) -> tuple[ForumFeedKey, str]:
    """An address for its programme, and its secret, which is told this once. Whoever has one already gets another one,
    and the first ends.
    """
    require(permissions.can_create_forum_feed_key(actor, forum))
    ForumFeedKey.objects.filter(forum=forum, person=actor.user).delete()
    secret = new_secret()
    key = ForumFeedKey.objects.create(forum=forum, person=actor.user, digest=digest_of(secret))
    record("forum_feed_key_created", stream=f"user.{key.person_id}", actor=actor, subject=forum)
    return key, secret


@verb
def revoke_forum_feed_key(*, actor: Actor, forum: Forum) -> None:
    """One's own address answers no more. Twice changes nothing."""
    require(permissions.can_revoke_forum_feed_key(actor, forum))
    if ForumFeedKey.objects.filter(forum=forum, person=actor.user).delete()[0]:
        record("forum_feed_key_revoked", stream=f"user.{actor.user.pk}", actor=actor, subject=forum)
