"""manage.py check_ledger: do the counters of needs, offers and pledges equal the sums of what was promised and sent?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from needs.queries.ledger import drift


class Command(BaseCommand):
    help = "Compare the counters of needs, offers and pledges with their ledgers; fails where they differ."

    def handle(self, *args: Any, **options: Any) -> None:
        found = drift()
        for row in found:
            counters = ", ".join(f"{name} {counted} for {summed}" for name, (counted, summed) in row.counters.items())
            self.stderr.write(f"{row.table} {row.pk}: {counters}")
        if found:
            raise CommandError(f"{len(found)} rows differ from their ledger")
        self.stdout.write("The counters equal the ledger.")
