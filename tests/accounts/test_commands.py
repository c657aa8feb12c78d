"""The first account of an instance, made at the server's own command line."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def test_create_person_and_make_secretariat() -> None:
    call_command("create_person", "Salma", "سلمى", no_password=True, stdout=StringIO())
    call_command("make_secretariat", "salma", stdout=StringIO())
    salma = User.objects.get(username="salma")
    assert salma.is_secretariat
    assert not salma.has_usable_password()


def test_create_person_asks_for_the_password_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["walnut-terrace-41", "walnut-terrace-41", "walnut-terrace-41", "other"])
    monkeypatch.setattr("accounts.management.commands.create_person.getpass", lambda _: next(typed))
    call_command("create_person", "salma", "سلمى", stdout=StringIO())
    assert User.objects.get().check_password("walnut-terrace-41")
    with pytest.raises(CommandError, match="differ"):
        call_command("create_person", "basel", "باسل", stdout=StringIO())


def test_refusals_are_told() -> None:
    make_person(username="salma")
    with pytest.raises(CommandError):
        call_command("create_person", "salma", "سلمى", no_password=True)
    with pytest.raises(CommandError, match="nobody"):
        call_command("make_secretariat", "nobody")
