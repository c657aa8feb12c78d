"""Who may do what in the library of texts."""

from __future__ import annotations

from journal.actors import Actor
from legislation.models import Instrument
from legislation.permissions.seen import keeps_library


def can_create_instrument(actor: Actor) -> bool:
    return keeps_library(actor)


def can_edit_instrument(actor: Actor, instrument: Instrument) -> bool:
    """What it is called, its days, its topics, its scan, what it does to others: whoever keeps the library."""
    return keeps_library(actor)


def can_set_source(actor: Actor, instrument: Instrument) -> bool:
    return can_edit_instrument(actor, instrument)


def can_publish_instrument(actor: Actor, instrument: Instrument) -> bool:
    return keeps_library(actor)


def can_discard_instrument(actor: Actor, instrument: Instrument) -> bool:
    """As long as nobody else has read it."""
    return keeps_library(actor) and instrument.published_at is None


def can_set_instrument_status(actor: Actor, instrument: Instrument) -> bool:
    return keeps_library(actor)


def can_link_instruments(actor: Actor, instrument: Instrument) -> bool:
    return keeps_library(actor)


def can_unlink_instruments(actor: Actor, instrument: Instrument) -> bool:
    return keeps_library(actor)


def can_note_citations(actor: Actor) -> bool:
    """The worker, which follows what happens to texts, and whoever brings them in."""
    return actor.is_clock or keeps_library(actor)


# Topics ---------------------------------------------------------------------------------------------------------------
def can_create_topic(actor: Actor) -> bool:
    return keeps_library(actor)


def can_edit_topic(actor: Actor) -> bool:
    return keeps_library(actor)


def can_follow_topic(actor: Actor) -> bool:
    return actor.is_person and not actor.user.is_bot


def can_unfollow_topic(actor: Actor) -> bool:
    return can_follow_topic(actor)


# Circulars ------------------------------------------------------------------------------------------------------------
def can_acknowledge_circular(actor: Actor, instrument: Instrument) -> bool:
    """People of verified organisations, each for the one they speak for."""
    if not actor.is_person or actor.user.is_bot or instrument.published_at is None:
        return False
    return actor.organization is not None and actor.organization.is_verified


def can_read_acknowledgements(actor: Actor, instrument: Instrument) -> bool:
    """By name; how many they are, everybody reads."""
    return keeps_library(actor)
