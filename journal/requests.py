"""What a program sends, in the shape that a serializer asks for; what is wrong with it becomes a problem document."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer


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
