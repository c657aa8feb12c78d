"""Votes of a session: what is asked, who may answer, what came of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.models.bodies import Participant
from meetings.models.sessions import AgendaItem, Session
from organizations.models import Organization


class Ballot(models.Model):
    """One question with its choices. When it opens, who may vote is written down (`Elector`), and how many of them
    were there; when it closes, its counters stay. Secret and weighted together is refused: the weights would tell.
    """

    class Method(models.TextChoices):
        HANDS = "hands", _("Show of hands")
        NAMED = "named", _("Named")
        SECRET = "secret", _("Secret")

    class Majority(models.TextChoices):
        SIMPLE = "simple", _("More yes than no")
        ABSOLUTE = "absolute", _("More than half of those who may vote")
        TWO_THIRDS = "two_thirds", _("Two thirds of the votes cast")
        CONSENSUS = "consensus", _("Nobody against")
        MOST = "most", _("The choice with most votes")

    class Status(models.TextChoices):
        DRAFT = "draft", _("In preparation")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")
        ANNULLED = "annulled", _("Annulled")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="ballots")
    agenda_item = models.ForeignKey(AgendaItem, null=True, on_delete=models.SET_NULL, related_name="ballots")
    question = models.CharField(_("question"), max_length=400)
    text = models.TextField(_("text that is voted on"), max_length=8000, blank=True)
    method = models.CharField(_("how"), max_length=8, choices=Method, default=Method.NAMED)
    majority = models.CharField(_("majority"), max_length=12, choices=Majority, default=Majority.SIMPLE)
    is_weighted = models.BooleanField(_("weighted by organisation"), default=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    status_reason = models.CharField(max_length=300, blank=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    eligible = models.PositiveIntegerField(default=0)  # voices, when it opened
    present = models.PositiveIntegerField(default=0)  # of them there, or carried by one who was, when it opened
    needed = models.PositiveIntegerField(default=0)  # for the quorum
    is_passed = models.BooleanField(null=True)  # told when it closes; null where no quorum, or a tie of choices
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["author", "client_id"], name="ballot_client_id_once"),
            models.UniqueConstraint(fields=["session"], condition=Q(status="open"), name="one_vote_at_a_time"),
            models.CheckConstraint(condition=~Q(method="secret", is_weighted=True), name="secret_is_not_weighted"),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def has_quorum(self) -> bool:
        return self.present >= self.needed


class Choice(models.Model):
    """One answer, and its counters. Of a secret vote nothing else is kept."""

    class Kind(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        ABSTAIN = "abstain", _("Abstain")
        OTHER = "other", _("Choice")

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="choices")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.OTHER)
    words = models.CharField(_("words"), max_length=200, blank=True)  # of OTHER; the rest have theirs
    position = models.PositiveSmallIntegerField()
    votes = models.PositiveIntegerField(default=0)
    weight = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["ballot", "position"], name="choice_position_once"),
        ]

    def __str__(self) -> str:
        return self.words or self.get_kind_display()


class Elector(models.Model):
    """An organisation that may vote in a ballot, written down when it opened. `has_voted` is all that is kept of it in
    a secret vote: no time, no order, no choice.
    """

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="electors")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    carrier = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")  # itself, or its proxy
    weight = models.PositiveIntegerField(default=1)
    is_present = models.BooleanField(default=True)
    has_voted = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["ballot", "organization"], name="elector_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} in {self.ballot_id}"


class Vote(models.Model):
    """What an organisation said in a named vote. Secret votes and shows of hands leave no such row."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="votes")
    elector = models.OneToOneField(Elector, on_delete=models.CASCADE, related_name="vote")
    choice = models.ForeignKey(Choice, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")  # for whom it was cast
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.elector_id}: {self.choice_id}"


class Proxy(models.Model):
    """An organisation lets another one cast its voice in a session. Nobody passes on what was passed to them."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="proxies")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")  # that is away
    holder = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["session", "organization"], condition=Q(ended_at__isnull=True), name="proxy_once"
            ),
            models.CheckConstraint(condition=~Q(organization=models.F("holder")), name="proxy_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} by {self.holder_id}"
