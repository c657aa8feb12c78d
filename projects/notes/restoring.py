"""An older text made the newest again: as something written now, so that the history keeps everybody's words."""

from __future__ import annotations

from typing import Any

from pycrdt import XmlElement, XmlText

from projects.notes.texts import Text

PORTION = 96 * 1024  # bytes of one update, as far as a block is not longer: an update may have 256 KiB


def restored(now: Text, state: bytes) -> list[bytes]:
    """The updates, in order, that make `now` say what `state` says; `now` says it afterwards."""
    old = Text([state])
    updates: list[bytes] = []
    before, size = now.state, 0
    with now.yjs.transaction():
        del now.root.children[:]
    for child in old.root.children:
        with now.yjs.transaction():
            copy(child, now.root.children)
        size += len(str(child).encode())
        if size > PORTION:
            updates.append(now.missed(before))
            before, size = now.state, 0
    updates.append(now.missed(before))
    return updates


def copy(source: Any, into: Any) -> None:
    """Put a block at the end of some children, with all that is in it."""
    if isinstance(source, XmlText):
        text = XmlText("")
        into.append(text)
        for words, marks in source.diff():
            if isinstance(words, str):
                text.insert(len(text), words, marks)
        return
    given: Any = source.attributes
    element = XmlElement(source.tag, dict(given))
    into.append(element)
    for child in source.children:
        copy(child, element.children)
