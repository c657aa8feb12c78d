"""The verbs of topics, and of circulars that are to be read."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from journal.actors import Actor
from journal.holding import held
from journal.records import record
from journal.refusals import Conflict, invalid, require
from journal.verbs import verb
from legislation import permissions
from legislation.models import Acknowledgement, Instrument, Topic, TopicFollow
from organizations.columns import check_columns

DESK = "desk.secretariat"
MOST = 100


@verb
def create_topic(*, actor: Actor, name_ar: str, name_en: str = "") -> Topic:
    """A topic that instruments may be about, the last in the list. One of that name is the same one. ValidationError
    `required`, lengths; Conflict `too_many`.
    """
    require(permissions.can_create_topic(actor))
    name = checked_name(name_ar)
    if (known := Topic.objects.filter(name_ar=name).first()) is not None:
        return known
    count = Topic.objects.count()
    if count >= MOST:
        raise Conflict(_("A hundred topics are too many to choose from."), code="too_many")
    row = Topic(name_ar=name, name_en=defuse_name(name_en), position=count)
    check_columns(row, ["name_ar", "name_en"])
    row.save()
    record("topic_created", stream=DESK, actor=actor, subject=row)
    return row


@verb
def edit_topic(*, actor: Actor, topic: Topic, **names: Any) -> Topic:
    """Call it otherwise (`name_ar`, `name_en`), or give it another `position`. ValidationError `required`; Conflict
    `topic_exists`.
    """
    require(permissions.can_edit_topic(actor))
    if unknown := set(names) - {"name_ar", "name_en", "position"}:
        raise TypeError(f"no such details: {sorted(unknown)}")
    row = held(topic)
    before = (row.name_ar, row.name_en, row.position)
    if "name_ar" in names:
        row.name_ar = checked_name(names["name_ar"])
    row.name_en = defuse_name(names.get("name_en", row.name_en))
    row.position = names.get("position", row.position)
    if (row.name_ar, row.name_en, row.position) == before:
        return row
    if Topic.objects.filter(name_ar=row.name_ar).exclude(pk=row.pk).exists():
        raise Conflict(_("Another topic is called so."), code="topic_exists")
    check_columns(row, ["name_ar", "name_en", "position"])
    row.save()
    record("topic_edited", stream=DESK, actor=actor, subject=row)
    return row


@verb
def follow_topic(*, actor: Actor, topic: Topic) -> TopicFollow:
    """Be told of what is published on it. Twice changes nothing."""
    require(permissions.can_follow_topic(actor))
    row, is_new = TopicFollow.objects.get_or_create(topic=topic, person=actor.user)
    if is_new:
        record("topic_followed", stream=f"user.{actor.person_id}", actor=actor, subject=topic)
    return row


@verb
def unfollow_topic(*, actor: Actor, topic: Topic) -> None:
    """Be told of it no longer. Twice changes nothing."""
    require(permissions.can_unfollow_topic(actor))
    if TopicFollow.objects.filter(topic=topic, person=actor.user).delete()[0]:
        record("topic_unfollowed", stream=f"user.{actor.person_id}", actor=actor, subject=topic)


@verb
def acknowledge_circular(*, actor: Actor, instrument: Instrument) -> Acknowledgement:
    """«I have read this», for the organisation one speaks for; it cannot be taken back, and saying it again changes
    nothing. Conflict `not_asked` for what is not to be acknowledged.
    """
    require(permissions.can_acknowledge_circular(actor, instrument))
    if not instrument.must_be_acknowledged:
        raise Conflict(_("This is not to be acknowledged."), code="not_asked")
    given = {"organization": actor.organization}
    row, is_new = Acknowledgement.objects.get_or_create(instrument=instrument, person=actor.user, defaults=given)
    if is_new:
        Instrument.objects.filter(pk=instrument.pk).update(acknowledged_count=F("acknowledged_count") + 1)
        record("circular_acknowledged", stream=instrument.stream, actor=actor, subject=instrument)
    return row


def checked_name(name: str) -> str:
    words = defuse_name(name).strip()
    if not words:
        raise invalid(_("Give it a name."), code="required", field="name_ar")
    return words
