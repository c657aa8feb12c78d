"""The forms of needs and offers: their columns. Place and lines are parts of their own (places.py, lines.py)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from journal.forms import ManyRows
from needs.forms.fields import CountField, DayField, DegreesField, SentOnce
from needs.models import Item, Need, Offer, Precision, TargetGroup, Urgency, Visibility
from organizations.models import Organization, Place, Sector
from organizations.queries import governorates

TOLERANCES = [(0, _("Not at all")), (5, "5%"), (10, "10%"), (20, "20%"), (50, "50%")]
SHARED = ("title", "description", "sector", "visibility", "contact", "latitude", "longitude", "precision")


def speaking_organizations() -> Any:
    """Those that can ask and give, and be named."""
    return Organization.objects.filter(status=Organization.Status.VERIFIED, closed_at__isnull=True)


class PostingForm(SentOnce):
    """What a need and an offer say alike."""

    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("For which organisation"), empty_label=_("Choose")
    )
    title = forms.CharField(
        label=_("In a few words"),
        max_length=120,
        widget=forms.TextInput(attrs={"placeholder": _("Blankets for families that return")}),
    )
    description = forms.CharField(
        label=_("More about it"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    sector = forms.ModelChoiceField(
        Sector.objects.none(), label=_("Sector"), required=False, empty_label=_("That of the first line")
    )
    visibility = forms.ChoiceField(
        label=_("Who sees it"), choices=Visibility.choices, widget=forms.RadioSelect, initial=Visibility.MEMBERS
    )
    named = ManyRows(Organization.objects.none(), label=_("Organisations I name"), required=False)
    contact = forms.CharField(
        label=_("How to reach you"),
        required=False,
        max_length=160,
        help_text=_("A name and a number. Shown only to an organisation whose pledge you have accepted."),
    )
    latitude = DegreesField(label=_("Latitude"))
    longitude = DegreesField(label=_("Longitude"))
    precision = forms.ChoiceField(
        label=_("What others are told of the point"), choices=Precision.choices, initial=Precision.SUBDISTRICT
    )

    def __init__(self, *arguments: Any, is_helping: bool = False, hides: Iterable[str] = (), **named: Any) -> None:
        """`is_helping`: the secretariat, which says for whom it writes. `hides`: columns not for the writer."""
        super().__init__(*arguments, **named)
        self.fields["sector"].queryset = Sector.objects.filter(is_active=True)  # type: ignore[attr-defined]
        speaking = speaking_organizations()
        self.fields["named"].queryset = speaking  # type: ignore[attr-defined]
        if is_helping:
            self.fields["organization"].queryset = speaking  # type: ignore[attr-defined]
        else:
            del self.fields["organization"]
        for name in hides:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("visibility") == Visibility.NAMED and not given.get("named"):
            self.add_error("named", _("Name the organisations that are to see it."))
        if given.get("visibility") != Visibility.NAMED and "named" in given:
            given["named"] = []
        return given

    def spare(self) -> None:
        """Whoever is still writing is not told what is missing."""
        self._errors = ErrorDict()

    def details(self) -> dict[str, Any]:
        """As the verbs take them, without place and lines."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"client_id", "organization"}}


class NeedForm(PostingForm):
    """A need, or (`kind`) a care gap: each is asked what belongs to it."""

    urgency = forms.TypedChoiceField(
        label=_("How urgent is it"),
        choices=Urgency.choices,
        coerce=int,
        initial=Urgency.MONTH,
        widget=forms.RadioSelect,
    )
    target_groups = ManyRows(
        TargetGroup.objects.none(), label=_("For whom"), required=False, widget=forms.CheckboxSelectMultiple
    )
    people = CountField(label=_("People"))
    households = CountField(label=_("Households"))
    population = CountField(label=_("People concerned"), help_text=_("How many need such a place."))
    existing_capacity = CountField(label=_("Places that exist"))
    missing_capacity = CountField(label=_("Places missing"))
    needed_by = DayField(label=_("Needed by"))
    valid_until = DayField(
        label=_("Valid until"),
        help_text=_("Then you are asked whether it is still so. Left empty: as long as its urgency lets it stand."),
    )
    tolerance = forms.TypedChoiceField(
        label=_("May more be promised than you need"), choices=TOLERANCES, coerce=int, initial=0
    )

    def __init__(self, *arguments: Any, kind: str, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["target_groups"].queryset = TargetGroup.objects.all()  # type: ignore[attr-defined]
        self.kind = kind
        foreign = ["needed_by", "valid_until", "people", "households"]
        if kind != Need.Kind.CARE_GAP:
            foreign = ["population", "existing_capacity", "missing_capacity"]
        for name in foreign:
            del self.fields[name]
        if kind == Need.Kind.CARE_GAP:
            self.fields["missing_capacity"].required = True
            self.fields["urgency"].initial = Urgency.STANDING


class OfferForm(PostingForm):
    available_from = DayField(label=_("Available from"))
    available_until = DayField(label=_("Available until"), help_text=_("Left empty: for two months."))
    can_transport = forms.BooleanField(label=_("We can bring it"), required=False)
    reach = ManyRows(
        Place.objects.none(),
        label=_("Where it can be brought or done"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    conditions = forms.CharField(
        label=_("Conditions"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["reach"].queryset = governorates()  # type: ignore[attr-defined]


class OffersAsked(forms.Form):
    """The filters of the list of offers; what is not understood is not asked."""

    is_all_optional = True

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Search"), "enterkeyhint": "search"}),
    )
    sector = forms.ModelChoiceField(
        Sector.objects.none(), label=_("Sector"), required=False, to_field_name="code", empty_label=_("Every sector")
    )
    place = forms.ModelChoiceField(
        Place.objects.none(), label=_("Governorate"), required=False, empty_label=_("Every governorate")
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["sector"].queryset = Sector.objects.filter(is_active=True)  # type: ignore[attr-defined]
        self.fields["place"].queryset = governorates()  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", _("Any kind")), *Item.Kind.choices]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, str]:
        """As queries.standing_offers takes it."""
        self.is_valid()
        given = self.cleaned_data
        sector, place = given.get("sector"), given.get("place")
        return {
            "text": given.get("q") or "",
            "sector": sector.code if sector else "",
            "place": place.pk if place else "",
            "kind": given.get("kind") or "",
        }


class WhyForm(forms.Form):
    """A reason, asked before something ends."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why.")},
    )

    def __init__(self, *arguments: Any, is_required: bool = True, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["reason"].required = is_required


class StillSoForm(forms.Form):
    """Until when it stands, for whoever says that it is still so."""

    until = DayField(label=_("Until"), help_text=_("Left empty: as long as its urgency lets it stand."))


def initial_of(posting: Need | Offer, names: Mapping[str, Any]) -> dict[str, Any]:
    """What a form shows of what stands already."""
    lists = {"named", "target_groups", "reach"}
    rows = {name: list(getattr(posting, name).all()) for name in lists & set(names)}
    return {name: getattr(posting, name) for name in names if hasattr(posting, name) and name not in lists} | rows
