"""What goes in and out of the API of needs, offers and items."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from accounts.models import User
from journal.refusals import invalid
from journal.requests import few
from needs.actions import MOST_LINES, GivenLine
from needs.actions.offers import MOST_REACH
from needs.actions.postings import MOST_NAMED
from needs.models import Item, Need, Offer, Precision, TargetGroup, Urgency, Visibility
from needs.permissions import sees_exactly
from needs.queries import item_facts, need_facts, offer_facts, place_way
from needs.queries.items import offered_items
from needs.queries.places import nearest_places
from organizations.models import Organization, Place, Sector

AMOUNT = {"max_digits": 13, "decimal_places": 3, "max_value": Decimal(1_000_000_000), "min_value": Decimal("0.001")}

MOST_GROUPS = 40  # there are fewer
VERIFIED = Organization.objects.filter(status=Organization.Status.VERIFIED)


# Out ------------------------------------------------------------------------------------------------------------------
class UnitOut(serializers.Serializer[Any]):
    """`factor` base units are one of it; the base unit is the first."""

    code = serializers.CharField()
    name = serializers.CharField()
    name_ar = serializers.CharField()
    name_en = serializers.CharField()
    factor = serializers.IntegerField()


class ItemOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    name_ar = serializers.CharField()
    name_en = serializers.CharField()
    synonyms = serializers.ListField(child=serializers.CharField())
    kind = serializers.ChoiceField(choices=Item.Kind.choices)
    sector = serializers.CharField()
    family = serializers.CharField(allow_null=True)
    is_reviewed = serializers.BooleanField()
    merged_into = serializers.CharField(allow_null=True)
    units = UnitOut(many=True)

    def to_representation(self, row: Item) -> dict[str, Any]:
        return item_facts(row)


class PostingMarkOut(serializers.Serializer[Any]):
    """An organisation beside what it posts."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    mark = serializers.CharField()
    tint = serializers.CharField()
    place = serializers.CharField()


class PointOut(serializers.Serializer[Any]):
    """Degrees; as exactly as the reader may know it."""

    latitude = serializers.FloatField()
    longitude = serializers.FloatField()


class OfferLineOut(serializers.Serializer[Any]):
    """Amounts are decimal numbers as text, in the line's own unit."""

    id = serializers.IntegerField()
    item = serializers.CharField()
    name = serializers.CharField()
    unit = serializers.CharField()
    unit_name = serializers.CharField()
    amount = serializers.CharField()
    note = serializers.CharField()
    promised = serializers.CharField()


class NeedLineOut(OfferLineOut):
    dispatched = serializers.CharField()
    received = serializers.CharField()


class PostingOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    code = serializers.CharField()
    title = serializers.CharField()
    description = serializers.CharField()
    organization = PostingMarkOut()
    sector = serializers.CharField()
    place = serializers.CharField()
    place_name = serializers.CharField()
    point = PointOut(allow_null=True)
    precision = serializers.ChoiceField(choices=Precision.choices)
    visibility = serializers.ChoiceField(choices=Visibility.choices)
    created_at = serializers.CharField()
    opened_at = serializers.CharField(allow_null=True)
    closed_at = serializers.CharField(allow_null=True)
    closing_reason = serializers.CharField()
    named = serializers.ListField(child=serializers.IntegerField(), required=False)
    contact = serializers.CharField(required=False)
    head = serializers.IntegerField(required=False)

    def narrow(self, row: Need | Offer) -> dict[str, Any]:
        """What is for its own people, and for those whose pledge was taken: contact, exact point, who is named."""
        request = self.context.get("request")
        user = request.user if request is not None else None
        if not (self.context.get("is_whole") and isinstance(user, User) and sees_exactly(user, row)):
            return {}
        found: dict[str, Any] = {"contact": row.contact, "named": [each.pk for each in row.named.all()]}
        if row.latitude is not None and row.longitude is not None:
            found["point"] = {"latitude": row.latitude, "longitude": row.longitude}
        return found


class NeedOut(PostingOut):
    kind = serializers.ChoiceField(choices=Need.Kind.choices)
    status = serializers.ChoiceField(choices=Need.Status.choices)
    urgency = serializers.ChoiceField(choices=Urgency.choices)
    people = serializers.IntegerField(allow_null=True)
    households = serializers.IntegerField(allow_null=True)
    population = serializers.IntegerField(allow_null=True)
    existing_capacity = serializers.IntegerField(allow_null=True)
    missing_capacity = serializers.IntegerField(allow_null=True)
    needed_by = serializers.CharField(allow_null=True)
    valid_until = serializers.CharField(allow_null=True)
    confirmed_at = serializers.CharField(allow_null=True)
    tolerance = serializers.IntegerField()
    merged_into = serializers.IntegerField(allow_null=True)
    target_groups = serializers.ListField(child=serializers.CharField())
    lines = NeedLineOut(many=True)

    def to_representation(self, row: Need) -> dict[str, Any]:
        groups = [group.code for group in row.target_groups.all()]
        return {**need_facts(row), "target_groups": groups, **self.narrow(row)}


