"""What programs send and get about budgets and contributions. Amounts are decimals as text, in the currency, unit or
hours that stand beside them.
"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from files.models import StoredFile
from needs.models import Item, ItemUnit, Pledge
from organizations.models import Organization
from projects.api.projects import ProjectMarkOut
from projects.models import Activity, BudgetLine, Contribution

LETTERS = 30  # of an amount


def amount(**named: Any) -> serializers.DecimalField:
    """A number as JSON has it or as text; what is one of its unit, the verb says."""
    return serializers.DecimalField(max_digits=LETTERS, decimal_places=6, normalize_output=True, **named)


class MoneySpokenFor(serializers.Serializer[Any]):
    """Who belongs to several organisations says for which."""

    organization = serializers.PrimaryKeyRelatedField[Organization](queryset=Organization.objects.all(), required=False)


class MoneyWhyIn(MoneySpokenFor):
    reason = serializers.CharField(max_length=300)


# Budget lines ---------------------------------------------------------------------------------------------------------
class BudgetLineIn(MoneySpokenFor):
    client_id = serializers.UUIDField()
    title = serializers.CharField(max_length=160)
    planned = amount()
    currency = serializers.CharField(max_length=3)
    activity = serializers.PrimaryKeyRelatedField[Activity](
        queryset=Activity.objects.all(), required=False, allow_null=True
    )
    note = serializers.CharField(max_length=300, required=False, allow_blank=True)


class BudgetLineChangesIn(MoneySpokenFor):
    title = serializers.CharField(max_length=160, required=False)
    planned = amount(required=False)
    currency = serializers.CharField(max_length=3, required=False)
    activity = serializers.PrimaryKeyRelatedField[Activity](
        queryset=Activity.objects.all(), required=False, allow_null=True
    )
    note = serializers.CharField(max_length=300, required=False, allow_blank=True)


class SpentOut(serializers.Serializer[Any]):
    currency = serializers.CharField()
    amount = serializers.CharField()


class BudgetLineOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    project = serializers.IntegerField()
    title = serializers.CharField()
    activity = serializers.IntegerField(allow_null=True)
    planned = serializers.CharField()
    currency = serializers.CharField()
    note = serializers.CharField()
    created_at = serializers.CharField()
    withdrawn_at = serializers.CharField(allow_null=True)
    spent = serializers.CharField(required=False)
    left = serializers.CharField(required=False)
    spent_otherwise = SpentOut(many=True, required=False)


class BudgetOut(serializers.Serializer[Any]):
    """All lines with what was spent on each; `unplanned` was spent on none of them."""

    results = BudgetLineOut(many=True)
    unplanned = SpentOut(many=True)
    head = serializers.IntegerField()


# Expenses -------------------------------------------------------------------------------------------------------------
class ExpenseIn(MoneySpokenFor):
    """`receipt` is an upload of one's own that is here."""

    client_id = serializers.UUIDField()
    amount = amount()
    currency = serializers.CharField(max_length=3)
    day = serializers.DateField()
    line = serializers.PrimaryKeyRelatedField[BudgetLine](
        queryset=BudgetLine.objects.all(), required=False, allow_null=True
    )
    note = serializers.CharField(max_length=300, required=False, allow_blank=True)
    receipt = serializers.PrimaryKeyRelatedField[StoredFile](
        queryset=StoredFile.objects.all(), required=False, allow_null=True
    )


class CorrectedExpenseIn(ExpenseIn):
    reason = serializers.CharField(max_length=300)


class ExpenseOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    project = serializers.IntegerField()
    line = serializers.IntegerField(allow_null=True)
    organization = ProjectMarkOut()
    amount = serializers.CharField()
    currency = serializers.CharField()
    day = serializers.DateField()
    note = serializers.CharField()
    has_receipt = serializers.BooleanField()
    is_standing = serializers.BooleanField()
    corrects = serializers.IntegerField(allow_null=True)
    reason = serializers.CharField()
    withdrawn_reason = serializers.CharField()
    created_at = serializers.CharField()


# Contributions --------------------------------------------------------------------------------------------------------
class ContributionIn(MoneySpokenFor):
    """Money has a `currency`; goods an `item` of the catalogue (its code) and a `unit` of it (its code), or a `title`;
    hours a `title`.
    """

    client_id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Contribution.Kind.choices)
    amount = amount()
    currency = serializers.CharField(max_length=3, required=False, allow_blank=True)
    item = serializers.SlugRelatedField[Item](queryset=Item.objects.all(), slug_field="code", required=False)
    unit = serializers.CharField(max_length=16, required=False)
    title = serializers.CharField(max_length=160, required=False, allow_blank=True)
    activity = serializers.PrimaryKeyRelatedField[Activity](
        queryset=Activity.objects.all(), required=False, allow_null=True
    )
    expected_on = serializers.DateField(required=False, allow_null=True)
    note = serializers.CharField(max_length=300, required=False, allow_blank=True)

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        code, item = given.pop("unit", None), given.get("item")
        if code is None:
            return given
        unit = ItemUnit.objects.filter(item=item, code=code).first() if item is not None else None
        if unit is None:
            raise serializers.ValidationError({"unit": "This is no unit of this item."}, code="wrong_unit")
        return {**given, "unit": unit}


class ContributionChangesIn(MoneySpokenFor):
    title = serializers.CharField(max_length=160, required=False, allow_blank=True)
    activity = serializers.PrimaryKeyRelatedField[Activity](
        queryset=Activity.objects.all(), required=False, allow_null=True
    )
    expected_on = serializers.DateField(required=False, allow_null=True)
    note = serializers.CharField(max_length=300, required=False, allow_blank=True)


class PledgeLinkIn(MoneySpokenFor):
    pledge = serializers.PrimaryKeyRelatedField[Pledge](queryset=Pledge.objects.all())


class PledgeMarkOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    code = serializers.CharField()


class ContributionOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    project = serializers.IntegerField()
    organization = ProjectMarkOut()
    kind = serializers.ChoiceField(choices=Contribution.Kind.choices)
    title = serializers.CharField()
    promised = serializers.CharField()
    given = serializers.CharField()
    currency = serializers.CharField()
    item = serializers.CharField(allow_null=True)
    unit = serializers.CharField(allow_null=True)
    pledge = PledgeMarkOut(allow_null=True)
    activity = serializers.IntegerField(allow_null=True)
    expected_on = serializers.DateField(allow_null=True)
    note = serializers.CharField()
    created_at = serializers.CharField()
    withdrawn_at = serializers.CharField(allow_null=True)
    reason = serializers.CharField()


class GivingIn(MoneySpokenFor):
    client_id = serializers.UUIDField()
    amount = amount()
    day = serializers.DateField()
    note = serializers.CharField(max_length=300, required=False, allow_blank=True)
    receipt = serializers.PrimaryKeyRelatedField[StoredFile](
        queryset=StoredFile.objects.all(), required=False, allow_null=True
    )


class GivingOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    contribution = serializers.IntegerField()
    project = serializers.IntegerField()
    amount = serializers.CharField()
    day = serializers.DateField()
    note = serializers.CharField()
    has_receipt = serializers.BooleanField()
    organization = ProjectMarkOut(allow_null=True)
    created_at = serializers.CharField()
    withdrawn_at = serializers.CharField(allow_null=True)
    reason = serializers.CharField()
