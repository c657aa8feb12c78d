"""A database in today's shape, kept from one run to the next: migrating takes half a minute, copying it nothing.

`make test` migrates anew and hands it on as MIGRATED_FILE; elsewhere what an earlier run left is taken, as long as
nothing has changed of which it is made. On SQLite only.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".pytest_cache"
MADE_OF = [
    "*/migrations/*.py",
    "*/data/**/*",
    "organizations/places.py",
    "needs/catalogue.py",
    "arabic/*.py",
    "tests/migrated.py",
]


@cache
def kept_file() -> Path:
    """Named by a digest of the migrations, of what they load and load it with, and of the packages."""
    digest = hashlib.sha256()
    for pattern in [*MADE_OF, "requirements/*.txt"]:
        for path in sorted(each for each in ROOT.glob(pattern) if each.is_file() and each.suffix != ".pyc"):
            digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return KEPT / f"migrated-{digest.hexdigest()[:16]}.sqlite3"


def ready_file() -> Path | None:
    """What lies ready to be copied, if anything does."""
    if not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return None
    if handed := os.environ.get("MIGRATED_FILE"):
        return Path(handed)
    return kept_file() if kept_file().exists() and not os.environ.get("CI") else None


def copy_ready() -> None:
    if (ready := ready_file()) is not None:
        shutil.copyfile(ready, settings.DATABASES["default"]["TEST"]["NAME"])


def keep() -> None:
    """Keep what was migrated just now, before any test; older ones go. Two who do it at once write the same. A run with
    --nomigrations made tables without what migrations load into them: nothing to begin on.
    """
    if connection.vendor != "sqlite" or ready_file() is not None or os.environ.get("CI"):
        return
    if MigrationRecorder.Migration._meta.db_table not in connection.introspection.table_names():
        return
    KEPT.mkdir(exist_ok=True)
    written = kept_file().with_suffix(f".{os.getpid()}")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(written)])
    for older in KEPT.glob("migrated-*.sqlite3"):
        older.unlink(missing_ok=True)
    written.replace(kept_file())
