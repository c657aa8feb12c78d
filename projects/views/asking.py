"""A page that asks for something, and a button that does something: how they answer a verb's yes and no."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from journal.forms import apply_form, onward
from journal.refusals import Conflict


def asking(
    request: HttpRequest,
    template: str,
    form: BaseForm,
    act: Callable[[dict[str, Any]], object],
    *,
    to: str,
    done: str,
    **shown: Any,
) -> HttpResponse:
    """Show a form until the verb takes it; then say `done` and go `to`."""
    if apply_form(form, act) is not None:
        return onward(request, done, to)
    return render(request, template, {**shown, "form": form, "up": to})


def pressed(request: HttpRequest, act: Callable[[], object], *, to: str, done: str) -> HttpResponse:
    """Do it and say `done`, or say why not; go `to`."""
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except Conflict as error:
        messages.error(request, error.detail)
    else:
        messages.success(request, done)
    return redirect(to)
