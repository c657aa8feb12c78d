"""allauth's forms as our pages show them: every field has a label above it, so none repeats it inside."""

from __future__ import annotations

from typing import Any

from allauth.account import forms
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _

from arabic.numbers import to_latin_digits


class Calm:
    """Takes the placeholders away."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignInForm(Calm, forms.LoginForm):  # type: ignore[misc]  # allauth ships no types, here and below
    """The link to a forgotten password stands below the form, on the page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Username or e-mail")
        self.fields["login"].widget.attrs |= {"dir": "auto", "autocapitalize": "none", "spellcheck": "false"}
        self.fields["password"].help_text = ""

    def clean_login(self) -> str:
        """A username may be typed with the digits of an Arabic keyboard."""
        return to_latin_digits(str(super().clean_login()))


class ChangePassword(Calm, forms.ChangePasswordForm):  # type: ignore[misc]
    pass


class SetPassword(Calm, forms.SetPasswordForm):  # type: ignore[misc]
    pass


class AskForReset(Calm, forms.ResetPasswordForm):  # type: ignore[misc]
    pass


class ResetPassword(Calm, forms.ResetPasswordKeyForm):  # type: ignore[misc]
    pass


class AddEmail(Calm, forms.AddEmailForm):  # type: ignore[misc]
    pass


class ConfirmPassword(Calm, forms.ReauthenticateForm):  # type: ignore[misc]
    pass


class TypedCode(Calm):
    """A code may be typed with the digits of an Arabic keyboard."""

    cleaned_data: dict[str, Any]

    def clean_code(self) -> str:
        self.cleaned_data["code"] = to_latin_digits(self.cleaned_data["code"])
        return str(super().clean_code())  # type: ignore[misc]


class GiveCode(TypedCode, AuthenticateForm):  # type: ignore[misc]
    pass


class ConfirmCode(TypedCode, ReauthenticateForm):  # type: ignore[misc]
    pass


class ActivateApp(TypedCode, ActivateTOTPForm):  # type: ignore[misc]
    pass


class AddKey(Calm, AddWebAuthnForm):  # type: ignore[misc]
    """A passkey, its name's label in the reader's language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")


class EditKey(Calm, EditWebAuthnForm):  # type: ignore[misc]
    """A passkey's new name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
