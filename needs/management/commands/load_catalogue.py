from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from needs.catalogue import load
from needs.models import Item, ItemUnit, TargetGroup
from organizations.models import Sector


class Command(BaseCommand):
    help = "Loads the catalogue that ships with Multaqa; running it again changes only what changed."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            items, groups = load(Item, ItemUnit, TargetGroup, Sector)
        self.stdout.write(f"{items} items, {groups} target groups")
