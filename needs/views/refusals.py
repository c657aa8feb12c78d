"""How the pages of pledges answer a verb's no."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.forms import BaseForm

from journal.forms import add_refusal
from journal.refusals import Conflict

Made = TypeVar("Made")


def filled(form: BaseForm, act: Callable[[dict[str, Any]], Made]) -> Made | None:
    """Call a verb with a valid form's data; None when the form is empty or wrong, or the verb refuses. Of which line of
    a need too much was asked is said at that line.
    """
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return act(form.cleaned_data)
    except ValidationError as refusal:
        add_refusal(form, refusal)
    except Conflict as no:
        field = f"amount_{no.more.get('need_line') or no.more.get('line')}"
        form.add_error(field if field in form.fields else None, no.detail)
    return None
