"""What was read before a thing was over does not open a door in it: who may is asked of it as it stands."""

from __future__ import annotations

from uuid import uuid4

import pytest

from coordination.actions import (
    add_milestone,
    edit_milestone,
    invite_delegations,
    link_recommendation,
    unlink_recommendation,
    withdraw_milestone,
)
from coordination.models import Delegation, Forum, Milestone, Recommendation, RecommendationLink
from journal.refusals import Refused
from needs.models import Need
from tests.coordination.followed import assigned_recommendation, make_decision
from tests.coordination.made import standing_forum
from tests.factories import Cast
from tests.meetings.made import chair_of

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def drop(cast: Cast, row: Recommendation) -> None:
    Recommendation.objects.filter(pk=row.pk).update(status="dropped", ending=make_decision(cast, row.body))


def test_a_cancelled_forum_invites_nobody(cast: Cast) -> None:
    forum = standing_forum(cast)
    as_read = Forum.objects.select_related("body").get(pk=forum.pk)
    Forum.objects.filter(pk=forum.pk).update(status="cancelled")
    with pytest.raises(Refused):
        invite_delegations(actor=chair_of(cast), forum=as_read, organizations=[cast.other])
    assert not Delegation.objects.filter(organization=cast.other).exists()


def test_steps_of_what_was_dropped_stay_as_they_are(cast: Cast) -> None:
    row, chair = assigned_recommendation(cast), chair_of(cast)
    made = add_milestone(actor=chair, recommendation=row, client_id=uuid4(), title="تسمية الممثلين")
    first, second = (Milestone.objects.select_related("recommendation__body").get(pk=made.pk) for _ in range(2))
    assert first.recommendation.status == "assigned"
    assert second.recommendation.status == "assigned"
    drop(cast, row)
    with pytest.raises(Refused):
        edit_milestone(actor=chair, milestone=first, title="غيرها")
    with pytest.raises(Refused):
        withdraw_milestone(actor=chair, milestone=second)
    made.refresh_from_db()
    assert (made.title, made.withdrawn_at) == ("تسمية الممثلين", None)


def test_nothing_is_tied_to_what_was_dropped(cast: Cast) -> None:
    row, chair = assigned_recommendation(cast), chair_of(cast)
    as_read = Recommendation.objects.select_related("body").get(pk=row.pk)
    drop(cast, row)
    with pytest.raises(Refused):
        link_recommendation(actor=chair, recommendation=as_read, target=Need())
    made = RecommendationLink(recommendation=as_read)
    with pytest.raises(Refused):
        unlink_recommendation(actor=chair, link=made)
