"""Pages of paper: Typst's own language into a PDF, set in our typeface. The frame of every page; what stands on it is
written by others (paper/sections.py, projects/notes/paper.py).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

FONT = "IBM Plex Sans Arabic"
INK, FAINT = 'rgb("#0e6e63")', "luma(40%)"
_BROKEN = re.compile("[\x00-\x09\x0b-\x1f\x7f]")
PAGE = """
#set document(title: {title})
#set page(paper: "a4", margin: (x: {side}mm, top: {side}mm + 2mm, bottom: {side}mm + 2mm), footer: context align(center,
  text(size: 8.5pt, fill: luma(40%), {foot} + counter(page).display("1 / 1", both: true))))
#set text(font: "{font}", size: {size}pt, lang: "{language}", dir: {direction})
#set par(leading: 0.8em, spacing: 1.1em)
#set table(stroke: 0.5pt + luma(70%), inset: 6pt)
#show heading: set block(above: 1.5em, below: 0.75em, sticky: true)
#show heading.where(level: 1): set text(size: {largest}pt)
#show heading.where(level: 2): set text(size: {large}pt)
#show heading.where(level: 3): set text(size: {size}pt)
#show link: set text(fill: {ink})
"""
TITLE = """
#block(below: 1.1em, text(size: 19pt, weight: "bold", {title}))
#block(below: 1.5em, text(size: 9.5pt, fill: {faint}, {line}))
"""


def as_pdf(source: str) -> bytes:
    """The PDF of a document in Typst's language; some milliseconds a page, while other threads go on. What people wrote
    stands in it as `quoted` only. It reads no file and no typeface of the machine: every instance sets the same page.
    """
    typeset: Any = typst.compile  # declared for each kind of source, and for this one wrongly
    return bytes(typeset(source.encode(), root=str(fonts()), font_paths=[str(fonts())], ignore_system_fonts=True))


def fonts() -> Path:
    """Where the build puts our typeface as TTF (vite.config.ts)."""
    return Path(settings.BASE_DIR) / "frontend" / "dist" / "assets"


def page(title: str, language: str, *, foot: str = "", size: float = 10, side: int = 18) -> str:
    """How pages look: A4, from right to left in Arabic, `foot` and the number of the page below; `size` of the letters
    in points, `side` the margin in millimetres. What follows may set anew what it wants otherwise.
    """
    return PAGE.format(
        title=quoted(title),
        foot=quoted(f"{foot} · " if foot else ""),
        side=side,
        font=FONT,
        size=size,
        large=round(size * 1.15, 1),
        largest=round(size * 1.4, 1),
        language=language,
        direction=direction_of(language),
        ink=INK,
    )


def titled(title: str, line: str) -> str:
    """What a document begins with: its name, and under it a line that says whose it is and of which day."""
    return TITLE.format(title=quoted(title), line=quoted(line), faint=FAINT)


def direction_of(language: str) -> str:
    return "rtl" if language.startswith("ar") else "ltr"


def quoted(words: str) -> str:
    """A text as a string of Typst's language, in which nothing is a command."""
    inside = _BROKEN.sub("", words).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{inside}"'


def spoken(text: str) -> str:
    """A text as content of Typst's language, with its line breaks."""
    return f"[{' #linebreak() '.join(f'#text({quoted(line)})' for line in text.split(chr(10)))}]"
