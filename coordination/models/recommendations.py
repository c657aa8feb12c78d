"""Recommendations: what was recommended, where it was said, who answers for it, what it is linked to."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.models import Message
from coordination.models.committees import Committee
from coordination.models.decisions import Decision
from coordination.models.forums import Forum
from legislation.models import Proposal
from meetings.models import Body, MinuteEntry, Session
from needs.models import Challenge, Need
from organizations.models import Organization, Place
from projects.models import Indicator, Project, Task


class Theme(models.Model):
    """What a recommendation is about, in words of the forum's own: finer than a sector, and it may be a cluster of an
    imported table.
    """

    name = models.CharField(_("name"), max_length=120)
    body = models.ForeignKey(Body, null=True, on_delete=models.CASCADE, related_name="themes")  # null: for all
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["body", "name"], name="theme_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Recommendation(models.Model):
    """What a body recommends. Its text never changes once adopted. `status` follows coordination/states.py; that it is
    late, or that nobody reports, is reckoned, never set. `percent`, `reported_at` and `due_on` are what its confirmed
    updates and milestones say.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ADOPTED = "adopted", _("Adopted")
        ASSIGNED = "assigned", _("Responsibility accepted")
        IN_PROGRESS = "in_progress", _("In progress")
        BLOCKED = "blocked", _("Blocked")
        REPORTED = "reported_done", _("Reported as done")
        VERIFIED = "verified", _("Verified by the committee")
        SUPERSEDED = "superseded", _("Superseded")
        DROPPED = "dropped", _("Dropped")

    code = models.CharField(max_length=16, unique=True)  # R-2-014: the fourteenth of the second edition
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="recommendations")  # that recommends
    forum = models.ForeignKey(Forum, null=True, on_delete=models.PROTECT, related_name="recommendations")
    committee = models.ForeignKey(
        Committee, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations"
    )  # that follows it up, and verifies
    text = models.TextField(_("text"), max_length=4000)
    title = models.CharField(_("short title"), max_length=160)
    status = models.CharField(max_length=14, choices=Status, default=Status.DRAFT)
    status_reason = models.CharField(max_length=600, blank=True)
    visibility = models.CharField(
        _("who sees it"), max_length=8, choices=Body.Visibility, default=Body.Visibility.MEMBERS
    )
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations")
    places = models.ManyToManyField(Place, verbose_name=_("places"), blank=True, related_name="+")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    supersedes = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="recommendations")
    ending = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="+")  # that dropped it
    due_on = models.DateField(_("due on"), null=True, blank=True)
    report_every = models.PositiveSmallIntegerField(_("days between reports"), default=30)
    percent = models.PositiveSmallIntegerField(default=0)
    reported_at = models.DateTimeField(null=True)  # the newest update that was submitted
    report_due_on = models.DateField(null=True)  # the next report, while somebody answers for it
    adopted_on = models.DateField(null=True)
    assigned_at = models.DateTimeField(null=True)
    verified_at = models.DateTimeField(null=True)
    milestones_made = models.PositiveSmallIntegerField(default=0)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    search_text = models.TextField(default="", editable=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "client_id"], name="recommendation_client_id_once"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="recommendation_percent_in_bounds"),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(adopted_on__isnull=False), name="recommendation_adopted_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(decision__isnull=False), name="recommendation_adopted_by_a_decision"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["superseded", "dropped"]) | Q(ending__isnull=False),
                name="recommendation_ended_by_a_decision",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["status", "due_on"], name="recommendation_due"),
            models.Index(fields=["status", "report_due_on"], name="recommendation_reported"),
            models.Index(fields=["forum", "status"], name="recommendation_of_forum"),
            models.Index(fields=["committee", "status"], name="recommendation_of_committee"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def stream(self) -> str:
        return f"recommendation.{self.pk}"


class RecommendationOrigin(models.Model):
    """Where a recommendation was said: a message, a paragraph of minutes, a need, a difficulty, a proposal to change a
    law; with the words as they stood then. `page` is where it stands in a printed document.
    """

    recommendation = models.OneToOneField(Recommendation, on_delete=models.CASCADE, related_name="origin")
    session = models.ForeignKey(Session, null=True, on_delete=models.SET_NULL, related_name="+")
    entry = models.ForeignKey(MinuteEntry, null=True, on_delete=models.SET_NULL, related_name="recommendations")
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="recommendations")
    need = models.ForeignKey(Need, null=True, on_delete=models.SET_NULL, related_name="recommendations")
    challenge = models.ForeignKey(Challenge, null=True, on_delete=models.SET_NULL, related_name="recommendations")
    proposal = models.ForeignKey(Proposal, null=True, on_delete=models.SET_NULL, related_name="recommendations")
    words = models.TextField(max_length=8000, blank=True)
    page = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return str(self.recommendation_id)


class Responsibility(models.Model):
    """An organisation that answers for a recommendation, or supports it. Its signatory accepts or declines; it names a
    focal point and an alternate.
    """

    class Role(models.TextChoices):
        LEAD = "lead", _("Responsible")
        SUPPORT = "support", _("Supports")
        CONSULTED = "consulted", _("Is consulted")

    class Status(models.TextChoices):
        ASKED = "asked", _("Asked")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        ENDED = "ended", _("Ended")

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="responsibilities")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="responsibilities")
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.LEAD)
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED)
    reason = models.CharField(_("reason"), max_length=600, blank=True)
    focal_point = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    alternate = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["recommendation", "organization"],
                condition=Q(status__in=["asked", "accepted"]),
                name="responsible_once",
            ),
            models.UniqueConstraint(
                fields=["recommendation"],
                condition=Q(status__in=["asked", "accepted"], role="lead"),
                name="one_organization_responsible",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "status"], name="responsibility_listed"),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} for {self.recommendation_id}"


class Milestone(models.Model):
    """A step towards what was recommended; `weight` is its part of the whole."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("title"), max_length=200)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    position = models.PositiveSmallIntegerField()
    organization = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "client_id"], name="recommendation_milestone_once"),
            models.CheckConstraint(condition=Q(weight__gte=1) & Q(weight__lte=100), name="milestone_weight_in_bounds"),
        ]

    def __str__(self) -> str:
        return self.title


CARRYING = ("project", "task", "need", "indicator", "proposal")


def one_of(names: tuple[str, ...]) -> Q:
    """Exactly one of these columns is set."""
    alone = (Q(*[(f"{each}__isnull", each != name) for each in names]) for name in names)
    return reduce(or_, alone)


class RecommendationLink(models.Model):
    """What carries a recommendation out: a project, a task, a need, an indicator, a proposal to change a law; one of
    them in each row.
    """

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="links")
    project = models.ForeignKey(Project, null=True, on_delete=models.CASCADE, related_name="recommendation_links")
    task = models.ForeignKey(Task, null=True, on_delete=models.CASCADE, related_name="recommendation_links")
    need = models.ForeignKey(Need, null=True, on_delete=models.CASCADE, related_name="recommendation_links")
    indicator = models.ForeignKey(Indicator, null=True, on_delete=models.CASCADE, related_name="recommendation_links")
    proposal = models.ForeignKey(Proposal, null=True, on_delete=models.CASCADE, related_name="recommendation_links")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["recommendation", name], name=f"recommendation_{name}_once")
            for name in CARRYING
        ] + [
            models.CheckConstraint(
                condition=one_of(CARRYING),
                name="recommendation_link_to_one",
            ),
        ]

    def __str__(self) -> str:
        return str(self.recommendation_id)
