"""A note's words alone: what is searched, and shown where there is no room for more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from projects.notes.blocks import TEXTS, Block

LONGEST = 400_000  # characters


def plain(blocks: Iterable[Block]) -> str:
    """A line for each paragraph; the cells of a row beside each other."""
    return "\n".join(lines(blocks))[:LONGEST]


def lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if block.kind == "tableRow":
            yield "\t".join(" ".join(lines(cell.blocks)) for cell in block.blocks)
        elif block.kind in TEXTS:
            yield block.words
        else:
            yield from lines(block.blocks)
