"""The shape of what pages send; what is true is the verbs' to say."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.names import clean_username
from journal.forms import ManyRows
from organizations.models import Application, Organization, Place, Role
from organizations.queries import conveners, governorates, main_sectors


class Search(forms.Form):
    """The directory's filters; what is not understood is not asked."""

    q = forms.CharField(label=_("Search"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    governorate = forms.ModelChoiceField(Place.objects.none(), label=_("Governorate"), required=False)
    sector = forms.ModelChoiceField(main_sectors(), label=_("Sector"), required=False, to_field_name="code")
    union = forms.ModelChoiceField(Organization.objects.none(), label=_("Union or network"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["kind"].choices = [("", _("Any kind")), *Organization.Kind.choices]  # type: ignore[attr-defined]
        self.fields["governorate"].queryset = governorates()  # type: ignore[attr-defined]
        self.fields["governorate"].empty_label = _("Every governorate")  # type: ignore[attr-defined]
        self.fields["sector"].empty_label = _("Every sector")  # type: ignore[attr-defined]
        self.fields["union"].queryset = conveners()  # type: ignore[attr-defined]
        self.fields["union"].empty_label = _("Any union or network")  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """As queries.directory takes it."""
        self.is_valid()
        given = self.cleaned_data
        governorate, sector, union = given.get("governorate"), given.get("sector"), given.get("union")
        return {
            "text": given.get("q") or "",
            "kind": given.get("kind") or "",
            "governorate": governorate.pk if governorate else "",
            "sector": sector.code if sector else "",
            "convener": union.pk if union else None,
        }


class SentOnce(forms.Form):
    """A form that a weak line may send twice and that then counts once."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["client_id"].initial = uuid4


class OrganizationForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is said of an organisation."""

    website = forms.URLField(label=_("Website"), required=False, max_length=200, assume_scheme="https")
    picture = forms.FileField(label=_("Logo"), required=False, widget=forms.FileInput)

    class Meta:
        model = Organization
        fields = [
            "name_ar",
            "name_en",
            "acronym",
            "kind",
            "licence_number",
            "governorate",
            "sectors",
            "places",
            "about",
            "phone",
            "email",
            "address",
        ]
        widgets = {
            "sectors": forms.CheckboxSelectMultiple,
            "about": forms.Textarea(attrs={"rows": 5}),
            "phone": forms.TextInput(attrs={"type": "tel", "dir": "ltr"}),
            "name_en": forms.TextInput(attrs={"dir": "ltr"}),
        }
        field_classes = {"sectors": ManyRows, "places": ManyRows}

    def __init__(self, *arguments: Any, identity_kinds: list[str] | None = None, **named: Any) -> None:
        """`identity_kinds` are those it may become; none at all where its identity stays; None asks nothing."""
        super().__init__(*arguments, **named)
        self.fields["website"].initial = self.instance.website
        self.fields["governorate"].queryset = governorates()  # type: ignore[attr-defined]
        self.fields["governorate"].empty_label = _("Choose")  # type: ignore[attr-defined]
        self.fields["sectors"].queryset = main_sectors()  # type: ignore[attr-defined]
        self.fields["places"].queryset = Place.objects.filter(level__lte=2)  # type: ignore[attr-defined]
        if identity_kinds:
            allowed = [(kind, label) for kind, label in Organization.Kind.choices if kind in identity_kinds]
            self.fields["kind"].choices = allowed  # type: ignore[attr-defined]
        elif identity_kinds is not None:
            for name in ("kind", "name_ar", "licence_number"):
                self.fields[name].disabled = True
                self.fields[name].help_text = _("Verified. Ask who verified it to change this.")

    def details(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in [*self.Meta.fields, "website"]}


class CreateOrganizationForm(SentOnce, OrganizationForm):
    pass


class InvitationForm(SentOnce):
    display_name = forms.CharField(label=_("For whom"), max_length=80, help_text=_("The name as colleagues know it."))
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    days = forms.IntegerField(label=_("Ends after how many days"), min_value=1, max_value=30, initial=7)

    def __init__(self, *arguments: Any, roles: list[str], **named: Any) -> None:
        super().__init__(*arguments, **named)
        allowed = [(role, label) for role, label in Role.choices if role in roles]
        self.fields["role"].choices = allowed  # type: ignore[attr-defined]
        self.fields["role"].initial = Role.MEMBER


class NewPasswordForm(forms.Form):
    """A password typed twice, as good as the validators ask."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "dir": "ltr"}),
        help_text=_("At least 10 characters. A short sentence is easy to remember."),
    )
    again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "dir": "ltr"}),
    )

    def __init__(self, *arguments: Any, person: User | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.person = person

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error("again", _("The two passwords differ."))
        elif given.get("password"):
            self.judge(given["password"])
        return given

    def judge(self, password: str) -> None:
        given = self.cleaned_data
        named = User(username=given.get("username") or "", display_name=given.get("display_name") or "")
        try:
            validate_password(password, self.person or named)
        except ValidationError as error:
            self.add_error("password", error)


class NewAccountForm(NewPasswordForm):
    """What an invited person chooses."""

    display_name = forms.CharField(label=_("Your name, as others should read it"), max_length=80)
    username = forms.CharField(
        label=_("Username"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "username", "dir": "auto", "autocapitalize": "none"}),
        help_text=_("For signing in: 3 to 40 letters and digits, without spaces."),
    )
    field_order = ["display_name", "username", "password", "again"]

    def clean_username(self) -> str:
        username = clean_username(self.cleaned_data["username"])
        if username is None:
            raise ValidationError(_("Use 3 to 40 letters and digits, and no spaces."), code="username_invalid")
        return username


class ApplicationForm(SentOnce, forms.ModelForm):  # type: ignore[type-arg]
    """The open door. `scan` is looked into by the verb."""

    scan = forms.FileField(label=_("Scan of the licence"), help_text=_("PDF, JPEG or PNG, at most 8 MB."))

    class Meta:
        model = Application
        fields = [
            "name_ar",
            "name_en",
            "kind",
            "licence_number",
            "governorate",
            "sectors",
            "convener",
            "scan",
            "contact_name",
            "contact_phone",
            "contact_email",
            "message",
        ]
        widgets = {
            "sectors": forms.CheckboxSelectMultiple,
            "message": forms.Textarea(attrs={"rows": 3}),
            "contact_phone": forms.TextInput(attrs={"type": "tel", "dir": "ltr"}),
            "name_en": forms.TextInput(attrs={"dir": "ltr"}),
        }
        field_classes = {"sectors": ManyRows}

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["governorate"].queryset = governorates()  # type: ignore[attr-defined]
        self.fields["governorate"].empty_label = _("Choose")  # type: ignore[attr-defined]
        self.fields["sectors"].queryset = main_sectors()  # type: ignore[attr-defined]
        self.fields["convener"].queryset = conveners()  # type: ignore[attr-defined]
        self.fields["convener"].empty_label = _("None: the secretariat decides")  # type: ignore[attr-defined]

    def details(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name not in {"scan", "sectors"}}


class ApplicationStatusForm(forms.Form):
    code = forms.CharField(label=_("Code of the application"), max_length=12, widget=forms.TextInput({"dir": "ltr"}))
    phone = forms.CharField(
        label=_("Phone given in the application"), max_length=20, widget=forms.TextInput({"type": "tel", "dir": "ltr"})
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why.")},
    )


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class ConvenerForm(forms.Form):
    convener = forms.ModelChoiceField(Organization.objects.none(), label=_("Union or network"))

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["convener"].queryset = conveners()  # type: ignore[attr-defined]


class TableForm(forms.Form):
    table = forms.FileField(label=_("File"), help_text=_("XLSX or CSV, at most 1,000 rows."))
