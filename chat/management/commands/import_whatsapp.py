import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from chat.actions import import_history, start_history
from chat.models import Room
from chat.queries.exports import opened, preview
from chat.tasks import write_imports
from journal.actors import Actor


class Command(BaseCommand):
    help = "Brings a room's history along from a WhatsApp export (.txt or .zip); prints a summary as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--room", type=int, required=True, help="the room's number, as in its address")
        parser.add_argument("--dry-run", action="store_true", help="read and count, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        room = Room.objects.filter(pk=options["room"]).first()
        if room is None:
            raise CommandError(f"There is no room {options['room']}.")
        try:
            source = options["file"].read_bytes()
            export = opened(source, options["file"].name)
        except OSError as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        seen = preview(export, room)
        if not options["dry_run"]:
            actor = Actor.clock()
            history = import_history(actor=actor, room=room, source=source, filename=options["file"].name, preview=seen)
            start_history(actor=actor, history=history, people=dict.fromkeys({each.sender for each in export.messages}))
            write_imports(history.pk, most=len(export.messages))
        self.stdout.write(json.dumps(seen["summary"], ensure_ascii=False, indent=2))
