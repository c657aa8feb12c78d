from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.actions import create_person
from journal.actors import Actor


class Command(BaseCommand):
    help = "Makes an account and asks for its password: the first one of an instance (then: make_secretariat)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("name", help="as others should read it")
        parser.add_argument("--email", default="")
        parser.add_argument(
            "--no-password", action="store_true", help="nobody can sign in before a reset link was used"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            password_hash = make_password(None if options["no_password"] else self.asked_password())
            person = create_person(
                actor=Actor.clock(),
                username=options["username"],
                display_name=options["name"],
                email=options["email"],
                password_hash=password_hash,
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{person.username} ({person.pk})")

    def asked_password(self) -> str:
        password = getpass("Password: ")
        validate_password(password)
        if getpass("Again: ") != password:
            raise CommandError("The two differ.")
        return password
