"""PostgreSQL and Redis for one run of the tests: in a temporary folder, on free loopback ports, gone afterwards."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.need import postgresql_folder, redis_program

PATIENCE = 30.0  # seconds a service may take to answer, also on a busy machine
UNKEPT = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}  # for tests


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def temporary_folder(owner: str | None = None) -> Iterator[Path]:
    """A folder of `owner` that is removed at the end; /tmp, because a socket's path may have 107 letters only."""
    folder = Path(tempfile.mkdtemp(prefix="multaqa-", dir="/tmp"))
    if owner:
        shutil.chown(folder, owner)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running(command: list[str], *, port: int, log: Path, stop: signal.Signals, user: str | None) -> Iterator[None]:
    """A service from the moment its port answers; `stop` ends it. Its words are shown only when it does not start."""
    with log.open("wb") as output:
        service = subprocess.Popen(command, stdout=output, stderr=output, start_new_session=True, user=user, cwd="/")
    try:
        wait_for(service, port, log)
        yield
    finally:
        service.send_signal(stop)
        try:
            service.wait(20)
        except subprocess.TimeoutExpired:
            service.kill()
            service.wait()


def wait_for(service: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    """Return when 127.0.0.1:port accepts connections; RuntimeError with the service's words when it never does."""
    give_up = time.monotonic() + PATIENCE
    while service.poll() is None and time.monotonic() < give_up:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"{service.args!r} did not start:\n{log.read_text(errors='replace')}")


def wait_until(is_so: Callable[[], bool], complaint: str) -> None:
    """Its port answers while PostgreSQL starts still. RuntimeError with the complaint when it never is so."""
    give_up = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > give_up:
            raise RuntimeError(complaint)
        time.sleep(0.05)


@contextmanager
def postgresql(*, is_safe: bool = True) -> Iterator[str]:
    """A new PostgreSQL cluster with an empty database; yields its DATABASE_URL. As root it runs as user `postgres`.
    Unless `is_safe` it does not wait for the disk: nothing would survive a crash, and figures mean nothing.
    """
    programs = postgresql_folder()
    if programs is None:
        sys.exit("PostgreSQL's server is not installed.")
    owner = "postgres" if os.geteuid() == 0 else None
    with temporary_folder(owner) as folder:
        cluster, port = folder / "cluster", free_port()
        # UTF-8 with a locale that knows letters: in "C" the trigram index finds no Arabic.
        make = [f"{programs}/initdb", "--locale=C.UTF-8", "--encoding=UTF8", "--auth=trust", "--username=multaqa"]
        subprocess.run([*make, str(cluster)], check=True, stdout=subprocess.DEVNULL, user=owner, cwd="/")
        settings = {"listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": folder}
        settings |= {} if is_safe else UNKEPT
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        serve = [f"{programs}/postgres", "-D", str(cluster), *options]
        # SIGINT is PostgreSQL's fast shutdown: it does not wait for clients.
        with running(serve, port=port, log=folder / "log", stop=signal.SIGINT, user=owner):
            address = ["-h", "127.0.0.1", "-p", str(port), "-U", "multaqa"]
            ready = [f"{programs}/pg_isready", "--quiet", "--host=127.0.0.1", f"--port={port}"]
            wait_until(
                lambda: subprocess.run(ready, check=False, cwd="/").returncode == 0, "PostgreSQL lets nobody in."
            )
            subprocess.run([f"{programs}/createdb", *address, "multaqa"], check=True, cwd="/")
            yield f"postgres://multaqa@127.0.0.1:{port}/multaqa"


@contextmanager
def redis(port: int | None = None) -> Iterator[str]:
    """A new, empty Redis that keeps nothing; yields its REDIS_URL. `port` lets a test bring it back where it was."""
    program = redis_program()
    if program is None:
        sys.exit("Redis's server is not installed.")
    port = port or free_port()
    with temporary_folder() as folder:
        serve = [program, "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--dir", str(folder)]
        with running(serve, port=port, log=folder / "log", stop=signal.SIGTERM, user=None):
            yield f"redis://127.0.0.1:{port}/0"
