from typing import Any

from django.core.management.base import BaseCommand

from journal.deployment import begin_epoch


class Command(BaseCommand):
    help = "After restoring a backup, before the server starts: makes every client drop what it keeps and fetch anew."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(begin_epoch())
