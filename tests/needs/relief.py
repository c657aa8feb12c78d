"""Relief operations for tests, made by the verbs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from needs.actions.aid import report_aid
from needs.actions.operations import create_operation
from needs.models import AidReport, Operation
from tests.factories import Cast


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def relief(**more: Any) -> dict[str, Any]:
    """What an operation says at least."""
    return {"client_id": uuid4(), "title": "إغاثة المتضررين من الزلزال", "starts_on": days_ago(30), **more}


def running_operation(cast: Cast, name: str = "basel", **more: Any) -> Operation:
    return create_operation(actor=cast.actor(name), **relief(**more))


def reported(cast: Cast, name: str, operation: Operation, kind: str = "convoy", **more: Any) -> AidReport:
    given: dict[str, Any] = {"client_id": uuid4(), "day": days_ago(3), **more}
    return report_aid(actor=cast.actor(name), operation=operation, kind=kind, **given)
