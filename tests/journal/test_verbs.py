"""The one door for every write: all of it or nothing, numbered without gaps, announced after commit."""

from __future__ import annotations

import pytest
from django.db import DataError, IntegrityError, OperationalError

from accounts.models import User
from journal.actors import Actor
from journal.announcements import local_listeners
from journal.models import Entry, Stream
from journal.records import record
from journal.verbs import head_of, registered, verb
from tests.factories import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@verb
def rename(*, actor: Actor, person: User, name: str, fail: bool = False) -> User:
    """Rename a person."""
    person.display_name = name
    person.save()
    record("renamed", stream=["user.1", "org.1"], actor=actor, subject=person)
    if fail:
        raise RuntimeError("after the write")
    return person


@verb
def rename_twice(*, actor: Actor, person: User, fail: bool = False) -> None:
    """A verb that calls a verb."""
    rename(actor=actor, person=person, name="أولاً")
    rename(actor=actor, person=person, name="ثانياً", fail=fail)


def heads() -> dict[str, int]:
    return dict(Stream.objects.order_by("name").values_list("name", "head"))


def test_entries_are_numbered_in_every_stream() -> None:
    rename_twice(actor=Actor.clock(), person=make_person())
    assert heads() == {"org.1": 2, "user.1": 2}
    assert [entry.number for entry in Entry.objects.filter(stream__name="org.1").order_by("pk")] == [1, 2]
    assert head_of("user.1") == 2


def test_a_failing_verb_leaves_nothing() -> None:
    person = make_person("كما كان")
    with pytest.raises(RuntimeError):
        rename_twice(actor=Actor.clock(), person=person, fail=True)
    person.refresh_from_db()
    assert (person.display_name, Entry.objects.count(), heads()) == ("كما كان", 0, {})


def test_record_outside_a_verb_is_a_mistake() -> None:
    with pytest.raises(LookupError):
        record("renamed", stream="user.1", actor=Actor.clock(), subject=make_person())


def test_announced_once_and_after_commit(django_capture_on_commit_callbacks: object) -> None:
    heard: list[dict[str, int]] = []
    local_listeners.append(heard.append)
    try:
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            rename_twice(actor=Actor.clock(), person=make_person())
            assert heard == []
    finally:
        local_listeners.remove(heard.append)
    assert heard == [{"org.1": 2, "user.1": 2}]


LOCKED, RACE, WRONG = OperationalError("database is locked"), IntegrityError("made at once"), DataError("too long")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("error", "tries"), [(LOCKED, 3), (RACE, 2), (WRONG, 1)])
@pytest.mark.parametrize("is_last_fine", [True, False])
def test_what_may_pass_is_tried_again(error: Exception, tries: int, is_last_fine: bool) -> None:
    attempts: list[int] = []

    @verb
    def stumble(*, actor: Actor) -> int:
        """Fails until its last attempt, or at that too."""
        attempts.append(1)
        if len(attempts) < tries + (not is_last_fine):
            raise error
        return len(attempts)

    try:
        assert stumble(actor=Actor.clock()) == tries
        assert is_last_fine
    except type(error):
        assert not is_last_fine
    assert len(attempts) == tries
    del registered["tests.stumble"]


@pytest.mark.django_db(transaction=True)
def test_what_does_not_pass_is_not_hidden() -> None:
    @verb
    def stumble(*, actor: Actor) -> None:
        """Always fails."""
        raise OperationalError("database is locked")

    with pytest.raises(OperationalError):
        stumble(actor=Actor.clock())
    del registered["tests.stumble"]
