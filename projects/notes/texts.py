"""A note's text as a Yjs document: read from what is stored, and what may be added to it.

The text is an XmlFragment named `default`, as Tiptap's collaboration writes it.
"""

from __future__ import annotations

from collections.abc import Iterable

import pycrdt
from pycrdt import Doc, TransactionEvent, XmlFragment

LARGEST_UPDATE = 256 * 1024  # bytes
ROOT = "default"
NOTHING = b"\x00\x00"  # an update without anything in it
EMPTY_STATE = b"\x00"  # the state vector of a document in which nothing was ever written


class BadUpdate(Exception):
    """Bytes that are no update, or no state vector."""


class Incomplete(Exception):
    """An update that stands on something this document never got: it can be neither shown nor kept."""


class Text:
    """A Yjs document that says what each addition really brought."""

    def __init__(self, updates: Iterable[bytes] = ()) -> None:
        self.yjs: Doc[XmlFragment] = Doc()
        for update in updates:
            self.yjs.apply_update(update)
        self.brought: list[bytes] = []
        self.hearing = self.yjs.observe(self.hear)

    def hear(self, event: TransactionEvent) -> None:
        self.brought.append(event.update)

    @property
    def root(self) -> XmlFragment:
        return self.yjs.get(ROOT, type=XmlFragment)

    @property
    def state(self) -> bytes:
        """The state vector: how much of each editor is in it."""
        return self.yjs.get_state()

    def add(self, update: bytes) -> bytes:
        """Add what somebody wrote; returns what of it was new, NOTHING if all was known.

        Raises BadUpdate, which leaves the document as it was, or Incomplete, after which it must be opened anew: it
        holds back what it cannot place, would show it to nobody, and yet count on it.
        """
        self.brought.clear()
        try:
            self.yjs.apply_update(update)
            lacking = pycrdt.get_update(update, self.state)
        except ValueError as broken:
            raise BadUpdate(str(broken)) from broken
        if lacking[:1] != b"\x00":
            raise Incomplete("it stands on something unknown")
        return merged(self.brought)

    def missed(self, state: bytes = EMPTY_STATE) -> bytes:
        """What somebody lacks who has `state`; BadUpdate where that is no state vector."""
        try:
            return self.yjs.get_update(state or EMPTY_STATE)
        except ValueError as broken:
            raise BadUpdate(str(broken)) from broken


def merged(updates: list[bytes]) -> bytes:
    """Several updates as one."""
    if len(updates) < 2:
        return updates[0] if updates else NOTHING
    return pycrdt.merge_updates(*updates)