class OfferOut(PostingOut):
    status = serializers.ChoiceField(choices=Offer.Status.choices)
    available_from = serializers.CharField(allow_null=True)
    available_until = serializers.CharField(allow_null=True)
    can_transport = serializers.BooleanField()
    reach = serializers.ListField(child=serializers.CharField())
    conditions = serializers.CharField()
    lines = OfferLineOut(many=True)

    def to_representation(self, row: Offer) -> dict[str, Any]:
        return {**offer_facts(row), "reach": [place.pk for place in row.reach.all()], **self.narrow(row)}


# In -------------------------------------------------------------------------------------------------------------------
class PlaceField(serializers.CharField):
    """A p-code; of an unknown one the refusal says which it may be."""

    def to_internal_value(self, data: Any) -> Any:
        code = super().to_internal_value(data)[:80]
        place = Place.objects.filter(pk=code.upper()).first()
        if place is not None:
            return place
        near = [f"{row.pk} {' · '.join(str(each) for each in place_way(row))}" for row in nearest_places(code)]
        words = _("There is no such place.")
        if near:
            words = _("There is no such place. Did you mean: %(places)s?") % {"places": "، ".join(near)}
        raise serializers.ValidationError(words, code="unknown_place")


class LineIn(serializers.Serializer[Any]):
    """So much of an item, by its code, in one of its units. `id` is that of a line which stands and is changed."""

    id = serializers.IntegerField(required=False, min_value=1, max_value=2**62)
    item = serializers.SlugRelatedField[Item](slug_field="code", queryset=offered_items(merged=True))
    amount = serializers.DecimalField(**AMOUNT)  # type: ignore[arg-type]
    unit = serializers.CharField(max_length=16, required=False)
    note = serializers.CharField(max_length=200, required=False, allow_blank=True)


class PostingIn(serializers.Serializer[Any]):
    client_id = serializers.UUIDField()
    organization = serializers.IntegerField(required=False, min_value=1, max_value=2**62)
    title = serializers.CharField(max_length=120)
    description = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    sector = serializers.SlugRelatedField[Sector](slug_field="code", queryset=Sector.objects.filter(is_active=True))
    place = PlaceField()
    latitude = serializers.FloatField(required=False, allow_null=True)
    longitude = serializers.FloatField(required=False, allow_null=True)
    precision = serializers.ChoiceField(choices=Precision.choices, required=False)
    visibility = serializers.ChoiceField(choices=Visibility.choices, required=False)
    named = few(serializers.PrimaryKeyRelatedField(queryset=VERIFIED), MOST_NAMED)
    contact = serializers.CharField(max_length=160, required=False, allow_blank=True)
    lines = LineIn(many=True, required=False, max_length=MOST_LINES)  # type: ignore[call-arg]

    def validate_lines(self, given: list[dict[str, Any]]) -> list[GivenLine]:
        return [given_line(line, place) for place, line in enumerate(given)]


class NeedIn(PostingIn):
    kind = serializers.ChoiceField(choices=Need.Kind.choices, required=False)
    urgency = serializers.ChoiceField(choices=Urgency.choices, required=False)
    target_groups = few(
        serializers.SlugRelatedField(slug_field="code", queryset=TargetGroup.objects.all()), MOST_GROUPS
    )
    people = serializers.IntegerField(required=False, allow_null=True, min_value=0)
    households = serializers.IntegerField(required=False, allow_null=True, min_value=0)
    population = serializers.IntegerField(required=False, allow_null=True, min_value=0)
    existing_capacity = serializers.IntegerField(required=False, allow_null=True, min_value=0)
    missing_capacity = serializers.IntegerField(required=False, allow_null=True, min_value=0)
    needed_by = serializers.DateField(required=False, allow_null=True)
    valid_until = serializers.DateField(required=False, allow_null=True)
    tolerance = serializers.IntegerField(required=False, min_value=0, max_value=100)


class OfferIn(PostingIn):
    available_from = serializers.DateField(required=False, allow_null=True)
    available_until = serializers.DateField(required=False, allow_null=True)
    can_transport = serializers.BooleanField(required=False)
    reach = few(serializers.PrimaryKeyRelatedField(queryset=Place.objects.all()), MOST_REACH)
    conditions = serializers.CharField(max_length=400, required=False, allow_blank=True)


class EndingIn(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True)


class StillSoIn(serializers.Serializer[Any]):
    until = serializers.DateField(required=False, allow_null=True)


def given_line(line: dict[str, Any], place: int) -> GivenLine:
    """A line as the verbs take it; ValidationError `unit_of_another_item`."""
    item: Item = line["item"]
    code = line.get("unit")
    unit = next((each for each in item.units.all() if each.code == code), None)
    if code and unit is None:
        words = _("“%(item)s” is not counted in this unit.") % {"item": item}
        raise invalid(words, code="unit_of_another_item", field=f"{place}.unit")
    return GivenLine(item, line["amount"], unit, line.get("note", ""), line.get("id"))
