"""Who sees which forum, committee, decision, recommendation and plan, and which streams tell of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from coordination.models import (
    Committee,
    Decision,
    Forum,
    Recommendation,
    Referral,
    Responsibility,
    UnifiedPlan,
)
from journal.ids import id_of
from meetings.models import Body
from meetings.permissions import bodies_for, granted_bodies, sessions_for
from organizations.permissions import SPEAKING, is_verified_person

Reader = Any  # accounts.models.User or AnonymousUser


def forums_for(user: Reader) -> QuerySet[Forum]:
    """Those whose body one sees; what is internal of them is for `inside_bodies_for`."""
    return Forum.objects.filter(body__in=bodies_for(user).values("pk"))


def committees_for(user: Reader) -> QuerySet[Committee]:
    return Committee.objects.filter(body__in=bodies_for(user).values("pk"))


def decisions_for(user: Reader) -> QuerySet[Decision]:
    """Of the bodies one sees; those of a session, where one sees the session; those that came of an internal item of
    its agenda only for those who take part.
    """
    rows = Decision.objects.filter(body__in=bodies_for(user).values("pk"))
    rows = rows.filter(Q(session=None) | Q(session__in=sessions_for(user).values("pk")))
    inside = granted_bodies(user, "see_body").values("pk")
    return rows.filter(Q(body__in=inside) | Q(pk__in=open_decisions(Decision.objects.all()).values("pk")))


def open_decisions(rows: QuerySet[Decision]) -> QuerySet[Decision]:
    """Those that neither a paragraph nor a vote of an internal item of an agenda led to."""
    return rows.exclude(entry__item__is_internal=True).exclude(ballot__agenda_item__is_internal=True)


def recommendations_for(user: Reader) -> QuerySet[Recommendation]:
    """Adopted ones as far as they are meant to be seen; drafts for those who prepare the body's sessions. Who is asked
    to answer for one sees it, and so does who takes part in the body that recommends or the committee that follows up;
    and whoever minutes the committee to which its follow-up is offered.
    """
    adopted = ~Q(status=Recommendation.Status.DRAFT)
    visible = adopted & Q(visibility=Body.Visibility.PUBLIC)
    if user.is_authenticated and user.is_active and not user.is_bot:
        inside, preparing = granted_bodies(user, "see_body"), granted_bodies(user, "minute_body")
        visible |= adopted & (Q(body__in=inside.values("pk")) | Q(committee__body__in=inside.values("pk")))
        visible |= Q(body__in=preparing.values("pk"))
        visible |= Q(pk__in=_answering(user).values("recommendation"))
        offered = Referral.objects.filter(status=Referral.Status.OFFERED, taker__body__in=preparing.values("pk"))
        visible |= Q(pk__in=offered.values("recommendation"))
        if is_verified_person(user):
            visible |= adopted & Q(visibility=Body.Visibility.MEMBERS)
    return Recommendation.objects.filter(visible)


def _answering(user: Reader) -> QuerySet[Responsibility]:
    own = user.memberships.filter(SPEAKING).values("organization")
    asked = (Responsibility.Status.ASKED, Responsibility.Status.ACCEPTED)
    return Responsibility.objects.filter(organization__in=own, status__in=asked)


def plans_for(user: Reader) -> QuerySet[UnifiedPlan]:
    """Unified plans are written and read by those who take part in the body; signed ones by all who see it."""
    inside = granted_bodies(user, "see_body").values("pk")
    signed = Q(status__in=(UnifiedPlan.Status.SIGNED, UnifiedPlan.Status.ENDED))
    return UnifiedPlan.objects.filter(Q(body__in=inside) | signed & Q(body__in=bodies_for(user).values("pk")))


def streams_for(user: Reader, names: set[str]) -> set[str]:
    """Of these `forum.<id>`, `committee.<id>`, `recommendation.<id>` and `plan.<id>` streams, those one may watch: of
    forums and committees in which one takes part, of recommendations and plans that one sees.
    """
    inside = granted_bodies(user, "see_body").values("pk")
    kinds: dict[str, Callable[[], QuerySet[Any]]] = {
        "forum": lambda: Forum.objects.filter(body__in=inside),
        "committee": lambda: Committee.objects.filter(body__in=inside),
        "recommendation": lambda: recommendations_for(user),
        "plan": lambda: plans_for(user),
    }
    found: set[str] = set()
    for kind, rows in kinds.items():
        wanted = {pk: name for name in names if (pk := _id_in(name, kind)) is not None}
        if wanted:
            found |= {wanted[pk] for pk in rows().filter(pk__in=wanted).values_list("pk", flat=True)}
    return found


def _id_in(name: str, kind: str) -> int | None:
    word, _dot, rest = name.partition(".")
    return id_of(rest) if word == kind else None
