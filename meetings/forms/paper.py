"""The shape of what is typed in from sheets of paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from files.fields import LARGEST, ExaminedField
from journal.forms import ManyRows
from journal.refusals import Conflict
from meetings.models import Ballot, PaperSheet, Participant
from meetings.queries import electors_of_sheet, people_of_sheet
from organizations.models import Organization

PHOTO = {"accept": "image/*,application/pdf", "multiple": True}


class PhotosInput(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(ExaminedField):
    """Several at once: a list of Examined, at most 15 MB together."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        uploads = [each for each in data or [] if each]
        if sum(each.size or 0 for each in uploads) > LARGEST:
            raise forms.ValidationError(_("These photos are too large together: at most 15 MB."), code="too_large")
        if not uploads:
            super().clean(None)
        return [super(PhotosField, self).clean(each) for each in uploads]


class SheetForm(forms.Form):
    photo = PhotosField(
        label=_("Photos of the sheet"),
        help_text=_("One or several, or a scan as PDF, at most 15 MB together. They stay with the sheet as evidence."),
        widget=PhotosInput(attrs=PHOTO),
    )

    def __init__(self, *given: Any, sheet: PaperSheet, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["photo"].required = not sheet.photos_count


class AttendanceSheetForm(SheetForm):
    people = ManyRows(Participant.objects.none(), label=_("Who signed"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *given: Any, sheet: PaperSheet, **named: Any) -> None:
        super().__init__(*given, sheet=sheet, **named)
        field: Any = self.fields["people"]
        field.queryset = people_of_sheet(sheet.session)

    def details(self) -> dict[str, Any]:
        return {"people": list(self.cleaned_data["people"]), "photos": self.cleaned_data["photo"]}


class BallotSheetForm(SheetForm):
    """Numbers for each answer, and who voted; of a named vote what each organisation said."""

    def __init__(self, *given: Any, sheet: PaperSheet, **named: Any) -> None:
        super().__init__(*given, sheet=sheet, **named)
        assert sheet.ballot is not None
        self.ballot: Ballot = sheet.ballot
        self.choices = list(self.ballot.choices.all())
        self.organizations = list(electors_of_sheet(self.ballot)) if self.ballot.method != Ballot.Method.HANDS else []
        if self.ballot.method == Ballot.Method.NAMED:
            answers = [("", _("Did not vote")), *((each.pk, str(each)) for each in self.choices)]
            for each in self.organizations:
                name = f"said_{each.pk}"
                self.fields[name] = forms.ChoiceField(label=str(each), choices=answers, required=False)
            return
        for choice in self.choices:
            self.fields[f"votes_{choice.pk}"] = forms.IntegerField(label=str(choice), min_value=0, max_value=100_000)
        if self.ballot.method == Ballot.Method.SECRET:
            rows = Organization.objects.filter(pk__in=[each.pk for each in self.organizations]).order_by("name_ar")
            ticked = ManyRows(rows, label=_("Who put a slip in"), widget=forms.CheckboxSelectMultiple)
            self.fields["voted"] = ticked

    def details(self) -> dict[str, Any]:
        """As the verb takes them."""
        given = self.cleaned_data
        counts = {each.pk: given[f"votes_{each.pk}"] for each in self.choices if f"votes_{each.pk}" in given}
        said = {each.pk: given.get(f"said_{each.pk}") for each in self.organizations}
        return {
            "photos": given["photo"],
            "counts": counts,
            "voted": [each.pk for each in given.get("voted", ())],
            "votes": {pk: int(choice) for pk, choice in said.items() if choice},
        }

    def field_of(self, _conflict: Conflict) -> str | None:
        return None
