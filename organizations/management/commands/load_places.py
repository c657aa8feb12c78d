from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from organizations.models import Place, Sector
from organizations.places import load


class Command(BaseCommand):
    help = "Loads the places and sectors that ship with Multaqa; running it again changes only what changed."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            places, sectors = load(Place, Sector)
        self.stdout.write(f"{places} places, {sectors} sectors")
