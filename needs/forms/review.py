"""What is looked up in the catalogue, and what the secretariat says of a thing in it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from needs.models import Item
from needs.queries import item_named
from organizations.models import Sector


class CatalogueForm(forms.Form):
    """What the catalogue is narrowed to; what is not understood is not asked."""

    is_all_optional = True

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Search"), "enterkeyhint": "search"}),
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("Any kind")), *Item.Kind.choices])
    sector = forms.ChoiceField(label=_("Sector"), required=False)

    def __init__(self, *sent: Any) -> None:
        super().__init__(*sent)
        sectors = [(row.code, str(row)) for row in Sector.objects.filter(is_active=True)]
        self.fields["sector"].choices = [("", _("Every sector")), *sectors]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, str]:
        self.is_valid()
        given = self.cleaned_data
        return {"text": given.get("q") or "", "kind": given.get("kind") or "", "sector": given.get("sector") or ""}


class ReviewForm(forms.Form):
    name_ar = forms.CharField(label=_("Name in Arabic"), max_length=80)
    name_en = forms.CharField(
        label=_("Name in English"), max_length=80, required=False, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    synonyms = forms.CharField(
        label=_("Other names"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line: what people call it, also in dialect and in the plural. Messages are read by them."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Item.Kind.choices)
    sector = forms.ModelChoiceField(Sector.objects.none(), label=_("Sector"), empty_label=None)
    family = forms.ModelChoiceField(
        Item.objects.none(),
        label=_("Family"),
        required=False,
        empty_label=_("None"),
        help_text=_("What may stand for one another: an offer of the same family fits at six tenths."),
    )

    def __init__(self, sent: Any = None, *, item: Item) -> None:
        known = {name: getattr(item, name) for name in ("name_ar", "name_en", "kind", "sector", "family")}
        super().__init__(sent, initial={**known, "synonyms": "\n".join(item.synonyms)})
        self.fields["sector"].queryset = Sector.objects.filter(is_active=True)  # type: ignore[attr-defined]
        families = Item.objects.filter(family__isnull=True, members__isnull=False, merged_into__isnull=True).distinct()
        self.fields["family"].queryset = families.exclude(pk=item.pk).order_by("name_ar")  # type: ignore[attr-defined]

    def clean_synonyms(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["synonyms"].splitlines() if line.strip()]


class MergeItemForm(forms.Form):
    into = forms.CharField(
        label=_("It is the same as"),
        max_length=80,
        help_text=_("The name of a thing in the catalogue. Its lines are moved there, and its name leads there."),
    )

    def clean_into(self) -> Item:
        item = item_named(self.cleaned_data["into"])
        if item is None:
            raise ValidationError(_("This is not in the catalogue."), code="invalid_item")
        return item
