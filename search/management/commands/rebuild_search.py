from typing import Any

from django.core.management.base import BaseCommand

from journal.actors import Actor
from search.actions import rebuild_search


class Command(BaseCommand):
    help = "Has the worker write down anew how everything is found; the search answers meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        rebuild_search(actor=Actor.clock())
        self.stdout.write("The worker fills the search; with 100,000 messages that takes some minutes.")
