"""The paper of an expense or a giving, as an answer; whoever asks was found among those who may have it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase

from files.answers import file_answer
from projects.models import Expense, Giving


def paper_answer(request: HttpRequest, row: Expense | Giving) -> HttpResponseBase:
    if row.receipt is None:
        raise Http404
    return file_answer(request, row.receipt)
