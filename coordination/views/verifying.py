"""What verifies a printed copy: a page for everybody, to which the code on each document leads."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.tries import VISITOR_TRIES, WITHIN, count_one, is_barred, key_of
from coordination import queries
from coordination.forms.outcomes import CopyForm, DocumentCodeForm
from coordination.permissions import outcomes_for
from files.copies import compared
from legislation.queries import verified_dossier
from needs.codes import read_document_code


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Type the code of a document."""
    form = DocumentCodeForm(request.POST or None)
    if form.is_valid():
        return redirect("coordination:verify_outcome", read_document_code(form.cleaned_data["code"]) or "0000")
    return render(request, "coordination/verify.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def verify_outcome(request: HttpRequest, code: str) -> HttpResponse:
    """That it is genuine, of which body and day, and whether a newer one took its place; a copy that is sent is
    compared. Of what is not for everybody no more is told. 404 for a code that no document bears, 429 for who tries.
    """
    key = key_of("verify", request)
    if is_barred(key, VISITOR_TRIES):
        return refused(request, 429, is_barred=True)
    found = queries.verified(code)
    if found is None and verified_dossier(code) is not None:
        return redirect("legislation:verify_dossier", read_document_code(code))
    if found is None:
        count_one(key)
        return refused(request, 404)
    row = found.document
    is_seen = outcomes_for(request.user).filter(pk=row.pk).exists()
    form = CopyForm(request.POST, request.FILES) if request.method == "POST" else CopyForm()
    context: dict[str, Any] = {"document": row, "newer": found.newer, "is_seen": is_seen, "form": form}
    if form.is_bound:
        context |= compared(request, form, lambda sha256: sha256 == row.sha256)
    return render(request, "coordination/verify_outcome.html", context)


def refused(request: HttpRequest, status: int, **more: Any) -> HttpResponse:
    context = {"form": DocumentCodeForm(), "is_unknown": status == 404, **more}
    answer = render(request, "coordination/verify.html", context, status=status)
    if status == 429:
        answer.headers["Retry-After"] = str(WITHIN)
    return answer
