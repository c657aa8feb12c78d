"""Tables of recommendations that somebody started, written a few rows at a time."""

from __future__ import annotations

from django.utils.translation import override

from coordination import actions
from coordination.models import RecommendationSheet
from journal.actors import Actor
from journal.due import keep_claim
from journal.refusals import Refused


def write_sheet(sheet_id: int) -> None:
    """From where it stopped. Where its maker lost the right to, it stops and they are told."""
    sheet = found(sheet_id)
    if sheet is None or sheet.state != "running":
        return
    maker = Actor(sheet.made_by, sheet.organization)
    try:
        with override(sheet.made_by.language):
            while actions.write_recommendation_sheet(actor=maker, sheet=sheet):
                keep_claim()
    except Refused:
        actions.fail_recommendation_sheet(actor=Actor.clock(), sheet=sheet)


def forget_sheet(sheet_id: int) -> None:
    if (sheet := found(sheet_id)) is not None:
        actions.forget_recommendation_sheet(actor=Actor.clock(), sheet=sheet)


def give_up_sheet(sheet_id: int) -> None:
    if (sheet := found(sheet_id)) is not None:
        actions.fail_recommendation_sheet(actor=Actor.clock(), sheet=sheet)


def found(sheet_id: int) -> RecommendationSheet | None:
    rows = RecommendationSheet.objects.select_related("made_by", "organization", "body__organization")
    return rows.filter(pk=sheet_id).first()
