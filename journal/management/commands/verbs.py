from importlib import import_module
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.utils.module_loading import module_has_submodule

from journal.verbs import Verb, registered


class Command(BaseCommand):
    help = "Lists every verb with its permission and what its docstring says first."

    def handle(self, *args: Any, **options: Any) -> None:
        for app in apps.get_app_configs():
            if app.module is not None and module_has_submodule(app.module, "actions"):
                import_module(f"{app.name}.actions")
        for name, verb in sorted(registered.items()):
            self.stdout.write(f"{name:45} {permission_of(verb):40} {first_line(verb)}")


def permission_of(verb: Verb) -> str:
    permissions = import_module(f"{verb.app}.permissions")
    name = f"can_{verb.name}"
    return name if hasattr(permissions, name) else "—"


def first_line(verb: Verb) -> str:
    return (verb.function.__doc__ or "").strip().split("\n")[0]
