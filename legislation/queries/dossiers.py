"""Dossiers and what became of what they ask, as pages, the API and the journal read them; and what verifies a copy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from files.models import StoredFile
from journal.stamps import stamp
from legislation.models import Answer, Dossier, DossierItem, Round, RoundUserPermission
from legislation.permissions import answers_for, dossiers_for
from legislation.states import MADE, MAKING, POSTED, VOID
from needs.codes import read_document_code
from organizations.models import Membership, Organization
from organizations.permissions import SPEAKING

Facts = dict[str, Any]
Kind = Answer.Kind
FORMATS = ("pdf", "docx", "xlsx", "akn", "json")
FINAL = frozenset({Kind.ACCEPTED, Kind.PARTLY, Kind.REFUSED, Kind.NOT_OURS, Kind.ENACTED})
SLOW, VERY_SLOW = 30, 60  # days without an answer


@dataclass
class ItemShown:
    """A proposal in a dossier: the answer that stands, those that wait to be checked, those that were found wrong."""

    item: DossierItem
    standing: Answer | None = None
    waiting: list[Answer] = field(default_factory=list)
    wrong: list[Answer] = field(default_factory=list)
    days: int | None = None  # since it was sent, where no last answer stands

    @property
    def is_answered(self) -> bool:
        return self.standing is not None and self.standing.kind in FINAL


def listed_dossiers(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """With what a list shows of each; one query."""
    return rows.select_related(
        "round__instrument", "round__organization", "organization", "person", "sent_by", *FORMATS
    )


def dossiers_of(user: Any, row: Round) -> QuerySet[Dossier]:
    return listed_dossiers(dossiers_for(user).filter(round=row)).order_by("-number")


def liaised_dossiers(user: User) -> QuerySet[Dossier]:
    """Those that wait for the answers of a liaison."""
    rounds = RoundUserPermission.objects.filter(user=user, permission__codename="liaise_round").values("content_object")
    return listed_dossiers(dossiers_for(user).filter(round__in=rounds, status=POSTED)).order_by("-sent_on", "-pk")


def seen_dossier(user: Any, pk: int) -> Dossier | None:
    return listed_dossiers(dossiers_for(user).filter(pk=pk)).select_related("receipt_scan").first()


def stands(row: Round) -> bool:
    """Has the round a dossier that is neither void nor failed?"""
    return row.dossiers.filter(status__in=(MAKING, MADE, POSTED)).exists()


def files_of(row: Dossier) -> list[tuple[str, StoredFile]]:
    return [(name, file) for name in FORMATS if (file := getattr(row, name)) is not None]


# Answers --------------------------------------------------------------------------------------------------------------
def items_shown(user: Any, row: Dossier) -> list[ItemShown]:
    """Two queries, whatever their number."""
    items = row.items.select_related("proposal__organization").order_by("position")
    shown = {item.pk: ItemShown(item) for item in items}
    answers = answers_for(user).filter(item__dossier=row)
    for answer in answers.select_related("entered_by", "checked_by", "enacted_by", "scan").order_by("pk"):
        place(shown[answer.item_id], answer)
    for each in shown.values():
        each.days = None if each.is_answered else days_since(row)
    return list(shown.values())


def open_items(row: Dossier) -> QuerySet[DossierItem]:
    """Proposals that wait for an answer: no last one stands, and none waits to be checked."""
    standing = Answer.objects.filter(item=OuterRef("pk"), refused_at=None)
    last = standing.filter(checked_at__isnull=False).order_by("-pk").values("kind")[:1]
    rows = row.items.annotate(last=Coalesce(Subquery(last), Value(""))).exclude(last__in=FINAL)
    waits = standing.filter(checked_at=None)
    return rows.exclude(Exists(waits)).select_related("proposal").order_by("position")


def answers_to_check(user: Any, row: Round) -> tuple[int, int]:
    """(how many answers in the dossiers of a round wait for a check by this person, the dossier of the first): of one's
    own entries nobody is the judge. (0, 0) where none does.
    """
    rows = answers_for(user).filter(item__dossier__round=row, item__dossier__status=POSTED)
    found = rows.filter(checked_at=None, refused_at=None).exclude(entered_by=user).order_by("pk")
    dossiers = list(found.values_list("item__dossier_id", flat=True))
    return len(dossiers), dossiers[0] if dossiers else 0


def place(shown: ItemShown, answer: Answer) -> None:
    """The newest checked one stands."""
    if answer.refused_at is not None:
        shown.wrong.append(answer)
    elif answer.checked_at is None:
        shown.waiting.append(answer)
    else:
        shown.standing = answer


def days_since(row: Dossier) -> int | None:
    return (timezone.localdate() - row.sent_on).days if row.sent_on and row.status == POSTED else None


def figures_of(shown: Iterable[ItemShown]) -> list[tuple[str, int]]:
    """(kind of answer, how many), those without one under ""."""
    counts: dict[str, int] = {}
    for each in shown:
        kind = each.standing.kind if each.standing else ""
        counts[kind] = counts.get(kind, 0) + 1
    return [(kind, counts[kind]) for kind in (*Kind.values, "") if kind in counts]


def unanswered(row: Dossier) -> int:
    """Proposals of a dossier whose newest checked answer is not a last one."""
    last: dict[int, str] = dict.fromkeys(row.items.values_list("pk", flat=True), "")
    checked = Answer.objects.filter(item__dossier=row, checked_at__isnull=False, refused_at=None)
    last |= dict(checked.order_by("pk").values_list("item_id", "kind"))
    return sum(kind not in FINAL for kind in last.values())


def standing_answers(proposals: Iterable[int]) -> dict[int, Answer]:
    """{proposal: the answer that stands}, of dossiers that were sent."""
    rows = Answer.objects.filter(item__proposal__in=list(proposals), item__dossier__status=POSTED)
    rows = rows.filter(checked_at__isnull=False, refused_at=None).select_related("item__dossier", "enacted_by")
    return {row.item.proposal_id: row for row in rows.order_by("pk")}


# Liaisons -------------------------------------------------------------------------------------------------------------
def officials() -> QuerySet[User]:
    """People of verified public bodies."""
    bodies = Organization.objects.filter(kind=Organization.Kind.PUBLIC_BODY, status=Organization.Status.VERIFIED)
    members = Membership.objects.filter(SPEAKING, organization__in=bodies)
    people = User.objects.filter(is_active=True, is_bot=False, pk__in=members.values("person"))
    return people.order_by("display_name", "pk")


def liaisons_of(row: Round) -> list[User]:
    granted = RoundUserPermission.objects.filter(content_object=row, permission__codename="liaise_round")
    return [each.user for each in granted.select_related("user").order_by("pk")]


def is_liaison(row: Round, person: User) -> bool:
    granted = RoundUserPermission.objects.filter(content_object=row, permission__codename="liaise_round")
    return granted.filter(user=person).exists()


# What verifies a copy -------------------------------------------------------------------------------------------------
def verified_dossier(code: str) -> Dossier | None:
    """The dossier that bears this code, as somebody typed it; None where none does."""
    rows = Dossier.objects.filter(status__in=(MADE, POSTED, VOID), frozen_at__isnull=False)
    return listed_dossiers(rows).filter(code=read_document_code(code)).first()


def same_format(row: Dossier, sha256: str) -> str:
    """Which of its files a copy is, by its fingerprint; "" where none."""
    return next((name for name, file in files_of(row) if file.sha256 == sha256), "")


def newer_dossier(row: Dossier) -> Dossier | None:
    """The newest that stands in place of a void one."""
    if row.status != VOID:
        return None
    return row.round.dossiers.filter(status__in=(MADE, POSTED), number__gt=row.number).order_by("-number").first()


# For programs ---------------------------------------------------------------------------------------------------------
def dossier_facts(row: Dossier) -> Facts:
    return {
        "id": row.pk,
        "round": row.round_id,
        "number": row.number,
        "status": row.status,
        "status_reason": row.status_reason,
        "progress": row.progress,
        "addressee": row.addressee,
        "code": row.code if row.frozen_at else None,
        "sha256": {name: file.sha256 for name, file in files_of(row)},
        "created_at": stamp(row.created_at),
        "frozen_at": stamp(row.frozen_at),
        "sent_on": row.sent_on.isoformat() if row.sent_on else None,
        "receipt_number": row.receipt_number,
        "days_without_answer": days_since(row) if row.status == POSTED and unanswered(row) else None,
    }


def item_facts(shown: ItemShown) -> Facts:
    proposal = shown.item.proposal
    return {
        "id": shown.item.pk,
        "proposal": proposal.pk,
        "code": proposal.code,
        "title": proposal.title,
        "version": shown.item.version,
        "answer": answer_facts(shown.standing) if shown.standing else None,
        "waiting": [answer_facts(each) for each in shown.waiting],
        "days_without_answer": shown.days,
    }


def answer_facts(row: Answer) -> Facts:
    return {
        "id": row.pk,
        "item": row.item_id,
        "kind": row.kind,
        "text": row.text,
        "letter_number": row.letter_number,
        "letter_on": row.letter_on.isoformat() if row.letter_on else None,
        "enacted_by": row.enacted_by_id,
        "has_scan": row.scan_id is not None,
        "entered_at": stamp(row.entered_at),
        "checked_at": stamp(row.checked_at),
        "refused_at": stamp(row.refused_at),
        "refused_reason": row.refused_reason,
    }


def verified_facts(row: Dossier) -> Facts:
    """What everybody learns who holds a copy: that it is genuine, of which round and day; no word of what it says."""
    newer = newer_dossier(row)
    return {
        "round": row.round.code,
        "number": row.number,
        "status": row.status,
        "status_reason": row.status_reason if row.status == VOID else "",
        "frozen_at": stamp(row.frozen_at),
        "sent_on": row.sent_on.isoformat() if row.sent_on else None,
        "sha256": {name: file.sha256 for name, file in files_of(row)},
        "is_replaced": newer is not None,
    }
