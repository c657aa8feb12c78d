"""How a proposal is judged: the rapporteur's opinion, and the vote on the group of rivals."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legislation.models.proposals import Proposal
from legislation.models.provisions import Provision
from legislation.models.rounds import Round
from meetings.models import Ballot, Choice, Session
from organizations.models import Organization


class Opinion(models.Model):
    """What the rapporteur recommends, in writing, apart from the decision; older ones stay."""

    class Advice(models.TextChoices):
        ADOPT = "adopt", _("Adopt")
        ADOPT_CHANGED = "adopt_changed", _("Adopt, changed")
        MERGE = "merge", _("Merge into another")
        REJECT = "reject", _("Do not adopt")

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="opinions")
    advice = models.CharField(_("advice"), max_length=14, choices=Advice)
    other = models.ForeignKey(Proposal, null=True, blank=True, on_delete=models.PROTECT, related_name="+")  # merge into
    reasons = models.TextField(_("reasons"), max_length=8000)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "client_id"], name="opinion_client_id_once"),
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(replaced_at__isnull=True), name="one_opinion_of_a_proposal"
            ),
            models.CheckConstraint(condition=~Q(advice="merge") | Q(other__isnull=False), name="opinion_names_other"),
        ]

    def __str__(self) -> str:
        return f"{self.advice} {self.proposal_id}"


class Reopening(models.Model):
    """A decided proposal was taken up again: what had been decided and why, and why it is open once more."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="reopenings")
    status = models.CharField(max_length=12, choices=Proposal.Status)  # what had been decided
    status_reason = models.CharField(max_length=600, blank=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(_("reason"), max_length=300)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.status} {self.proposal_id}"


class RivalVote(models.Model):
    """A vote on all that is proposed on one provision, by the ballot of a session. A single proposal without rivals is
    a group of one. It goes with a ballot that was never opened.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="votes")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="+")
    ballot = models.OneToOneField(Ballot, on_delete=models.CASCADE, related_name="rival_vote")
    provision = models.ForeignKey(Provision, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    applied_at = models.DateTimeField(null=True)  # its result became the state of the proposals

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.ballot_id}"


class RivalChoice(models.Model):
    """What a choice of the ballot stands for: a proposal, several that go together, or the text as it is."""

    vote = models.ForeignKey(RivalVote, on_delete=models.CASCADE, related_name="choices")
    choice = models.ForeignKey(Choice, on_delete=models.CASCADE, related_name="+")
    proposal = models.ForeignKey(Proposal, null=True, on_delete=models.PROTECT, related_name="votes")  # null: keep

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["vote", "proposal"], name="proposal_in_a_vote_once"),
        ]

    def __str__(self) -> str:
        return f"{self.choice_id}: {self.proposal_id}"
