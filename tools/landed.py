"""Migrations that landed are never edited: somebody's database has run them as they were.

`python -m tools.landed add` writes down the digests of migrations that are new; the house test compares the rest.
"""

import hashlib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "tests" / "landed_migrations.txt"


def landed() -> dict[str, str]:
    """{path: SHA-256} as written down."""
    pairs = (line.split() for line in LIST.read_text().splitlines() if line and not line.startswith("#"))
    return {path: digest for digest, path in pairs}


def digest_of(path: str) -> str:
    """The SHA-256 of a file as it lies here; empty where it is gone."""
    file = ROOT / path
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else ""


def migrations() -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("*/migrations/0*.py"))


def add() -> None:
    """Write down those that are new; what is written already is left as it is."""
    known = landed()
    digests = {path: digest_of(path) for path in migrations()} | known
    lines = [f"{digests[path]}  {path}" for path in sorted(digests)]
    LIST.write_text(
        "# SHA-256 of every migration that landed; `make landed` adds new ones.\n" + "\n".join(lines) + "\n"
    )


if __name__ == "__main__":
    if sys.argv[1:] != ["add"]:
        sys.exit("usage: python -m tools.landed add")
    add()
