"""Bring the database to today's shape and fill an empty one with the demo.

`make run` calls this; a production start calls `manage.py migrate` and never makes demo data.
"""

import os

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command

from tools.demo_marker import is_demo_interrupted, mark_demo


def database_name() -> str:
    """What tells this database from others: its address without the password."""
    default = settings.DATABASES["default"]
    return f"{default['ENGINE']} {default.get('HOST', '')}:{default.get('PORT', '')} {default['NAME']}"


def main() -> None:
    """Migrate; then make the demo when nobody has an account, or again when it was interrupted."""
    call_command("migrate", interactive=False, verbosity=0)
    database = database_name()
    if is_demo_interrupted(database):
        print("The demo was interrupted; it begins again.", flush=True)
        call_command("flush", interactive=False, verbosity=0)
    elif get_user_model()._default_manager.exists():
        return
    print("Filling the empty database with the demo; this happens once.", flush=True)
    mark_demo(database, is_finished=False)
    call_command("make_demo")
    mark_demo(database, is_finished=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main()
