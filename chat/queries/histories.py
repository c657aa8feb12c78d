"""The histories that people bring along."""

from __future__ import annotations

from typing import Any

from chat.models import HistoryImport
from chat.permissions import imports_for


def failed_imports(user: Any) -> list[HistoryImport]:
    """The imports somebody began that were given up, and that they have neither begun again nor discarded.

    Nearly always there is none, and then nothing more is asked: not which rooms one sees.
    """
    if not HistoryImport.objects.filter(made_by_id=user.pk, failed_at__isnull=False, discarded_at=None).exists():
        return []
    return list(imports_for(user).filter(failed_at__isnull=False).order_by("-failed_at"))
