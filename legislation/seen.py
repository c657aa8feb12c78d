"""The row that an address names, for pages and calls alike: of those that the caller sees; 404 for every other, so that
what is forbidden looks like what is missing.
"""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from rest_framework.request import Request

from legislation import permissions, queries
from legislation.models import (
    Amendment,
    Answer,
    Dossier,
    ImportDoubt,
    ImportedNode,
    Instrument,
    InstrumentLink,
    Opinion,
    Proposal,
    Provision,
    ProvisionText,
    Remark,
    RivalVote,
    Round,
    Sponsor,
    TextImport,
)
from legislation.queries import imports, texts

Asking = HttpRequest | Request
Row = TypeVar("Row", bound=Model)


def there(row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row


# Laws -----------------------------------------------------------------------------------------------------------------
def seen_instrument(request: Asking, pk: int) -> Instrument:
    return there(queries.seen_instrument(request.user, pk))


def seen_law(request: Asking, pk: int) -> Instrument:
    """The bare row, where nothing of what its page shows is needed."""
    return get_object_or_404(permissions.instruments_for(request.user), pk=pk)


def seen_link(request: Asking, pk: int) -> InstrumentLink:
    sources = permissions.instruments_for(request.user).values("pk")
    rows = InstrumentLink.objects.filter(source__in=sources)
    return get_object_or_404(rows.select_related("source", "target"), pk=pk)


def seen_provision(request: Asking, pk: int) -> Provision:
    return there(queries.seen_provision(request.user, pk))


def seen_text(request: Asking, pk: int) -> ProvisionText:
    return there(texts.seen_text(request.user, pk))


def seen_import(request: Asking, pk: int) -> TextImport:
    return there(imports.seen_import(request.user, pk))


def seen_row(request: Asking, pk: int) -> ImportedNode:
    return there(imports.seen_row(request.user, pk))


def seen_doubt(request: Asking, pk: int) -> ImportDoubt:
    return there(imports.seen_doubt(request.user, pk))


# Rounds ---------------------------------------------------------------------------------------------------------------
def seen_round(request: Asking, pk: int) -> Round:
    return there(queries.seen_round(request.user, pk))


def seen_round_of_code(request: Asking, code: str) -> Round:
    rows = permissions.rounds_for(request.user).select_related("instrument", "organization", "body")
    return get_object_or_404(rows, code=code)


def seen_provision_of(request: Asking, row: Round, pk: int) -> Provision:
    """Of the law that the round amends."""
    return get_object_or_404(permissions.provisions_for(request.user).filter(instrument=row.instrument_id), pk=pk)


def seen_vote(request: Asking, pk: int) -> RivalVote:
    return get_object_or_404(queries.listed_votes(permissions.rival_votes_for(request.user)), pk=pk)


def seen_dossier(request: Asking, pk: int) -> Dossier:
    return there(queries.seen_dossier(request.user, pk))


def seen_answer(request: Asking, pk: int) -> Answer:
    rows = permissions.answers_for(request.user)
    return get_object_or_404(rows.select_related("item__proposal", "item__dossier__round", "scan"), pk=pk)


# Proposals ------------------------------------------------------------------------------------------------------------
def seen_proposal(request: Asking, pk: int) -> Proposal:
    return there(queries.seen_proposal(request.user, pk))


def seen_amendment(request: Asking, pk: int) -> Amendment:
    return there(queries.seen_amendment(request.user, pk))


def seen_sponsor(request: Asking, pk: int) -> Sponsor:
    return there(queries.seen_sponsor(request.user, pk))


def seen_opinion(request: Asking, pk: int) -> Opinion:
    rows = permissions.opinions_for(request.user)
    return get_object_or_404(rows.select_related("proposal__round__body", "person", "organization"), pk=pk)


def seen_remark(request: Asking, pk: int) -> Remark:
    near = ("round__body", "round__instrument", "proposal", "provision", "parent", "person", "organization")
    rows = permissions.remarks_for(request.user).filter(deleted_at=None)
    return get_object_or_404(rows.select_related(*near), pk=pk)
