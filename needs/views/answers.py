"""How pages of needs answer: a refusal becomes words on the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from journal.refusals import Conflict


def attempt(request: HttpRequest, act: Callable[[], Any], done: str) -> bool:
    """Do it and say `done`; or say why not. Refused is left to the 403 page."""
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    except Conflict as error:
        messages.error(request, error.detail)
        return False
    messages.success(request, done)
    return True
