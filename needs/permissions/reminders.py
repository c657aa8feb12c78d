"""Reminders are the clock's; nobody else sends them."""

from __future__ import annotations

from journal.actors import Actor


def can_tell_of_found_need(actor: Actor) -> bool:
    return actor.is_clock


def can_remind_of_confirming(actor: Actor) -> bool:
    return actor.is_clock


def can_remind_of_dispatch(actor: Actor) -> bool:
    return actor.is_clock


def can_remind_of_receipt(actor: Actor) -> bool:
    return actor.is_clock
