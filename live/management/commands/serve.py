"""`manage.py serve`: the site and its sockets, on Daphne."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from asgi import application
from live.server import OwnServer


class Command(BaseCommand):
    help = "Serves the site and its live socket until SIGTERM."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=8000, help="TCP port to listen on")
        parser.add_argument("--unix", default="", help="path of a UNIX socket to listen on, instead of host and port")

    def handle(self, *args: Any, **options: Any) -> None:
        host = options["host"].strip("[]").replace(":", r"\:")
        tcp = f"tcp:port={options['port']}:interface={host}"
        server = OwnServer(application, [f"unix:{options['unix']}" if options["unix"] else tcp])
        server.run()
        if server.failed:
            sys.exit(1)
