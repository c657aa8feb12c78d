"""Tables as answers to a browser or a program."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from journal.actors import Actor
from needs.queries import exported_needs, exported_offers
from needs.sheets.writing import exported, write_csv, write_template, write_xlsx
from paper.answers import made_answer


def answer(user: Any, actor: Actor, *, kind: str, form: str = "xlsx", whose: str = "own") -> HttpResponse:
    """What the actor's organisation needs or offers, or all that the person sees on the board, as XLSX or CSV."""
    organization = None if whose == "all" else actor.organization
    rows = exported((exported_offers if kind == "offer" else exported_needs)(user, organization))
    content = write_csv(kind, rows) if form == "csv" else write_xlsx(kind, rows, sheet_title(kind))
    return made_answer(content, f"{kind}s-{timezone.localdate():%Y-%m-%d}.{form or 'xlsx'}")


def template_answer(kind: str) -> HttpResponse:
    """The empty table with its lists."""
    return made_answer(write_template(kind, sheet_title(kind)), f"{kind}s-template.xlsx")


def sheet_title(kind: str) -> str:
    return _("Offers") if kind == "offer" else _("Needs")
