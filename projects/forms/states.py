"""The shape of a change of state."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from journal.forms import StatusForm
from journal.states import ways_from
from projects.states import WAYS

STEPS: dict[tuple[str, str], Any] = {
    ("proposed", "active"): _("Begin: the work is under way"),
    ("proposed", "archived"): _("Give it up before it began"),
    ("active", "paused"): _("Pause: everything stays as it is for now"),
    ("active", "completed"): _("Complete: what was planned is done"),
    ("paused", "active"): _("Go on: the work is under way again"),
    ("paused", "completed"): _("Complete it as it stands"),
    ("paused", "archived"): _("Give it up and put it away"),
    ("completed", "active"): _("Open it again"),
    ("completed", "archived"): _("Put it away: read-only from then on"),
    ("archived", "paused"): _("Bring it back, paused at first"),
}


def steps_from(status: str) -> list[tuple[str, Any]]:
    """[(state one may go to, what that does)]."""
    return [(after, STEPS[status, after]) for after in ways_from(WAYS, status)]


class ProjectStatusForm(StatusForm):
    asks = _("What happens to the project")
    why = _("All partners read it. Needed where work stops or begins again.")
