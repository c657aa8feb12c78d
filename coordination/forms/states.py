"""The shape of what the page of a forum's state sends."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from coordination.forum_states import WAYS
from coordination.models import Forum
from journal.forms import StatusForm
from journal.states import ways_from

Status = Forum.Status
ACTS: dict[tuple[str, str], Promise] = {
    (Status.DRAFT, Status.CONVENED): _("Convene it: it is announced and the invitations go out"),
    (Status.CONVENED, Status.OPEN): _("Open the forum"),
    (Status.OPEN, Status.CLOSED): _("Close it"),
    (Status.CLOSED, Status.OPEN): _("Open it again"),
    (Status.CLOSED, Status.PUBLISHED): _("Publish its outcome"),
    (Status.PUBLISHED, Status.CLOSED): _("Take the publication back"),
}
GIVEN_UP = _("Cancel it")


def acts_from(status: str) -> list[tuple[str, Promise]]:
    """[(state one may go to, what that does)]."""
    return [(after, ACTS.get((status, after), GIVEN_UP)) for after in ways_from(WAYS, status)]


class ForumStatusForm(StatusForm):
    asks = _("What now?")
    why = _("Needed where it is cancelled, opened again or taken back; everybody who takes part reads it.")
