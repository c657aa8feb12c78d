"""Tables of recommendations that somebody brings."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from meetings.models import Body
from organizations.sheets.brought import BroughtTable


class RecommendationSheet(BroughtTable):
    """Recommendations of a body that somebody brings: read, looked through, and then written by the worker. `table` are
    the cells as they were read (`headings`, `tags`, `rows`, `notes`), `columns` what each of them is taken for, ""
    where it is left out; `rows` say of each what it would be and what is wrong with it. `is_sure` once the columns are
    ours or somebody looked at them; `makes_themes`: themes that the table names and nobody knows are made on the way.
    """

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="recommendation_sheets")
    table = models.JSONField(default=dict)
    columns = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    is_sure = models.BooleanField(default=True)
    makes_themes = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["made_by", "client_id"], name="recommendation_sheet_once"),
        ]

    def __str__(self) -> str:
        return self.filename
