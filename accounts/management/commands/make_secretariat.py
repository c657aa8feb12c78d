from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.actions import make_secretariat
from accounts.models import User
from journal.actors import Actor


class Command(BaseCommand):
    help = "Lets a person run the instance: the first one of the secretariat; the others are made by those who are."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(username=options["username"], is_active=True).first()
        if person is None:
            raise CommandError(f"There is no active account named {options['username']}.")
        make_secretariat(actor=Actor.clock(), person=person)
        self.stdout.write(f"{person.username} is of the secretariat.")
