"""Small pictures of files, made in a process of their own: what a file does to it harms nobody else.

The child (files/drawing.py) knows no Django, has a limit of memory and of time, and says what it drew on its output.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from files.models import StoredFile

PICTURES = {"image/jpeg", "image/png", "image/webp", "image/gif"}
PDF = "application/pdf"
SECONDS = 30
MOST_BYTES = 20 * 1024
PROGRAM = Path(__file__).with_name("drawing.py")


def can_have_preview(file: StoredFile) -> bool:
    return file.type in PICTURES or file.type == PDF


def drawn_preview(file: StoredFile) -> bytes | None:
    """A WebP of at most 20 KB and 480 px; None where none can be drawn of it within 30 s and 768 MiB."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(PROGRAM), file.content.path, file.type],
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={},
        )
    except subprocess.TimeoutExpired:
        return None
    is_drawn = done.returncode == 0 and done.stdout.startswith(b"RIFF") and len(done.stdout) <= MOST_BYTES
    return done.stdout if is_drawn else None
