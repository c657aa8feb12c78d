import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from accounts.models import User
from demo.story import tell


class Command(BaseCommand):
    help = "Fills an empty database with invented organisations, people and eight weeks of talk."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scale", type=int, default=1, metavar="N", help="N times the organisations and messages")
        parser.add_argument("--quiet", action="store_true", help="say nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        quiet = options["quiet"]
        if User.objects.exists():
            if not quiet:
                self.stdout.write("The demo is already there (or somebody has an account): nothing was changed.")
            return
        made = tell(
            password=os.environ.get("DEMO_PASSWORD", "multaqa-demo"),
            scale=max(1, options["scale"]),
            now=timezone.now(),
            say=(lambda _words: None) if quiet else self.tell_progress,
        )
        if not quiet:
            self.stdout.write(str(made))

    def tell_progress(self, words: str) -> None:
        self.stdout.write(f"  {words}")
        sys.stdout.flush()
