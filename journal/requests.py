"""What a program sends, in the shape that a serializer asks for; what is wrong with it becomes a problem document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.relations import ManyRelatedField, RelatedField
from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer

from journal.refusals import unseen
from journal.verbs import has_recorded

Row = TypeVar("Row", bound=Model)


def checked(shape: type[BaseSerializer[Any]], request: Request, *, partial: bool = False) -> dict[str, Any]:
    """The body of a call: `actions.pin_message(actor=…, message=…, **checked(PinIn, request))`. With `partial` what is
    not given is absent, and no fault.
    """
    return in_shape(shape(data=request.data, partial=partial))


def asked(shape: type[BaseSerializer[Any]], request: Request) -> dict[str, Any]:
    """What stands behind the `?` of an address."""
    return in_shape(shape(data=request.query_params))


def in_shape(sent: BaseSerializer[Any]) -> dict[str, Any]:
    sent.is_valid(raise_exception=True)
    return dict(sent.validated_data)


def of_seen(
    request: Request, given: dict[str, Any], seen: Mapping[str, Callable[[Any], QuerySet[Any]]]
) -> dict[str, Any]:
    """What is `given`, where the caller sees each row that it names: `seen` has the visible set of a field.
    ValidationError `does_not_exist`, as for what is not there.
    """
    for field, rows_for in seen.items():
        row = given.get(field)
        if row is not None and not rows_for(request.user).filter(pk=row.pk).exists():
            raise unseen(field)
    return given


def row_among(rows: QuerySet[Row], pk: int | None, field: str) -> Row | None:
    """The one of these rows that a number names, where it names one. ValidationError `does_not_exist`."""
    if pk is None:
        return None
    if (found := rows.filter(pk=pk).first()) is None:
        raise unseen(field)
    return found


class FewRelated(ManyRelatedField):
    """Other rows by their keys, at most so many: each of them is a question to the database."""

    def __init__(self, child_relation: RelatedField[Any, Any, Any], most: int, **options: Any) -> None:
        super().__init__(child_relation=child_relation, **options)
        self.most = most

    def to_internal_value(self, data: Any) -> list[Any]:
        if isinstance(data, list) and len(data) > self.most:
            raise ValidationError(_("Name at most %(count)s here.") % {"count": self.most}, code="too_many")
        return list(super().to_internal_value(data))


def few(one: RelatedField[Any, Any, Any], most: int) -> FewRelated:
    """A list of at most so many rows that a call may leave out."""
    return FewRelated(one, most, required=False)


def created_code() -> int:
    """What a creating call answers with after its verb: 201, or 200 where the verb gave the first result again."""
    return status.HTTP_201_CREATED if has_recorded() else status.HTTP_200_OK
