"""A round has one dossier at a time, and what stands in it does not change below it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from journal.refusals import Conflict
from legislation.models import Round
from legislation.states import MADE, MAKING, POSTED


def demand_no_dossier(row: Round) -> None:
    """The one before is void, or could not be made. Conflict `being_made`, `dossier_stands`."""
    statuses = set(row.dossiers.values_list("status", flat=True))
    if MAKING in statuses:
        raise Conflict(_("The dossier of this round is being made already."), code="being_made")
    if statuses & {MADE, POSTED}:
        words = _("This round has a dossier. Make it void first, and say why.")
        raise Conflict(words, code="dossier_stands")
