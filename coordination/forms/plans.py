"""The shape of what the pages of unified plans send."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from arabic.numbers import parse_decimal
from coordination.models import PlanLine, UnifiedPlan
from coordination.plan_states import WAYS
from journal.forms import ManyRows, StatusForm
from journal.states import ways_from
from meetings.models import Body, Session
from meetings.permissions import sessions_for
from needs.models import TargetGroup
from needs.quantities import shown, stored
from organizations.models import Place, Sector
from organizations.queries import governorates, main_sectors
from projects.models import Project

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
Status = UnifiedPlan.Status
ACTS: dict[tuple[str, str], Promise] = {
    (Status.DRAFT, Status.SIGNING): _("Put it to signing: every organisation in it is asked to sign"),
    (Status.SIGNING, Status.DRAFT): _("Take it back, to write on"),
    (Status.SIGNED, Status.DRAFT): _("Open it again, to write on"),
    (Status.SIGNED, Status.ENDED): _("End it: it is carried out, or its time is over"),
    (Status.DRAFT, Status.ENDED): _("Give it up"),
}


def acts_from(status: str) -> list[tuple[str, Promise]]:
    """[(state one may go to, what that does)]."""
    return [(after, ACTS[status, after]) for after in ways_from(WAYS, status)]


class NumberField(forms.Field):
    """A number typed with any digits; nothing typed is None. `whole`: a count."""

    def __init__(self, *, whole: bool = False, **named: Any) -> None:
        self.whole = whole
        attrs = {"inputmode": "numeric" if whole else "decimal", "autocomplete": "off", "dir": "ltr", "maxlength": 24}
        super().__init__(**{"widget": forms.TextInput(attrs=attrs), "required": False, **named})

    def prepare_value(self, value: Any) -> Any:
        return format(value, "f") if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | int | None:
        text = str(value if value is not None else "").strip()
        if not text:
            return None
        try:
            number = parse_decimal(text[:25])
        except ValueError:
            raise forms.ValidationError(_("Write a number, such as 12.5."), code="invalid_amount") from None
        if not self.whole:
            return number
        if number < 0 or number != number.to_integral_value():
            raise forms.ValidationError(_("Write a whole number."), code="invalid_count")
        return int(number)


class PlanForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=160)
    about = forms.CharField(
        label=_("What it is about"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    sector = forms.ModelChoiceField(
        Sector.objects.none(), label=_("Sector"), required=False, empty_label=_("Several sectors")
    )
    place = forms.ModelChoiceField(
        Place.objects.none(), label=_("Governorate"), required=False, empty_label=_("The whole country")
    )
    starts_on = forms.DateField(label=_("Begins on"), widget=DAY)
    ends_on = forms.DateField(label=_("Ends on"), widget=DAY)
    session = forms.ModelChoiceField(
        Session.objects.none(), label=_("Workshop in which it is written"), required=False, empty_label=_("None")
    )

    def __init__(self, *given: Any, user: Any, body: Body, plan: UnifiedPlan | None = None, **named: Any) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        fields["client_id"].initial = uuid4
        fields["sector"].queryset, fields["place"].queryset = main_sectors(), governorates()
        fields["session"].queryset = sessions_for(user).filter(body=body).order_by("starts_at", "pk")
        if plan is not None:
            del fields["client_id"]
            self.initial = {**{name: getattr(plan, name) for name in fields}, **self.initial}
            if plan.place is not None:
                fields["place"].queryset |= Place.objects.filter(pk=plan.place.pk)

    def details(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "client_id"}


class PlanLineForm(forms.Form):
    """What an organisation will do; of a line that stands `version` is the one that was read."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    activity = forms.CharField(label=_("What you will do"), max_length=200)
    place = forms.ModelChoiceField(Place.objects.none(), label=_("Where"), required=False)
    target_group = forms.ModelChoiceField(
        TargetGroup.objects.none(), label=_("For whom"), required=False, empty_label=_("Everybody")
    )
    starts_on = forms.DateField(label=_("From"), widget=DAY)
    ends_on = forms.DateField(label=_("Until"), widget=DAY)
    quantity = NumberField(label=_("How much"))
    unit = forms.CharField(
        label=_("Of what"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Baskets, courses, classrooms …")}),
    )
    people = NumberField(label=_("People it reaches"), whole=True)
    sector = forms.ModelChoiceField(
        Sector.objects.none(), label=_("Sector"), required=False, empty_label=_("None of them")
    )

    def __init__(self, *given: Any, plan: UnifiedPlan, line: PlanLine | None = None, **named: Any) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        fields["client_id"].initial = uuid4
        fields["target_group"].queryset = TargetGroup.objects.all()
        fields["sector"].queryset = Sector.objects.filter(is_active=True)
        fields["sector"].initial = plan.sector
        fields["starts_on"].initial, fields["ends_on"].initial = plan.starts_on, plan.ends_on
        offer_places(fields["place"], plan)
        del fields["version" if line is None else "client_id"]
        if line is not None:
            self.initial = {**{name: getattr(line, name) for name in fields}, **self.initial}
            if line.quantity is not None:
                self.initial["quantity"] = shown(line.quantity)

    def clean_quantity(self) -> int | None:
        amount = self.cleaned_data["quantity"]
        if amount is None:
            return None
        try:
            return stored(amount)
        except ValueError:
            raise forms.ValidationError(_("Write how much, as a number above zero."), code="invalid_quantity") from None

    def details(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "client_id"}


def offer_places(field: Any, plan: UnifiedPlan) -> None:
    """All that lies in the plan's place, by governorate; nothing chosen is the whole of it."""
    places = Place.objects.filter(pcode__startswith=plan.place_id or "").order_by("pcode")
    field.queryset = places
    whole = str(plan.place) if plan.place else str(_("The whole country"))
    field.choices = [("", whole), *grouped(places)]


def grouped(places: Iterable[Place]) -> list[tuple[str, list[tuple[str, str]]]]:
    """[(governorate, [(p-code, name)])]; what lies deeper is indented."""
    found: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    for place in places:
        _name, rows = found.setdefault(place.pk[:4], (str(place), []))
        rows.append((place.pk, f"{' – ' * (place.level - 1)}{place}"))
    return list(found.values())


class PlanStatusForm(StatusForm):
    asks = _("What now?")
    why = _("Needed where it is taken back or given up; everybody who takes part reads it.")


class SigningForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class PlanProjectForm(forms.Form):
    """Which lines of one's own become work, and in which project."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    project = forms.ModelChoiceField(
        Project.objects.none(), label=_("In which project"), required=False, empty_label=_("A new project")
    )
    title = forms.CharField(
        label=_("Name of the new project"), max_length=120, required=False, help_text=_("Left empty, the plan's title.")
    )
    lines = ManyRows(PlanLine.objects.none(), label=_("Your lines"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *given: Any, plan: UnifiedPlan, lines: Any, projects: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        fields["client_id"].initial, fields["title"].initial = uuid4, plan.title[:120]
        fields["lines"].queryset = fields["lines"].initial = lines
        fields["project"].queryset = projects
        if not projects.exists():
            del fields["project"]
