"""Proposals to amend a law: who drafted, who puts it forward, what it does to which words, who stands behind it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from legislation.models.provisions import Kind as ProvisionKind
from legislation.models.provisions import Provision, ProvisionText
from legislation.models.rounds import Round
from organizations.models import Organization


class Proposal(models.Model):
    """What a member drafted and an organisation puts forward. `status` follows legislation/states.py; what is withdrawn
    or refused stays to be read. `version` counts its wordings. `endorsements_count` is of organisations, one each.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        HANDED_IN = "handed_in", _("With the signatory")
        SUBMITTED = "submitted", _("Put forward")
        RETURNED = "returned", _("Returned")
        ADMISSIBLE = "admissible", _("Admitted")
        RECOMMENDED = "recommended", _("With an opinion")
        ADOPTED = "adopted", pgettext_lazy("a proposal", "Adopted")
        REJECTED = "rejected", _("Not adopted")
        MERGED = "merged", _("Merged")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    code = models.CharField(max_length=14, unique=True)  # A-2-014: the fourteenth of the second round
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="proposals")
    title = models.CharField(_("title"), max_length=200)
    rationale = models.TextField(_("reasons"), max_length=8000, blank=True)
    effect = models.TextField(_("expected effect"), max_length=4000, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    status_reason = models.CharField(max_length=600, blank=True)
    is_waiting_in_sight = models.BooleanField(default=False)  # handed in, and its organisation lets others see it wait
    version = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="proposals")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="proposals")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    taken_over = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="taken_over_by")
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged_from")
    endorsements_count = models.PositiveIntegerField(default=0)
    remarks_count = models.PositiveIntegerField(default=0)
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_from = models.CharField(max_length=12, blank=True)  # what it was before: where it goes when taken up again
    search_text = models.TextField(default="", editable=False)

    counted: int  # of its endorsements, those that the round's threshold counts: noted by queries.desk

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["author", "client_id"], name="proposal_client_id_once"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "handed_in", "withdrawn", "returned"]) | Q(signed_by__isnull=False),
                name="proposal_signed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status="merged") | Q(merged_into__isnull=False), name="proposal_merged_into_another"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["round", "status"], name="proposal_listed"),
            models.Index(fields=["organization", "status"], name="proposal_of_organization"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def stream(self) -> str:
        return f"proposal.{self.pk}"


class Amendment(models.Model):
    """One change: bound to a provision and to the words it was written against (`base`, and their hash). What is
    inserted, repealed, renumbered or replaced throughout says so by its kind.
    """

    class Kind(models.TextChoices):
        REPLACE = "replace", _("Replace the text")
        INSERT_BEFORE = "insert_before", _("Insert before")
        INSERT_AFTER = "insert_after", _("Insert after")
        REPEAL = "repeal", pgettext_lazy("a change of a law", "Repeal")
        RENUMBER = "renumber", _("Renumber")
        HEADING = "heading", _("Change the heading")
        TERM = "replace_term", _("Replace a term throughout the law")

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="amendments")
    kind = models.CharField(_("kind"), max_length=14, choices=Kind, default=Kind.REPLACE)
    provision = models.ForeignKey(Provision, null=True, on_delete=models.PROTECT, related_name="amendments")
    base = models.ForeignKey(ProvisionText, null=True, on_delete=models.PROTECT, related_name="amendments")
    base_sha256 = models.CharField(max_length=64, blank=True)
    new_kind = models.CharField(max_length=10, choices=ProvisionKind, blank=True)  # of what is inserted
    new_label = models.CharField(_("label"), max_length=80, blank=True)
    new_heading = models.CharField(_("heading"), max_length=400, blank=True)
    new_text = models.TextField(_("proposed text"), max_length=30_000, blank=True)
    term = models.CharField(_("term"), max_length=200, blank=True)
    new_term = models.CharField(_("replaced by"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=600, blank=True)
    position = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=1)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    edited_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "client_id"], name="amendment_client_id_once"),
            models.CheckConstraint(
                condition=Q(kind="replace_term", provision=None) & ~Q(term="")
                | ~Q(kind="replace_term") & Q(provision__isnull=False, base__isnull=False),
                name="amendment_bound_to_words",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["provision"], name="amendments_on_provision")]

    def __str__(self) -> str:
        return f"{self.kind} {self.provision_id or self.term}"


class ProposalVersion(models.Model):
    """A wording of a proposal as it was before it changed, or as it was put forward."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    shown = models.JSONField()  # {"title", "rationale", "effect", "amendments": [...]}
    reason = models.CharField(max_length=300, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["proposal", "number"], name="proposal_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} v{self.number}"


class Writer(models.Model):
    """A person who writes a draft beside its author, of the author's organisation or of a co-sponsor."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="writers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["proposal", "person"], name="proposal_writer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} writes {self.proposal_id}"


class Sponsor(models.Model):
    """An organisation asked to put a proposal forward together; its signatory answers. Its author's own is none."""

    class Status(models.TextChoices):
        ASKED = "asked", _("Asked")
        ACCEPTED = "accepted", _("Takes part")
        DECLINED = "declined", _("Declined")
        ENDED = "ended", _("Ended")

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="sponsors")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["proposal", "organization"], condition=Q(status__in=["asked", "accepted"]), name="sponsor_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} for {self.proposal_id}"


class Credit(models.Model):
    """Whose words went into a merged proposal; stays when the merged ones end."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="credits")
    source = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["proposal", "source"], name="proposal_credit_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} in {self.proposal_id}"


class Endorsement(models.Model):
    """An organisation stands behind a proposal, by its signatory. Rows are ended, not deleted."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="endorsements")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="endorsements")
    version = models.PositiveIntegerField()  # the wording it was given to
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["proposal", "organization"], condition=Q(withdrawn_at__isnull=True), name="endorsed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} behind {self.proposal_id}"


class Remark(models.Model):
    """What somebody says about words of an article in a round, or of a proposal: a remark, or a question to its
    sponsor. It is anchored by the words it quotes and those before them, and found again by them after an edit.
    """

    class Kind(models.TextChoices):
        REMARK = "remark", _("Remark")
        QUESTION = "question", _("Question to the sponsor")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="remarks")
    provision = models.ForeignKey(Provision, null=True, on_delete=models.PROTECT, related_name="remarks")
    proposal = models.ForeignKey(Proposal, null=True, on_delete=models.CASCADE, related_name="remarks")
    amendment = models.ForeignKey(Amendment, null=True, on_delete=models.SET_NULL, related_name="remarks")
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="replies")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.REMARK)
    quoted = models.CharField(max_length=600, blank=True)
    before = models.CharField(max_length=120, blank=True)  # the words that stood before, to tell two alike apart
    base_sha256 = models.CharField(max_length=64, blank=True)
    text = models.TextField(_("text"), max_length=4000)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "client_id"], name="remark_client_id_once"),
            models.CheckConstraint(
                condition=Q(provision__isnull=False) | Q(proposal__isnull=False), name="remark_on_something"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["round", "provision"], name="remarks_on_provision"),
            models.Index(fields=["proposal"], name="remarks_on_proposal"),
        ]

    def __str__(self) -> str:
        return self.text[:60]
