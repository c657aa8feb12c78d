"""The public dashboard, and the public report since the last forum."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from coordination.models import Forum, UnifiedPlan
from coordination.permissions import public_forums, public_plans, public_recommendations
from coordination.queries.dashboard import Seen
from coordination.queries.plans import listed_plans
from coordination.queries.since import Since, since_of


def public_seen() -> Seen:
    """All that everybody sees."""
    return Seen(public_recommendations(), is_public=True)


def shown_forums() -> QuerySet[Forum]:
    """With what their names need; the newest first."""
    return public_forums().select_related("body", "previous__body").order_by("-starts_on", "-pk")


def shown_plans() -> QuerySet[UnifiedPlan]:
    """Signed plans of public bodies, the newest first."""
    return listed_plans(public_plans()).order_by("-pk")


def public_since(forum: Forum) -> Since | None:
    """As a stranger reads it, whoever asks: of public editions what is public, and public evidence."""
    return since_of(AnonymousUser(), forum, public_forums(), public_recommendations())
