"""What the clock wakes: partners are reminded before a period ends, and the ledger of contributions is checked."""

from __future__ import annotations

import logging
from datetime import datetime, time, timedelta

from django.utils import timezone

from journal.actors import Actor
from journal.due import schedule
from projects import actions
from projects.models import Period
from projects.queries.contributions import drift

log = logging.getLogger(__name__)
AT_NIGHT = time(3, 10)


def remind_of_period(period_id: int) -> None:
    if (period := Period.objects.filter(pk=period_id).first()) is not None:
        actions.remind_of_period(actor=Actor.clock(), period=period)


def check_contributions() -> None:
    """Say loudly where what was given is not the sum of what came; again tomorrow night."""
    for row in drift():
        log.error("contribution drift: %d counted %d, summed %d", row.pk, row.counted, row.summed)
    night = datetime.combine(timezone.localdate() + timedelta(days=1), AT_NIGHT)
    moment = timezone.make_aware(night, timezone.get_default_timezone())
    schedule("check_contributions", at=moment, key="contributions.check")
