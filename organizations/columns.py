"""Checking a row's columns as written, before it is stored."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from accounts.names import clean_phone
from arabic.direction import defuse, defuse_name
from arabic.numbers import to_latin_digits
from journal.refusals import invalid

PARAGRAPHS = frozenset({"about", "message"})


def check_columns(row: models.Model, names: Iterable[str]) -> None:
    """Lengths, choices, addresses: what the columns themselves demand. ValidationError by field."""
    asked = set(names)
    row.clean_fields(exclude={field.name for field in row._meta.fields} - asked)


def clean_text(name: str, value: Any) -> Any:
    """Text without invisible signs, which could make one organisation look like another; on one line save for
    paragraphs. Licence and phone numbers get Latin digits: ValidationError `phone_invalid`. Other values stay.
    """
    if not isinstance(value, str):
        return value
    if name in PARAGRAPHS:
        return defuse(value).strip()
    plain = defuse_name(value)
    if name == "licence_number":
        return to_latin_digits(plain)
    return _phone(name, plain) if name.endswith("phone") else plain


def _phone(name: str, text: str) -> str:
    phone = clean_phone(text)
    if phone is None:
        words = _("This does not look like a phone number: digits only, with + before a country's code.")
        raise invalid(words, code="phone_invalid", field=name)
    return phone
