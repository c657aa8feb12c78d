"""Numbers and days as people type them, with either set of digits."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from arabic.dates import parse_date
from arabic.numbers import parse_decimal, parse_integer

LETTERS = 24


class CountField(forms.Field):
    """A whole number of people or places; nothing typed is None."""

    def __init__(self, **named: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "maxlength": LETTERS}
        super().__init__(**{"required": False, "widget": forms.TextInput(attrs=attrs), **named})

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            number = parse_integer(text[: LETTERS + 1])
        except ValueError:
            number = -1
        if number < 0:
            raise ValidationError(_("Write a whole number."), code="invalid_count")
        return number


class DegreesField(forms.Field):
    """A latitude or longitude, as a map shows it."""

    def __init__(self, **named: Any) -> None:
        attrs = {"inputmode": "decimal", "dir": "ltr", "autocomplete": "off", "maxlength": LETTERS}
        super().__init__(**{"required": False, "widget": forms.TextInput(attrs=attrs), **named})

    def to_python(self, value: Any) -> float | None:
        text = str(value if value is not None else "").strip().removesuffix("°")
        if not text:
            return None
        try:
            return float(parse_decimal(text[: LETTERS + 1]))
        except ValueError:
            raise ValidationError(_("Write degrees with a point: 36.2021"), code="invalid_point") from None


class DayField(forms.Field):
    """A day from the browser's calendar, or typed: 25/6/2026, 25 حزيران 2026."""

    def __init__(self, **named: Any) -> None:
        super().__init__(**{"required": False, "widget": forms.DateInput(attrs={"type": "date"}), **named})

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, date):
            return value.date() if isinstance(value, datetime) else value
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return parse_date(text)
        except ValueError:
            raise ValidationError(_("Write a day as 25/6/2026."), code="invalid_day") from None


class SentOnce(forms.Form):
    """A form that a weak line may send twice and that then counts once."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["client_id"].initial = uuid4
