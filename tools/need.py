"""Make sure that this machine has what a make target needs: `python3 tools/need.py python postgresql redis chromium`.

Takes what is there; else installs it by apt where that is allowed without asking; else says what to install and ends
with 1. Runs on the bare Python of the system, before there is a virtual environment.
"""

import glob
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from typing import NamedTuple


def postgresql_folder() -> str | None:
    """The folder of PostgreSQL's server programs, the newest version; Debian keeps them off PATH."""
    if found := shutil.which("initdb"):
        return os.path.dirname(os.path.realpath(found))
    folders = glob.glob("/usr/lib/postgresql/*/bin") + glob.glob("/usr/pgsql-*/bin")
    complete = [folder for folder in folders if os.path.exists(os.path.join(folder, "initdb"))]
    return max(complete, key=lambda folder: [int(number) for number in re.findall(r"\d+", folder)], default=None)


def redis_program() -> str | None:
    """The path of a Redis server, or of Valkey, which answers to the same protocol."""
    return shutil.which("redis-server") or shutil.which("valkey-server")


def chromium_program() -> str | None:
    """The path of a Chromium; the variable CHROMIUM decides when it is set."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if name and (found := shutil.which(name))), None)


def virtual_environments() -> str | None:
    """Whether this Python can make virtual environments: Debian packs that part separately."""
    if sys.version_info < (3, 11):  # noqa: UP036  this file is what an older Python meets first
        sys.exit(f"Multaqa needs Python 3.11 or newer, and this is {sys.version.split()[0]}. PYTHON=… names another.")
    return "venv" if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv") else None


class Need(NamedTuple):
    """One thing a machine must have: how to find it and the Debian package that brings it."""

    find: Callable[[], str | None]
    package: str


NEEDS = {
    "python": Need(virtual_environments, "python3-venv"),
    "postgresql": Need(postgresql_folder, "postgresql"),
    "redis": Need(redis_program, "redis-server"),
    "chromium": Need(chromium_program, "chromium"),
}


def apt() -> list[str] | None:
    """The command that installs without asking, or None where nobody allowed that."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    may = shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"] if may and may.returncode == 0 else None


def install(packages: list[str]) -> None:
    """Install Debian packages, or end with the sentence that tells a person to."""
    by_hand = f"This needs {', '.join(packages)}. On Debian: sudo apt-get install {' '.join(packages)}"
    if not (command := apt()):
        sys.exit(by_hand)
    print(f"Installing {', '.join(packages)} with apt-get", flush=True)
    subprocess.run([*command, "update", "-qq"], check=False, stdin=subprocess.DEVNULL)
    done = subprocess.run(
        [*command, "install", "-y", "-qq", "--no-install-recommends", *packages], check=False, stdin=subprocess.DEVNULL
    )
    if done.returncode:
        sys.exit(by_hand)


def ensure(names: list[str]) -> None:
    """See that each named need is met, installing what is missing where that is allowed."""
    if missing := [NEEDS[name].package for name in names if not NEEDS[name].find()]:
        install(missing)
    importlib.invalidate_caches()
    if still := [NEEDS[name].package for name in names if not NEEDS[name].find()]:
        sys.exit(f"Installed, but not found: {', '.join(still)}")


if __name__ == "__main__":
    ensure(sys.argv[1:])
