"""Articles of laws, by what they and their paragraphs say today. Only who reads the law finds them."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, Q

from accounts.models import User
from arabic.terms import searched
from legislation.models import Kind, Provision, ProvisionText
from legislation.permissions import provisions_for
from legislation.queries import in_force
from search.models import SearchEntry
from search.things.thing import Facts, Thing, titled


def entries(ids: list[int]) -> list[SearchEntry]:
    return [
        SearchEntry(
            kind=SearchEntry.Kind.ARTICLE,
            object_id=row.pk,
            at=row.instrument.published_at or row.instrument.created_at,
            text=searched(f"{row.label} {words}"),
        )
        for row in with_texts(ids)
        if (words := words_of(row))
    ]


def with_texts(ids: list[int]) -> Any:
    """Those of these provisions that are articles, each with what is in force in them; four queries."""
    today = ProvisionText.objects.filter(in_force())
    items = Prefetch("parts", Provision.objects.prefetch_related(Prefetch("texts", today, to_attr="today")))
    parts = Provision.objects.prefetch_related(Prefetch("texts", today, to_attr="today"), items)
    rows = Provision.objects.filter(pk__in=ids, kind=Kind.ARTICLE).select_related("instrument")
    return rows.prefetch_related(Prefetch("texts", today, to_attr="today"), Prefetch("parts", parts))


def words_of(row: Any) -> str:
    """Heading and text of an article, then those of what stands in it."""
    own = [f"{text.heading} {text.text}".strip() for text in row.today]
    inside = [words_of(part) for part in row.parts.all()] if row.kind != Kind.ITEM else []
    return " ".join(word for word in (*own, *inside) if word)


def seen(user: User) -> Q:
    return Q(object_id__in=provisions_for(user).values("pk"))


def shown(_user: User, ids: list[int], wanted: list[str]) -> dict[int, Facts]:
    return {row.pk: article_shown(row, wanted) for row in with_texts(ids)}


def article_shown(row: Any, wanted: list[str]) -> Facts:
    law = row.instrument
    title, at = f"{row.label} · {law}", law.published_at or law.created_at
    detail = " · ".join(part for part in (law.get_kind_display(), law.number, str(law.year or "")) if part)
    return titled(f"/provisions/{row.pk}/", title, at, None, detail, words_of(row), wanted)


THING = Thing(entries, seen, shown, Provision)
