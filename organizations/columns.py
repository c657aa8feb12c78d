"""Checking a row's columns as written, before it is stored."""

from collections.abc import Collection, Iterable, Mapping
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


def set_columns(
    row: models.Model, details: Mapping[str, Any], known: Collection[str], paragraphs: Collection[str] = ()
) -> list[str]:
    """Set columns, their text cleaned, on one line save for `paragraphs`; the names of those that changed. TypeError
    for what is not among the `known` ones. What columns demand is asked by `check_columns` afterwards.
    """
    if unknown := set(details) - set(known):
        raise TypeError(f"no such details: {sorted(unknown)}")
    before = {name: stands_in(row, name) for name in details}
    for name, value in details.items():
        setattr(row, name, clean_lines(value, paragraphs=name in paragraphs))
    return [name for name in details if stands_in(row, name) != before[name]]


def stands_in(row: models.Model, name: str) -> Any:
    """What stands in a column; of another row its number."""
    return getattr(row, row._meta.get_field(name).attname)  # type: ignore[union-attr]


def clean_lines(value: Any, *, paragraphs: bool = False) -> Any:
    """Text without invisible signs, on one line unless it has paragraphs; other values stay."""
    if not isinstance(value, str):
        return value
    return defuse(value).strip() if paragraphs else defuse_name(value)


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
