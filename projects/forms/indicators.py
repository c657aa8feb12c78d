"""The shape of what the pages of indicators and periods send."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from needs.quantities import shown
from organizations.models import Place
from organizations.queries import governorates
from projects import figures
from projects.forms.amounts import DAY, AmountField, CountField, SentOnce
from projects.forms.budget import offer_activities
from projects.models import Activity, Count, Indicator, Measurement, Period, Project, Result

COLUMNS = ("title", "definition", "unit", "unit_words", "adds_up", "double_counting", "result", "activity")
KNOWN_SEXES, KNOWN_AGES = figures.SEXES[:2], figures.AGES[:3]  # of those with a disability one knows both


class PeriodForm(SentOnce):
    title = forms.CharField(label=_("Name of the period"), max_length=80)
    starts_on = forms.DateField(label=_("Begins on"), widget=DAY)
    ends_on = forms.DateField(label=_("Ends on"), widget=DAY)

    def __init__(self, *arguments: Any, period: Period | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if period is not None:
            del self.fields["client_id"]
            self.initial = {name: getattr(period, name) for name in self.fields}


class IndicatorForm(SentOnce):
    title = forms.CharField(label=_("What is measured"), max_length=200)
    unit = forms.ChoiceField(label=_("Unit"), choices=Indicator.Unit.choices, initial=Indicator.Unit.PERSONS)
    unit_words = forms.CharField(
        label=_("Of what"), max_length=60, required=False, help_text=_("Where it is a number: places, meals, sessions…")
    )
    target = AmountField(label=_("Target of the whole project"), required=False)
    baseline = AmountField(label=_("Baseline"), required=False, help_text=_("How it was before the project began."))
    adds_up = forms.BooleanField(
        label=_("What is reported in each period adds up"),
        required=False,
        initial=True,
        help_text=_("Leave it out where each report says how it stands now: then the latest one counts."),
    )
    result = forms.ModelChoiceField(
        Result.objects.none(), label=_("Of which result"), required=False, empty_label=_("None")
    )
    activity = forms.ModelChoiceField(
        Activity.objects.none(), label=_("Activity of the plan"), required=False, empty_label=_("None")
    )
    definition = forms.CharField(
        label=_("How it is measured"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    double_counting = forms.CharField(
        label=_("Note on double counting"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 400}),
        help_text=_("Who may be counted more than once, and how you avoid it. It stands beside the total."),
    )

    def __init__(self, *arguments: Any, project: Project, indicator: Indicator | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        fields: dict[str, Any] = self.fields
        offer_activities(self, project)
        if project.results.exists():
            fields["result"].queryset = project.results.all()
        else:
            del self.fields["result"]
        if indicator is not None:
            del self.fields["client_id"]
            values = {name: in_units(getattr(indicator, name)) for name in ("baseline", "target")}
            self.initial = {**{name: getattr(indicator, name) for name in COLUMNS}, **values}


class TargetsForm(forms.Form):
    """What is aimed at in each period that is open."""

    def __init__(self, *arguments: Any, periods: Sequence[Period], targets: dict[int, int], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.periods = [period for period in periods if period.closed_at is None]
        for period in self.periods:
            field = AmountField(label=period.title, required=False, initial=in_units(targets.get(period.pk)))
            self.fields[f"target_{period.pk}"] = field

    def values(self) -> list[tuple[Period, Decimal | None]]:
        return [(period, self.cleaned_data[f"target_{period.pk}"]) for period in self.periods]


class MeasurementForm(SentOnce):
    """What was reached: of persons and households a grid of sex and age, of everything else a number."""

    period = forms.ModelChoiceField(Period.objects.none(), label=_("Period"), empty_label=None)
    place = forms.ModelChoiceField(
        Place.objects.none(), label=_("Where"), required=False, empty_label=_("All places together")
    )
    value = AmountField(label=_("Reached"))
    was_asked = forms.BooleanField(
        label=_("Everybody was asked about disability"),
        required=False,
        help_text=_("Then all others count as without one; else it is not recorded."),
    )
    counted_before = CountField(
        label=_("Of them counted before"),
        help_text=_("In an earlier period, or by another organisation. 0 where you know that none was."),
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=400)

    def __init__(
        self, *arguments: Any, indicator: Indicator, periods: Sequence[Period], known: Any = None, **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        self.indicator = indicator
        fields: dict[str, Any] = self.fields
        fields["period"].queryset = Period.objects.filter(pk__in=[row.pk for row in periods]).order_by("starts_on")
        fields["place"].queryset = offered_places(indicator.project)
        if indicator.counts:
            fields["value"].label, fields["value"].required = _("Total"), False
            fields["value"].help_text = _(
                "Enough where you know no more: what the grid leaves over counts as not recorded."
            )
            fields["value"].widget.attrs["inputmode"] = "numeric"
            self.add_cells()
        else:
            del self.fields["was_asked"], self.fields["counted_before"]
        if known is not None:
            self.initial = {**self.said_before(known), **self.initial}

    def add_cells(self) -> None:
        for sex in figures.SEXES:
            for age in figures.AGES:
                self.fields[f"all_{sex}_{age}"] = CountField(label=f"{Count.Sex(sex).label}, {Count.Age(age).label}")
        for sex in KNOWN_SEXES:
            for age in KNOWN_AGES:
                self.fields[f"with_{sex}_{age}"] = CountField(
                    label=f"{Count.Sex(sex).label}, {Count.Age(age).label}, {Count.Disability.WITH.label}"
                )

    def said_before(self, known: Measurement) -> dict[str, Any]:
        counts = {(each.sex, each.age, each.disability): each.number for each in known.counts.all()}
        grid = {f"all_{sex}_{age}": number for (sex, age), number in figures.by_sex_and_age(counts).items()}
        disabled = {f"with_{sex}_{age}": number for (sex, age, which), number in counts.items() if which == "with"}
        columns = {name: getattr(known, name) for name in ("period", "place", "counted_before", "note")}
        was_asked = any(which == "without" for _sex, _age, which in counts)
        value = {} if self.indicator.counts else {"value": shown(known.value)}  # the grid makes it
        return {**columns, **grid, **disabled, "was_asked": was_asked, **value}

    # For the template
    def heads(self) -> list[str]:
        return [str(Count.Sex(sex).label) for sex in figures.SEXES]

    def rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [
            (str(Count.Age(age).label), [self[f"all_{sex}_{age}"] for sex in figures.SEXES]) for age in figures.AGES
        ]

    def disabled_heads(self) -> list[str]:
        return [str(Count.Sex(sex).label) for sex in KNOWN_SEXES]

    def disabled_rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(name_of(age), [self[f"with_{sex}_{age}"] for sex in KNOWN_SEXES]) for age in KNOWN_AGES]

    def asks_disability(self) -> bool:
        """Something is written there, perhaps what is wrong."""
        names = [f"with_{sex}_{age}" for sex in KNOWN_SEXES for age in KNOWN_AGES]
        return any(self[name].value() for name in [*names, "was_asked"])

    def cell_errors(self) -> list[str]:
        """Said once above the grid, not in its narrow cells."""
        names = [name for name in self.errors if name.startswith(("all_", "with_"))]
        return list(dict.fromkeys(str(error) for name in names for error in self.errors[name]))

    # For the verbs
    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        if self.indicator.counts and not self.errors:
            given["counts"] = self.counted()
        return given

    def counted(self) -> dict[figures.Cell, int]:
        """The cells; what the total has more counts as not recorded."""
        grid = {(sex, age): self.number(f"all_{sex}_{age}") for sex in figures.SEXES for age in figures.AGES}
        disabled = {(sex, age): self.number(f"with_{sex}_{age}") for sex in KNOWN_SEXES for age in KNOWN_AGES}
        try:
            cells = figures.cells_of(grid, disabled, was_asked=self.cleaned_data["was_asked"])
        except ValueError:
            words = _("Somewhere more people have a disability than there are.")
            raise ValidationError(words, code="invalid_counts") from None
        whole = self.cleaned_data["value"]
        if whole is None or whole != whole.to_integral_value():
            return cells
        try:
            return figures.filled_up(cells, int(whole))
        except ValueError:
            more = _("The grid has %(sum)s, more than the total.") % {"sum": f"{sum(cells.values()):,}"}
            raise ValidationError({"value": more}) from None

    def number(self, name: str) -> int:
        return self.cleaned_data.get(name) or 0

    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        names = ("client_id", "period", "place", "note", "value", "counted_before", "counts", "reason")
        said = {name: given[name] for name in names if name in given}
        if self.indicator.counts and said["value"] is None and not said["counts"]:
            said["value"] = Decimal(0) if self.was_written() else None
        return said

    def was_written(self) -> bool:
        """A grid of zeros says that nobody was reached; an empty one says nothing."""
        return any(
            self.cleaned_data.get(f"all_{sex}_{age}") is not None for sex in figures.SEXES for age in figures.AGES
        )


class CorrectedMeasurementForm(MeasurementForm):
    reason = forms.CharField(label=_("Why it is corrected"), max_length=300)


def name_of(age: str) -> str:
    return str(Count.Age(age).label)


def in_units(parts: int | None) -> Decimal | None:
    return None if parts is None else shown(parts)


def offered_places(project: Project) -> Any:
    """Those of the project and the districts in them; else the governorates."""
    own = list(project.places.values_list("pk", flat=True))
    if not own:
        return governorates()
    return (Place.objects.filter(pk__in=own) | Place.objects.filter(parent__in=own)).order_by("pcode")
