"""The page on which one searches."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from journal.forms import add_refusal
from search.forms import SearchForm
from search.models import SearchEntry
from search.queries import Asked, found, helpful, none_asked, shown
from search.things import THINGS

ON_A_PAGE, NAMES = 20, 6
Kind = SearchEntry.Kind
NAMED = (Kind.PERSON, Kind.ORGANIZATION)  # what stands above the rest, by its name


@login_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What one may see and asks for: people and organisations first, then what was said, newest first."""
    assert request.user.is_authenticated
    form = SearchForm(request.GET, user=request.user)
    asked = form.asked()
    context: dict[str, Any] = {
        "form": form,
        "asked": asked,
        "tabs": tabs(request.GET, asked),
        "is_filtered": set(asked.filters) - {"kind"},
    }
    try:
        context |= answers(request, request.user, asked)
    except ValidationError as refusal:
        add_refusal(form, refusal)
    template = {"found": "search/_found.html", "more": "search/_results.html"}.get(request.headers.get("HX-Target", ""))
    return render(request, template or "search/search.html", context)


def answers(request: HttpRequest, user: User, asked: Asked) -> dict[str, Any]:
    """What the page lists: `names` above, `results`, the address of more, and what to do where nothing was found."""
    if none_asked(asked) and asked.kind == "":
        return {"is_empty": True}
    cursor = request.GET.get("cursor", "")
    kinds = [asked.kind] if asked.kind else [kind for kind in THINGS if kind not in NAMED]
    page = found(user, asked, kinds=kinds, cursor=cursor, limit=ON_A_PAGE)
    names = found(user, asked, kinds=NAMED, limit=NAMES).entries if shows_names(asked, cursor) else []
    is_nothing = not page.entries and not names and not cursor
    return {
        "results": shown(user, page.entries, asked.q),
        "names": shown(user, names, asked.q),
        "more": changed(request.GET, cursor=page.next) if page.next else "",
        "is_nothing": is_nothing,
        "helpful": [(name, changed(request.GET, **{name: None})) for name in helpful(user, asked)]
        if is_nothing
        else [],
    }


def shows_names(asked: Asked, cursor: str) -> bool:
    return bool(asked.q.strip()) and not (asked.kind or asked.room or asked.has_file or cursor)


def tabs(query: QueryDict, asked: Asked) -> list[dict[str, Any]]:
    kinds = SearchForm.base_fields["kind"].choices  # type: ignore[attr-defined]
    return [
        {"words": words, "href": changed(query, kind=kind, cursor=None), "is_here": asked.kind == kind}
        for kind, words in kinds
    ]


def changed(query: QueryDict, **values: str | None) -> str:
    """The page's own address with these values; None or "" takes one away. Empty ones are left out."""
    given = {**query.dict(), **values}
    kept = QueryDict(mutable=True)
    kept.update({name: str(value) for name, value in given.items() if value})
    return f"?{kept.urlencode()}"
