"""The shape of what the pages of contributions send."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from needs.models import Pledge
from projects.forms.amounts import DAY, AmountField, CurrencyField, SentOnce, WithPaper
from projects.forms.budget import offer_activities
from projects.forms.things import LONGEST, thing_sent
from projects.models import Activity, Contribution, Project

Kind = Contribution.Kind


class WordsForm(forms.Form):
    """What may be said anew of a contribution."""

    title = forms.CharField(label=_("What it is"), max_length=160, required=False)
    activity = forms.ModelChoiceField(
        Activity.objects.none(), label=_("Activity of the plan"), required=False, empty_label=_("None")
    )
    expected_on = forms.DateField(label=_("When it will come, about"), required=False, widget=DAY)
    note = forms.CharField(label=_("Note"), required=False, max_length=300)

    def __init__(self, *arguments: Any, project: Project, contribution: Contribution | None = None, **named: Any):
        super().__init__(*arguments, **named)
        offer_activities(self, project)
        if contribution is not None:
            self.initial = {name: getattr(contribution, name) for name in self.fields}


class ContributionForm(SentOnce, WordsForm):
    """One form for each ledger: what one does not ask is taken away."""

    amount = AmountField(label=_("Amount"))
    currency = CurrencyField()
    thing = forms.CharField(label=_("What, from the catalogue"), required=False, max_length=LONGEST)
    field_order = ("client_id", "amount", "currency", "thing", "title", "activity", "expected_on", "note")

    def __init__(self, *arguments: Any, project: Project, kind: str, **named: Any) -> None:
        super().__init__(*arguments, project=project, **named)
        fields: dict[str, Any] = self.fields
        fields["currency"].initial = project.currency
        self.thing_asked = thing_sent({name: str(value) for name, value in self.data.items()})
        if kind != Kind.MONEY:
            del self.fields["currency"]
        if kind != Kind.ITEMS:
            del self.fields["thing"]
        if kind == Kind.HOURS:
            fields["amount"].label = _("How many hours")
            fields["title"].label, fields["title"].required = _("Of what work"), True
        if kind == Kind.ITEMS:
            fields["amount"].label, fields["title"].label = _("Quantity"), _("Or in your own words")

    def clean_thing(self) -> Any:
        """The unit, which says whose it is."""
        if words := self.thing_asked.refusal:
            raise forms.ValidationError(words, code="unknown_item")
        return self.thing_asked.unit

    def spare(self) -> None:
        """What is chosen first and sent later is not told yet what it lacks."""
        self._errors = ErrorDict()

    def said(self) -> dict[str, Any]:
        """As the verbs take it."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "thing"}
        unit = self.cleaned_data.get("thing")
        return {**given, **({"item": self.thing_asked.item, "unit": unit} if unit else {})}


class GivingForm(WithPaper):
    amount = AmountField(label=_("How much came"))
    day = forms.DateField(label=_("On which day"), widget=DAY)
    note = forms.CharField(label=_("Note"), required=False, max_length=300)
    field_order = ("client_id", "amount", "day", "note", "receipt")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["day"].initial = timezone.localdate


class PledgeForm(forms.Form):
    pledge = forms.ModelChoiceField(
        Pledge.objects.none(), label=_("Our pledge on the board"), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *arguments: Any, pledges: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        field: Any = self.fields["pledge"]
        field.queryset = pledges
        field.label_from_instance = words_of


def words_of(pledge: Any) -> str:
    things = " + ".join(str(line.need_line.item) for line in pledge.lines.all())
    return f"{pledge.code} · {things} · {pledge.get_status_display()}"
