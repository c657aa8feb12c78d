"""Pages of paper: Typst's own language into a PDF, set in our typeface."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

FONT = "IBM Plex Sans Arabic"
_BROKEN = re.compile("[\x00-\x09\x0b-\x1f\x7f]")


def as_pdf(source: str) -> bytes:
    """The PDF of a document in Typst's language. What people wrote stands in it as `quoted` only."""
    typeset: Any = typst.compile  # declared for each kind of source, and for this one wrongly
    return bytes(typeset(source.encode(), font_paths=[str(fonts())]))


def fonts() -> Path:
    """Where the build puts our typeface as TTF (vite.config.ts)."""
    return Path(settings.BASE_DIR) / "frontend" / "dist" / "assets"


def quoted(words: str) -> str:
    """A text as a string of Typst's language, in which nothing is a command."""
    inside = _BROKEN.sub("", words).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{inside}"'
