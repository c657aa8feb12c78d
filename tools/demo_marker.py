"""A file in the data folder that says whether the demo was begun and finished, and in which database.

A demo that was interrupted may be cleared and begun again, because nothing else can be in that database yet. The
database's name keeps this from ever happening to another one.
"""

import json
import os
from pathlib import Path

MARKER = "demo.json"


def marker() -> Path:
    """Where the marker lies: in the folder of the variable DATA_DIR, default ./data (see config/settings)."""
    return Path(os.environ.get("DATA_DIR", "data")) / MARKER


def marked() -> dict[str, object]:
    """What the marker says; empty when there is none."""
    return dict(json.loads(marker().read_text())) if marker().exists() else {}


def is_demo_finished() -> bool:
    """Whether the data folder belongs to a finished demo."""
    return marked().get("is_finished") is True


def is_demo_interrupted(database: str) -> bool:
    """Whether a demo was begun in this database and never finished."""
    return marked() == {"database": database, "is_finished": False}


def mark_demo(database: str, *, is_finished: bool) -> None:
    """Write down that the demo in this database was begun or finished."""
    marker().write_text(json.dumps({"database": database, "is_finished": is_finished}))
