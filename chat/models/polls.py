"""Polls: a question with options, asked by a message; who voted, and, where the poll is named, for what."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from chat.models.messages import Message
from organizations.models import Organization

QUESTION_LIMIT, OPTION_LIMIT = 300, 200
FEWEST_OPTIONS, MOST_OPTIONS = 2, 12


class Poll(models.Model):
    """Asked by its message. `voters` counts who has voted: people, or organisations where each has one voice."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="poll")
    question = models.CharField(max_length=QUESTION_LIMIT)
    is_multiple = models.BooleanField(default=False)
    is_anonymous = models.BooleanField(default=False)
    is_per_organization = models.BooleanField(default=False)
    closes_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    voters = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.question

    @property
    def is_open(self) -> bool:
        """At its closing time a poll takes no more votes, also before the worker has said so."""
        return self.closed_at is None and (self.closes_at is None or self.closes_at > timezone.now())

    @property
    def is_told(self) -> bool:
        """An anonymous poll tells its counts when it is closed: live, they would betray each vote as it comes."""
        return self.closed_at is not None or not self.is_anonymous


class PollOption(models.Model):
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=OPTION_LIMIT)
    votes = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["poll", "position"], name="poll_option_place_once"),
        ]

    def __str__(self) -> str:
        return self.text


class PollVote(models.Model):
    """That somebody voted. `voter` is `p4` for a person, `o12` for an organisation, whose `person` cast it.

    `choices` are the ids of options; of an anonymous poll always empty: nothing here or elsewhere holds who chose what.
    """

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="votes")
    voter = models.CharField(max_length=24)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    choices = models.JSONField(default=list)
    client_id = models.UUIDField(null=True)
    cast_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["poll", "voter"], name="one_vote_of_a_voter"),
        ]

    def __str__(self) -> str:
        return f"{self.voter} in {self.poll_id}"
