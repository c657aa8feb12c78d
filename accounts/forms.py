"""The shape of what people type on the settings pages; the rules are the verbs'."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Language, User

HALF_YEAR, YEAR = 180, 365
LIFETIMES = [(7, _("A week")), (30, _("A month")), (HALF_YEAR, _("Half a year")), (YEAR, _("A year"))]


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only for mypy
    """What one says of oneself, how the pages look and how much they fetch: one form, so that one save keeps all."""

    class Meta:
        model = User
        fields: ClassVar[list[str]] = [
            "display_name",
            "phone",
            "phone_shown",
            "email_shown",
            "language",
            "digits",
            "theme",
            "data_saver",
        ]
        labels: ClassVar[dict[str, object]] = {"theme": _("Colours")}
        help_texts: ClassVar[dict[str, object]] = {
            "display_name": _("As your colleagues know you."),
            "data_saver": _("For a weak or dear line: pictures wait until you ask, and counters come less often."),
        }
        widgets: ClassVar[dict[str, object]] = {
            "display_name": forms.TextInput({"autocomplete": "name", "dir": "auto"}),
            "phone": forms.TextInput({"type": "tel", "autocomplete": "tel"}),
        }


class AvatarForm(forms.Form):
    """A picture; what it holds is looked at by pictures.square_webp."""

    picture = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG, PNG, WebP or GIF, at most 8 MB. It is cut to a square; where it was taken is removed."),
        widget=forms.ClearableFileInput({"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )


class TokenForm(forms.Form):
    """A new token's name and life."""

    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        help_text=_("What will use it, so that you know later: “attendance sheet”."),
        widget=forms.TextInput({"autocomplete": "off", "dir": "auto"}),
    )
    days = forms.TypedChoiceField(label=_("Ends after"), coerce=int, choices=LIFETIMES, initial=30)


class SuspensionForm(forms.Form):
    """Why an account is closed for now; may be left out."""

    reason = forms.CharField(required=False, max_length=300)


class LanguageForm(forms.Form):
    """The language asked for in the shell, and where to go on."""

    language = forms.ChoiceField(choices=Language.choices)
    next = forms.CharField(required=False, max_length=500)
