"""What everybody may read of follow-up, also without signing in: what was chosen to be shown, and nothing else. Reports
and evidence of it are as `evidence_for` shows them to a stranger.
"""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from coordination.models import Forum, Recommendation, UnifiedPlan
from coordination.permissions.seen import plans_for
from coordination.states import DRAFT
from meetings.models import Body


def public_forums() -> QuerySet[Forum]:
    """Announced, and for everybody."""
    return Forum.objects.filter(body__visibility=Body.Visibility.PUBLIC, body__announced_at__isnull=False)


def public_recommendations() -> QuerySet[Recommendation]:
    """Adopted, for everybody, and of a body that is for everybody, too."""
    rows = Recommendation.objects.filter(visibility=Body.Visibility.PUBLIC).exclude(status=DRAFT)
    return rows.filter(body__visibility=Body.Visibility.PUBLIC, body__announced_at__isnull=False)


def public_plans() -> QuerySet[UnifiedPlan]:
    """As a stranger sees them, whoever asks: signed, and of a body that is for everybody."""
    return plans_for(AnonymousUser())
