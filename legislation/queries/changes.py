"""What legislation/amending.py works on, read of a round: the law on its day, and what proposals do to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import QuerySet

from arabic.redline import carried_over
from legislation.amending import HEADING, REPLACE, Change, Clause
from legislation.models import Amendment, Proposal, ProvisionText, Round
from legislation.permissions import proposals_for
from legislation.permissions.seen import Reader
from legislation.queries.base import base_texts
from legislation.queries.wordings import COLUMNS, change_of
from legislation.states import ADOPTED, PUT_FORWARD, REJECTED

COMPARED = PUT_FORWARD | {ADOPTED, REJECTED}  # withdrawn and merged ones are read, not compared
LIVE = PUT_FORWARD | {ADOPTED}


class Base(NamedTuple):
    """The law as it stood on the day of a round, in reading order; `hashes` say by provision which wording it is."""

    clauses: list[Clause]
    hashes: dict[int, str]

    def clause(self, pk: int) -> Clause | None:
        return next((clause for clause in self.clauses if clause.key == pk), None)

    def holds(self, key: object) -> bool:
        return key in self.hashes

    def within(self, pk: int) -> list[Clause]:
        """The provision and all that stands in it."""
        inside, found = {pk}, []
        for clause in self.clauses:
            if clause.key == pk or clause.parent in inside:
                inside.add(clause.key)  # type: ignore[arg-type]
                found.append(clause)
        return found

    def around(self, pk: int) -> list[Clause]:
        """What the provision stands in, the outermost first."""
        by_key = {clause.key: clause for clause in self.clauses}
        found: list[Clause] = []
        at = by_key.get(pk)
        while at is not None and (at := by_key.get(at.parent)) is not None:
            found.append(at)
        return found[::-1]


def base_of(row: Round) -> Base:
    """What was repealed before is left out."""
    texts = base_texts(row)
    columns = ("provision_id", "provision__kind", "provision__label", "heading", "text", "provision__parent_id")
    rows = texts.exclude(change=ProvisionText.Change.REPEAL)
    clauses, hashes = [], {}
    for *clause, sha256 in rows.values_list(*columns, "sha256"):
        clauses.append(Clause(*clause))
        hashes[clause[0]] = sha256
    return Base(clauses, hashes)


def compared_proposals(user: Reader, row: Round) -> QuerySet[Proposal]:
    """What was put forward in a round and not taken back, as far as one sees it, in the order of its coming."""
    rows = proposals_for(user).filter(round=row, status__in=COMPARED)
    return rows.order_by("submitted_at", "pk")


def change_on(row: Amendment, base: Base) -> Change:
    """As it is on the text of the round; what was written against an earlier one is carried over where it can be."""
    made = change_of(row)
    if not is_stale(row, base) or row.base is None:
        return made
    clause = base.clause(row.provision_id or 0)
    if clause is None:
        return made
    if row.kind == REPLACE:
        return made._replace(text=carried_over(row.base.text, clause.text, row.new_text) or row.new_text)
    if row.kind == HEADING:
        return made._replace(heading=carried_over(row.base.heading, clause.heading, row.new_heading) or row.new_heading)
    return made


def is_stale(row: Amendment, base: Base) -> bool:
    """Was it written against words that are no longer those of the round's day? Also where they are gone."""
    return row.provision_id is not None and base.hashes.get(row.provision_id) != row.base_sha256


def changes_of(proposals: Iterable[int], base: Base) -> list[Change]:
    """All changes of these proposals, in the order in which those were put forward. They may be a thousand: rows are
    made only of those that have to be carried over.
    """
    rows = Amendment.objects.filter(proposal__in=list(proposals))
    ordered = rows.order_by("proposal__submitted_at", "proposal_id", "position", "pk")
    found: dict[int, Change] = {}
    stale: list[int] = []
    for sha256, *columns in ordered.values_list("base_sha256", *COLUMNS):
        change = found[columns[0]] = Change(*columns)
        if change.target is not None and base.hashes.get(columns[3]) != sha256:
            stale.append(columns[0])
    again = Amendment.objects.filter(pk__in=stale)
    found.update((row.pk, change) for row, change in zip(again, with_bases(again, base), strict=True))
    return list(found.values())


def with_bases(rows: Iterable[Amendment], base: Base) -> list[Change]:
    """Their earlier wordings are read only of those that need them."""
    known = list(rows)
    stale = [row for row in known if is_stale(row, base)]
    texts = ProvisionText.objects.in_bulk({row.base_id for row in stale if row.base_id}) if stale else {}
    for row in stale:
        row.base = texts.get(row.base_id or 0)
    return [change_on(row, base) for row in known]
