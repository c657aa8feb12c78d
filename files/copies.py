"""A copy that a visitor sends is compared with what is kept, by its fingerprint; nothing of it stays."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest

from accounts.tries import count_one, is_barred, key_of
from files.fields import LARGEST

COPIES = 30  # files that are looked at for one address in that time


def compared(request: HttpRequest, form: Form, same: Callable[[str], object]) -> dict[str, Any]:
    """What the page of a document says of the `file` in the form: what it is the `same` as, by its SHA-256; or
    `is_too_much` where it is not looked at.
    """
    if not form.is_valid():
        return {}
    file, key = form.cleaned_data["file"], key_of("compare", request)
    if file.size > LARGEST or is_barred(key, COPIES):
        return {"is_too_much": True}
    count_one(key)
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    return {"is_compared": True, "same": same(digest.hexdigest())}
