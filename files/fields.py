"""A file of a form, looked at before any verb begins."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from files.examining import Examined, FileRefused, examine_bytes
from files.receiving import refusal

LARGEST = 15 * 1024 * 1024  # in one request; larger files come in pieces (files/api.py)


class ExaminedField(forms.FileField):
    """A file that was looked at: files.examining.Examined; None where it may be left out and is."""

    def clean(self, data: Any, initial: Any = None) -> Examined | None:
        upload = super().clean(data, initial)
        if not upload:
            return None
        if upload.size > LARGEST:
            raise ValidationError(_("The file is too large: at most 15 MB here."), code="too_large")
        try:
            return examine_bytes(upload.read(), upload.name or "file")
        except FileRefused as refused:
            raise ValidationError(refusal(refused.code).messages, code=refused.code) from None
