"""Where this instance lies, and what the environment says of it."""

import contextlib
import os
import secrets
import tomllib
from pathlib import Path

import environ

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "data"))).resolve()
DEBUG = False


def kept_key(given: str, name: str, length: int) -> str:
    """What the environment gives, else the key kept in the data folder, made there of random bytes."""
    if given:
        return given
    kept = DATA_DIR / name
    if not kept.exists():
        keep_new_key(kept, length)
    return kept.read_text().strip()


def keep_new_key(path: Path, length: int) -> None:
    """Server and worker may start together: each writes a file of its own, the first link wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    own = path.with_name(f"{path.name}.{os.getpid()}")
    own.touch(mode=0o600)
    own.write_text(secrets.token_urlsafe(length))
    with contextlib.suppress(FileExistsError):
        path.hardlink_to(own)
    own.unlink()


SECRET_KEY = kept_key(env.str("SECRET_KEY", default=""), "secret_key", 48)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
SITE_URL = env.str("SITE_URL", default="")
# Where the code that runs here can be had (AGPL 13); empty: the page about the platform says whom to ask.
SOURCE_URL = env.str("SOURCE_URL", default="")
VERSION = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["project"]["version"]
CSRF_TRUSTED_ORIGINS = [SITE_URL.rstrip("/")] if SITE_URL.startswith("https://") else []
HTTPS = SITE_URL.startswith("https://")
