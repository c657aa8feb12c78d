"""Lists of a room as rows of a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _


def acknowledgement_rows(have: Iterable[Any], missing: Iterable[Any]) -> list[list[str]]:
    """Headings, then one line for each person who has acknowledged, then the organisations of which nobody has."""
    rows = [[_("Organisation"), _("Acknowledged"), _("By"), _("On")]]
    for each in have:
        for given in each.people:
            at = f"{timezone.localtime(given.at):%Y-%m-%d %H:%M}"
            rows.append([str(each.organization), _("Yes"), str(given.person), at])
    return rows + [[str(each.organization), _("No"), "", ""] for each in missing]
