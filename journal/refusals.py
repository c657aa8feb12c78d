"""The ways a verb says no. Pages turn them into form errors, the API into problem documents (config/api.py)."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _


class Refused(PermissionDenied):
    """The actor may not do this to this thing. `code` is for programs, the text for people."""

    def __init__(self, detail: str = "", *, code: str = "permission_denied") -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


class Conflict(Exception):
    """What is asked contradicts what stands; nothing was changed. HTTP 409."""

    def __init__(self, detail: str, *, code: str, **more: Any) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.more = more


class TooSoon(Exception):
    """The same may be done in so many seconds: whoever waits is let in. HTTP 429 with Retry-After."""

    def __init__(self, detail: str, *, code: str, seconds: int) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.seconds = seconds


def require(allowed: bool, detail: str = "", *, code: str = "permission_denied") -> None:
    """The first beat of a verb, and of a page that asks for its input: raise Refused unless `allowed`."""
    if not allowed:
        raise Refused(detail, code=code)


def demand_repeat(is_same: bool) -> None:
    """What comes with a `client_id` that was used must ask for the very same thing, whose first answer it then gets.
    Conflict `client_id_reused` otherwise.
    """
    if not is_same:
        raise Conflict(_("This form has been sent already, with another content."), code="client_id_reused")


def invalid(detail: str, *, code: str, field: str | None = None) -> ValidationError:
    """A ValidationError with a code, about a field or about the whole."""
    error = ValidationError(detail, code=code)
    return ValidationError({field: error}) if field else error


def unseen(field: str) -> ValidationError:
    """What the input names is not there, or not for who sends it: both look alike."""
    return invalid(_("There is nothing like that, or you do not see it."), code="does_not_exist", field=field)
