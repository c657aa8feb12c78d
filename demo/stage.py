"""What the makers of the demo share: the dice, the clock, and who and what exists so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from uuid import UUID

from time_machine import Traveller

from chat.models import Room
from demo.people import Colleague
from organizations.models import Organization, Place, Sector

# Where nobody of the demo works.
NOT_REACHED = {"SY140200", "SY140201", "SY140002", "SY140003"}


@dataclass
class Stage:
    dice: Random
    clock: Traveller
    now: datetime
    scale: int
    say: Callable[[str], object]
    password_hash: str
    governorates: dict[str, Place] = field(default_factory=dict)  # by p-code
    towns: dict[str, list[str]] = field(default_factory=dict)  # names of sub-districts, by the governorate's p-code
    sectors: dict[str, Sector] = field(default_factory=dict)  # by code
    named: dict[str, Organization] = field(default_factory=dict)  # by a key of organizations.NAMED
    called: dict[str, int] = field(default_factory=dict)  # ids by a key of coordination/voices.py
    organizations: list[Organization] = field(default_factory=list)
    cast: dict[str, Colleague] = field(default_factory=dict)  # by username
    colleagues: dict[int, Colleague] = field(default_factory=dict)  # by the person's id
    rooms: dict[str, Room] = field(default_factory=dict)  # by a key of our own

    def new_id(self) -> UUID:
        return UUID(int=self.dice.getrandbits(128), version=4)

    def move_to(self, moment: datetime) -> None:
        self.clock.move_to(moment)

    def add(self, colleague: Colleague) -> Colleague:
        self.colleagues[colleague.user.pk] = colleague
        return colleague


def look_around(stage: Stage) -> None:
    """Learn the places and sectors that ship with Multaqa."""
    stage.sectors = {sector.code: sector for sector in Sector.objects.all()}
    stage.governorates = {place.pcode: place for place in Place.objects.filter(level=1)}
    stage.towns = {pcode: [] for pcode in stage.governorates}
    for town in Place.objects.filter(level=3).exclude(pcode__in=NOT_REACHED):
        stage.towns[town.pcode[:4]].append(town.name_ar.removeprefix("مركز "))
    stage.towns["SY01"] = stage.towns["SY03"]  # the capital is one sub-district; its people go out to the villages
