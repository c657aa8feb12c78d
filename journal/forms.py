"""How a verb's refusal becomes a form error, or words above the next page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, TypeVar

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import IntegerField
from django.forms import BaseForm, CharField, ChoiceField, Form, ModelMultipleChoiceField, RadioSelect, Textarea
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from journal.ids import id_of
from journal.refusals import Conflict, TooSoon
from journal.states import LONGEST_REASON

Made = TypeVar("Made")
REASON = Textarea(attrs={"rows": 3, "maxlength": LONGEST_REASON})


def apply_form(form: BaseForm, act: Callable[[dict[str, Any]], Made]) -> Made | None:
    """Call a verb with a valid form's data; None when the form is empty or wrong, or the verb refuses the input.

    A form that has a field for each of several rows says by its own `field_of(conflict)` which of them is meant.
    """
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return act(form.cleaned_data)
    except ValidationError as refusal:
        add_refusal(form, refusal)
    except (Conflict, TooSoon) as no:
        field = form.field_of(no) if hasattr(form, "field_of") else None
        form.add_error(field if field in form.fields else None, no.detail)
    return None


def attempt(request: HttpRequest, act: Callable[[], object], done: str = "") -> bool:
    """What a button does: do it and say `done`, or say why not. Refused is left to the 403 page."""
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    except (Conflict, TooSoon) as no:
        messages.error(request, no.detail)
        return False
    if done:
        messages.success(request, done)
    return True


def onward(request: HttpRequest, done: str, to: str, *args: Any) -> HttpResponse:
    """A form was applied: lead on, and say above that page what is `done`."""
    messages.success(request, done)
    return redirect(to, *args)


def add_refusal(form: BaseForm, refusal: ValidationError) -> None:
    """A verb may speak of a field that the form does not have; then it is said above the form."""
    by_field = refusal.error_dict if hasattr(refusal, "error_dict") else {NON_FIELD_ERRORS: refusal.error_list}
    for field, errors in by_field.items():
        for error in errors:
            form.add_error(field if field in form.fields else None, error)


class StatusForm(Form):
    """Where a thing goes from the state it is in: one of `acts`, [(state, what that does)]. A form of it says what it
    `asks` and who reads `why`.
    """

    asks: ClassVar[Any] = ""
    why: ClassVar[Any] = ""
    status = ChoiceField(widget=RadioSelect)
    reason = CharField(label=_("Why"), required=False, max_length=LONGEST_REASON, widget=REASON)

    def __init__(self, *given: Any, acts: Sequence[tuple[str, Any]], **named: Any) -> None:
        super().__init__(*given, **named)
        field: Any = self.fields["status"]
        field.label, field.choices = self.asks, acts
        self.fields["reason"].help_text = self.why


class ManyRows(ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several rows by their numbers; a number that no database counts to is a choice that does not exist."""

    def clean(self, value: Any) -> Any:
        if self.queryset is not None and isinstance(self.queryset.model._meta.pk, IntegerField):
            for pk in value or []:
                if id_of(pk) is None:
                    raise ValidationError(
                        self.error_messages["invalid_choice"], code="invalid_choice", params={"value": str(pk)[:20]}
                    )
        return super().clean(value)
