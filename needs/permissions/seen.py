"""Which needs and offers may be seen, by whom, and which streams tell of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet

from accounts.permissions import is_secretariat
from journal.actors import Actor
from journal.ids import id_of
from needs.models import Challenge, ChallengeVoice, Convener, Need, Offer, Operation, Pledge, Statement, Visibility
from organizations.models import Organization
from organizations.permissions import running_memberships

if TYPE_CHECKING:
    from accounts.models import User

Reader = Any  # accounts.models.User or AnonymousUser
BOARDS = {Visibility.PUBLIC: "board.public", Visibility.MEMBERS: "board.members"}
# Pledges that were taken: who gives and who needs know from then on how to reach each other.
TAKEN = (
    Pledge.Status.ACCEPTED,
    Pledge.Status.DISPATCHED,
    Pledge.Status.DELIVERED,
    Pledge.Status.CONFIRMED,
    Pledge.Status.DISPUTED,
    Pledge.Status.CLOSED_SHORT,
)


@dataclass(frozen=True)
class Standpoint:
    """What somebody is to what organisations post: `own` are the ids of those they belong to, `trusted` the verified
    ones among them; `is_member` whether what is for people of verified organisations is for them.
    """

    own: tuple[int, ...]
    trusted: tuple[int, ...]
    is_member: bool

    @classmethod
    def of(cls, user: User | AnonymousUser) -> Standpoint:
        """One query; none for strangers."""
        if not (user.is_authenticated and user.is_active):
            return cls((), (), is_member=False)
        known = [row.organization for row in running_memberships(user)]
        trusted = [row for row in known if row.is_verified]
        is_official = {row.pk for row in trusted if row.kind == Organization.Kind.PUBLIC_BODY}
        is_member = is_secretariat(user) or any(row.pk not in is_official for row in trusted)
        return cls(tuple(row.pk for row in known), tuple(row.pk for row in trusted), is_member=is_member)


def needs_for(user: Reader) -> QuerySet[Need]:
    """Needs the person may see: public ones for everybody, also without signing in; those for members for people of
    verified organisations; named ones for the organisations named (also public bodies); one's own organisations' all,
    drafts among them; and those to which one's organisation has pledged. The secretariat sees what is for members, and
    the drafts it wrote for others. What an organisation posted that is not verified is its own affair.
    """
    known = Standpoint.of(user)
    pledged = Pledge.objects.filter(organization__in=known.trusted).values("need")
    return written_needs().filter(_seen(Need.named.through, "need", user, known) | Q(pk__in=pledged))


def offers_for(user: Reader) -> QuerySet[Offer]:
    """As `needs_for`; beside these, offers out of which one's organisation was promised something."""
    known = Standpoint.of(user)
    promised = Pledge.objects.filter(need__organization__in=known.trusted, offer__isnull=False).values("offer")
    return written_offers().filter(_seen(Offer.named.through, "offer", user, known) | Q(pk__in=promised))


def challenges_for(user: Reader) -> QuerySet[Challenge]:
    """As `needs_for`; beside these, those to which one's organisation has said "we too"."""
    known = Standpoint.of(user)
    voiced = ChallengeVoice.objects.filter(organization__in=known.trusted).values("challenge")
    return Challenge.objects.filter(_seen(Challenge.named.through, "challenge", user, known) | Q(pk__in=voiced))


def operations_for(user: Reader) -> QuerySet[Operation]:
    """As `needs_for`; beside these, those that one's organisation convenes or was asked to convene."""
    known = Standpoint.of(user)
    convened = Convener.objects.filter(organization__in=known.trusted).values("operation")
    return Operation.objects.filter(_seen(Operation.named.through, "operation", user, known) | Q(pk__in=convened))


