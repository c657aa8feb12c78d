"""The histories that people bring along."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from chat.models import HistoryImport
from chat.permissions import imports_for


def failed_imports(user: Any) -> QuerySet[HistoryImport]:
    """The imports somebody began that were given up, and that they have neither begun again nor discarded."""
    return imports_for(user).filter(failed_at__isnull=False).order_by("-failed_at")
