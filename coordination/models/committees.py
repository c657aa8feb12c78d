"""Committees: what they are for, their terms, who sits in them, and what one hands over to another."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.models.forums import Forum
from meetings.models import Body, Participant
from organizations.models import Organization


class Committee(models.Model):
    """A body that stays: it follows up what a forum recommended. Who sees it, its room and its sessions stand at its
    `body`; its members' organisations have their voices there.
    """

    code = models.CharField(max_length=10, unique=True)
    body = models.OneToOneField(Body, on_delete=models.CASCADE, related_name="committee")
    mandate = models.TextField(_("mandate"), max_length=4000)
    forum = models.ForeignKey(Forum, null=True, blank=True, on_delete=models.PROTECT, related_name="committees")
    founding_decision = models.ForeignKey(
        "coordination.Decision", null=True, blank=True, on_delete=models.PROTECT, related_name="founded"
    )
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    decisions_made = models.PositiveIntegerField(default=0)
    recommendations_made = models.PositiveIntegerField(default=0)  # numbers their codes
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    search_text = models.TextField(default="", editable=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["author", "client_id"], name="committee_client_id_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.body}"

    @property
    def stream(self) -> str:
        return f"committee.{self.pk}"


class Term(models.Model):
    """A span for which seats are given. Terms of one committee do not overlap."""

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="terms")
    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField(_("begins on"))
    ends_on = models.DateField(_("ends on"))

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["committee", "number"], name="term_once"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="term_days_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.committee_id} {self.number}"

    @property
    def is_over(self) -> bool:
        return self.ends_on < timezone.localdate()


class Seat(models.Model):
    """An organisation's seat in a term: the organisation has it, people hold it."""

    class Post(models.TextChoices):
        CHAIR = "chair", _("Chair")
        DEPUTY = "deputy", _("Deputy chair")
        RAPPORTEUR = "rapporteur", _("Rapporteur")
        MEMBER = "member", _("Member")

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="seats")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="seats")
    post = models.CharField(_("post"), max_length=10, choices=Post, default=Post.MEMBER)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)  # why it ended
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["term", "organization"], condition=Q(until__isnull=True), name="seat_once"),
            models.UniqueConstraint(
                fields=["term"], condition=Q(until__isnull=True, post="chair"), name="one_chair_of_a_term"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} in {self.term_id}"


class SeatHolder(models.Model):
    """A person in a seat: main holder or alternate, from when to when; at the body they are `participant`."""

    class Rank(models.TextChoices):
        MAIN = "main", _("Main")
        ALTERNATE = "alternate", _("Alternate")

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="holders")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seats")
    rank = models.CharField(_("rank"), max_length=10, choices=Rank, default=Rank.MAIN)
    participant = models.ForeignKey(Participant, null=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["seat", "rank"], condition=Q(until__isnull=True), name="one_holder_of_each_rank"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.seat_id}"


class Referral(models.Model):
    """A committee hands the follow-up of a recommendation over to another one, which takes it or says no, or it is
    taken back. Rows stay: they are the history.
    """

    class Status(models.TextChoices):
        OFFERED = "offered", _("Handed over")
        TAKEN = "taken", _("Taken on")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Hand-over taken back")

    recommendation = models.ForeignKey(
        "coordination.Recommendation", on_delete=models.CASCADE, related_name="referrals"
    )
    giver = models.ForeignKey(Committee, null=True, on_delete=models.PROTECT, related_name="+")
    taker = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=600)
    answer_by = models.DateField(_("answer by"), null=True, blank=True)
    status = models.CharField(max_length=9, choices=Status, default=Status.OFFERED)
    answer = models.CharField(_("answer"), max_length=600, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "client_id"], name="referral_client_id_once"),
            models.UniqueConstraint(
                fields=["recommendation"], condition=Q(status="offered"), name="handed_over_to_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id} to {self.taker_id}"