def _seen(named: type[Model], column: str, user: Reader, known: Standpoint) -> Q:
    for_me = named._default_manager.filter(organization__in=known.trusted).values(column)
    shown = Q(visibility=Visibility.PUBLIC) | (Q(visibility=Visibility.NAMED) & Q(pk__in=for_me))
    if known.is_member:
        shown |= Q(visibility=Visibility.MEMBERS)
    of_trusted = Q(organization__status=Organization.Status.VERIFIED, organization__closed_at__isnull=True)
    seen = (shown & of_trusted & Q(opened_at__isnull=False)) | Q(organization__in=known.own)
    return seen | Q(author=user.pk) if is_secretariat(user) else seen


def own_needs(organization: Organization) -> QuerySet[Need]:
    return written_needs().filter(organization=organization)


def own_offers(organization: Organization) -> QuerySet[Offer]:
    return written_offers().filter(organization=organization)


def written_needs() -> QuerySet[Need]:
    """Without those of a sheet that is still being written."""
    return Need.objects.filter(is_staged=False)


def written_offers() -> QuerySet[Offer]:
    return Offer.objects.filter(is_staged=False)


SEEN = {"need.": needs_for, "offer.": offers_for, "challenge.": challenges_for, "operation.": operations_for}


# Streams --------------------------------------------------------------------------------------------------------------
def streams_of(posting: Statement) -> set[str]:
    """Where it is told what happens to what an organisation said: on its own stream and its organisation's; on the
    board that all who may see it may watch; or to the organisations it names.
    """
    if isinstance(posting, Need | Offer) and posting.is_staged:
        return {posting.stream}
    streams = {posting.stream, f"org.{posting.organization_id}"}
    if posting.opened_at is None:
        return streams
    if board := BOARDS.get(Visibility(posting.visibility)):
        streams.add(board)
    if posting.visibility == Visibility.NAMED:
        streams |= {f"org.{pk}" for pk in posting.named.values_list("pk", flat=True)}
    return streams


def streams_for(user: Reader, names: set[str]) -> set[str]:
    """Of these `board.…` and `need.<id>`, `offer.<id>`, `challenge.<id>`, `operation.<id>` streams, those the person
    may watch.
    """
    if not (user.is_authenticated and user.is_active):
        return set()
    watched = [_watched(prefix, seen, user, names) for prefix, seen in SEEN.items()]
    return _boards(user, names).union(*watched)


def _boards(user: Reader, names: set[str]) -> set[str]:
    asked = names & set(BOARDS.values())
    may_watch_members = "board.members" in asked and Standpoint.of(user).is_member
    return asked if may_watch_members else asked - {"board.members"}


def _watched(prefix: str, seen: Any, user: Reader, names: set[str]) -> set[str]:
    wanted = {pk: name for name in names if name.startswith(prefix) and (pk := id_of(name.removeprefix(prefix)))}
    if not wanted:
        return set()
    return {wanted[pk] for pk in seen(user).filter(pk__in=wanted).values_list("pk", flat=True)}


# What is for fewer ----------------------------------------------------------------------------------------------------
EXACT = frozenset({"latitude", "longitude", "precision", "contact"})  # columns of which few know what they say


def is_told_whole(posting: Statement) -> bool:
    """May its stream tell what it says? Whoever once watched it watches on when it is for fewer."""
    is_public = posting.visibility == Visibility.PUBLIC and posting.opened_at is not None
    return is_public and posting.organization.is_verified


def writes_exactly(actor: Actor, posting: Need | Offer) -> bool:
    """Whoever knows the contact and the exact point writes them, and whoever wrote all of it down for others."""
    return actor.person_id == posting.author_id or sees_exactly(actor.person, posting)


def sees_exactly(user: Reader, posting: Need | Offer) -> bool:
    """May the reader know the contact and the exact point: its own organisation's people, and those of an organisation
    whose pledge was taken (for an offer: to whom something of it was promised).
    """
    own = set(Standpoint.of(user).own)
    if posting.organization_id in own:
        return True
    taken = posting.pledges.filter(status__in=TAKEN)
    other = "organization" if isinstance(posting, Need) else "need__organization"
    return bool(own) and taken.filter(**{f"{other}__in": own}).exists()
