import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from journal.worker import work


class Command(BaseCommand):
    help = "Runs followers and due work until it is told to stop (SIGTERM, SIGINT)."

    def handle(self, *args: Any, **options: Any) -> None:
        stopping = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stopping.set())
        work(stopping)
