"""What the worker does with tables that somebody started, whatever they are of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.utils.translation import override

from journal.actors import Actor
from journal.due import keep_claim
from journal.refusals import Refused
from organizations.sheets.brought import BroughtTable

Table = TypeVar("Table", bound=BroughtTable)


@dataclass(frozen=True)
class SheetWork(Generic[Table]):
    """Tables that somebody started, written a few rows at a time by the verbs of an app."""

    model: type[Table]
    near: tuple[str, ...]
    write: Callable[..., bool]
    fail: Callable[..., None]
    forget: Callable[..., None]

    def write_sheet(self, sheet_id: int) -> None:
        """From where it stopped. Where its maker lost the right to, it stops and they are told."""
        sheet = self.found(sheet_id)
        if sheet is None or sheet.state != "running":
            return
        try:
            with override(sheet.made_by.language):
                while self.write(actor=Actor(sheet.made_by, sheet.organization), sheet=sheet):
                    keep_claim()
        except Refused:
            self.fail(actor=Actor.clock(), sheet=sheet)

    def forget_sheet(self, sheet_id: int) -> None:
        if (sheet := self.found(sheet_id)) is not None:
            self.forget(actor=Actor.clock(), sheet=sheet)

    def give_up_sheet(self, sheet_id: int) -> None:
        if (sheet := self.found(sheet_id)) is not None:
            self.fail(actor=Actor.clock(), sheet=sheet)

    def found(self, sheet_id: int) -> Table | None:
        rows = self.model._default_manager.select_related("made_by", "organization", *self.near)
        return rows.filter(pk=sheet_id).first()
