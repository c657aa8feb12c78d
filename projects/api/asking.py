"""What the calls of a project's nouns share: for whom one speaks, what was made, and the head it brought."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from journal.actors import Actor
from journal.queries import head
from journal.verbs import head_of
from organizations.actors import actor_for
from projects import queries
from projects.models import Project


def project_of(request: Request, pk: int) -> Project:
    row = queries.seen_project(request.user, pk)
    if row is None:
        raise Http404
    return row


def speaking(request: Request, given: dict[str, Any]) -> Actor:
    """For the organisation that the call names, else as chosen."""
    named = given.pop("organization", None)
    return actor_for(request, named.pk if named is not None else None)


def own_only(rows: Any, given: dict[str, Any], name: str) -> None:
    """A row that the call names must be one that its caller sees: what is missing and what is hidden look alike."""
    row = given.get(name)
    if row is not None and not rows.filter(pk=row.pk).exists():
        raise Http404


def answer(facts: dict[str, Any], *, stream: str, code: int = 200) -> Response:
    """A row as it stands now, and the number that the verb's own entry got."""
    reached = head_of(stream) or head(stream)
    return Response({**facts, "head": reached}, status=code)
