"""What programs send and get of pledges and loads, for checking input and for the description."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request

from journal.refusals import invalid
from needs.actions.promising import Share
from needs.models import Delivery, Pledge
from needs.permissions import pledges as permissions
from needs.queries import pledges as queries

LARGEST = 2**53
MOST_LINES = 60


class Number(serializers.IntegerField):
    """The number of a row."""

    def __init__(self, **named: Any) -> None:
        super().__init__(**{"min_value": 1, "max_value": LARGEST, **named})


class Amount(serializers.DecimalField):
    """Text or number; whether it is a quantity, the verb says."""

    def __init__(self, **named: Any) -> None:
        super().__init__(max_digits=16, decimal_places=3, **named)


class SpokenFor(serializers.Serializer[Any]):
    organization = Number(required=False, allow_null=True, default=None)


class ShareIn(serializers.Serializer[Any]):
    """So much of a line of a need, in `unit` (a code of the item's units; the line's own where none is named)."""

    line = Number()
    amount = Amount(min_value=Decimal("0.001"))
    unit = serializers.CharField(required=False, allow_null=True, default=None, max_length=16)


class SharesIn(SpokenFor):
    lines = serializers.ListField(child=ShareIn(), max_length=MOST_LINES)
    offer = Number(required=False, allow_null=True, default=None)
    expected_on = serializers.DateField(required=False, allow_null=True, default=None)
    contact = serializers.CharField(required=False, default="", allow_blank=True, max_length=160)
    note = serializers.CharField(required=False, default="", allow_blank=True, max_length=400)


class PledgeIn(SharesIn):
    client_id = serializers.UUIDField()
    need = Number()


class WhyIn(SpokenFor):
    reason = serializers.CharField(max_length=300)


class WhyOrNotIn(SpokenFor):
    reason = serializers.CharField(required=False, default="", allow_blank=True, max_length=300)


class CountIn(serializers.Serializer[Any]):
    line = Number()
    amount = Amount(min_value=Decimal(0))


class LoadIn(SpokenFor):
    client_id = serializers.UUIDField()
    lines = serializers.ListField(child=CountIn(), max_length=MOST_LINES)
    sent_on = serializers.DateField()
    waybill = serializers.CharField(required=False, default="", allow_blank=True, max_length=40)
    carrier = serializers.CharField(required=False, default="", allow_blank=True, max_length=80)
    vehicles = serializers.IntegerField(required=False, allow_null=True, default=None)
    weight = serializers.IntegerField(required=False, allow_null=True, default=None, help_text="kilograms")
    note = serializers.CharField(required=False, default="", allow_blank=True, max_length=400)
    files = serializers.ListField(child=Number(), required=False, default=list, max_length=6)


class ReceiptIn(SpokenFor):
    lines = serializers.ListField(child=CountIn(), max_length=MOST_LINES)
    note = serializers.CharField(required=False, default="", allow_blank=True, max_length=400)
    files = serializers.ListField(child=Number(), required=False, default=list, max_length=6)


class GiverOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    mark = serializers.CharField()
    tint = serializers.CharField()
    place = serializers.CharField()


class PledgeLineOut(serializers.Serializer[Any]):
    """`promised` is what was promised; `amount` what it came to where it was closed with less."""

    id = serializers.IntegerField()
    need_line = serializers.IntegerField()
    item = serializers.CharField()
    name = serializers.CharField()
    unit = serializers.CharField()
    unit_name = serializers.CharField()
    promised = serializers.CharField()
    amount = serializers.CharField()
    dispatched = serializers.CharField()
    received = serializers.CharField()


class LoadLineOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    pledge_line = serializers.IntegerField()
    name = serializers.CharField()
    unit = serializers.CharField()
    unit_name = serializers.CharField()
    amount = serializers.CharField()
    received = serializers.CharField(allow_null=True)
    surplus = serializers.CharField()


class LoadFileOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    type = serializers.CharField()
    size = serializers.IntegerField()
    is_receipt = serializers.BooleanField()


class LoadOut(serializers.Serializer[Any]):
    """A load, as the two organisations see it. `weight` is in kilograms."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    pledge = serializers.IntegerField()
    waybill = serializers.CharField()
    carrier = serializers.CharField()
    vehicles = serializers.IntegerField(allow_null=True)
    weight = serializers.IntegerField(allow_null=True)
    sent_on = serializers.CharField()
    arrived_at = serializers.CharField(allow_null=True)
    received_at = serializers.CharField(allow_null=True)
    disputed_at = serializers.CharField(allow_null=True)
    dispute_reason = serializers.CharField()
    note = serializers.CharField()
    receipt_note = serializers.CharField()
    lines = LoadLineOut(many=True)
    files = LoadFileOut(many=True)
    head = serializers.IntegerField(required=False)

    def to_representation(self, row: Delivery) -> dict[str, Any]:
        return queries.delivery_facts(row)


class PledgeOut(serializers.Serializer[Any]):
    """A pledge. From `offer` on it is for the people of the two organisations, and absent for others."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    need = serializers.IntegerField()
    need_code = serializers.CharField()
    organization = GiverOut()
    status = serializers.ChoiceField(choices=Pledge.Status.choices)
    expected_on = serializers.CharField(allow_null=True)
    created_at = serializers.CharField()
    lapses_at = serializers.CharField(allow_null=True)
    decided_at = serializers.CharField(allow_null=True)
    ended_at = serializers.CharField(allow_null=True)
    lines = PledgeLineOut(many=True)
    offer = serializers.IntegerField(allow_null=True, required=False)
    note = serializers.CharField(required=False)
    reason = serializers.CharField(required=False)
    giver_contact = serializers.CharField(required=False)
    receiver_contact = serializers.CharField(required=False)
    deliveries = LoadOut(many=True, required=False)
    head = serializers.IntegerField(required=False)

    def to_representation(self, row: Pledge) -> dict[str, Any]:
        side = permissions.own_side(self.context["own"], row)
        return {**queries.pledge_facts(row), **(queries.own_facts(row, side) if side else {})}


def checked(serializer: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    given = serializer(data=request.data)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


def seen(rows: QuerySet[Any], pk: int, field: str) -> Any:
    """The row a call names; ValidationError where there is none that one may see."""
    row = rows.filter(pk=pk).first()
    if row is None:
        raise invalid(_("There is nothing here that you may see."), code="does_not_exist", field=field)
    return row


def amounts_of(lines: Iterable[dict[str, Any]]) -> dict[int, Decimal]:
    """{line: amount}; ValidationError `line_twice`."""
    amounts: dict[int, Decimal] = {}
    for line in lines:
        if line["line"] in amounts:
            raise invalid(_("A line is named twice."), code="line_twice", field="lines")
        amounts[line["line"]] = line["amount"]
    return amounts


def shares_of(lines: Iterable[dict[str, Any]]) -> list[Share]:
    return [Share(line["line"], Decimal(line["amount"]), line["unit"]) for line in lines]
