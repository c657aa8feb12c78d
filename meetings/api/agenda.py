"""The agenda of a session for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from files.permissions import files_for
from journal.queries import head
from journal.requests import checked
from journal.stamps import stamp
from meetings import actions, permissions, queries
from meetings.api.sessions import SessionViewSet, SessionWithHeadOut, whole
from meetings.models import AgendaDocument, AgendaItem, Participant, Session
from organizations.actors import actor_for
from organizations.models import Organization


class AgendaDocumentOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    title = serializers.CharField()
    name = serializers.CharField()
    type = serializers.CharField()
    size = serializers.IntegerField()
    address = serializers.CharField()


class AgendaItemOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    session = serializers.IntegerField()
    parent = serializers.IntegerField(allow_null=True)  # type: ignore[assignment]
    position = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=AgendaItem.Kind.choices)
    title = serializers.CharField()
    text = serializers.CharField()
    minutes = serializers.IntegerField()
    is_internal = serializers.BooleanField()
    organization = serializers.DictField(allow_null=True)
    presenter = serializers.DictField(allow_null=True)
    began_at = serializers.CharField(allow_null=True)
    ended_at = serializers.CharField(allow_null=True)
    documents = AgendaDocumentOut(many=True)


class AgendaPlaceOut(AgendaItemOut):
    """With its number, and when it is planned."""

    number = serializers.CharField()
    begins_at = serializers.DateTimeField()
    planned_minutes = serializers.IntegerField()


class AgendaOut(serializers.Serializer[Any]):
    head = serializers.IntegerField()
    late_seconds = serializers.IntegerField(allow_null=True)
    results = AgendaPlaceOut(many=True)


class AgendaColumnsIn(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=200)
    kind = serializers.ChoiceField(choices=AgendaItem.Kind.choices, required=False)
    text = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    minutes = serializers.IntegerField(min_value=0, max_value=600, required=False)
    is_internal = serializers.BooleanField(required=False)
    organization = serializers.PrimaryKeyRelatedField(
        queryset=Organization.objects.all(), required=False, allow_null=True
    )
    presenter = serializers.PrimaryKeyRelatedField(queryset=Participant.objects.all(), required=False, allow_null=True)


class AgendaItemIn(AgendaColumnsIn):
    client_id = serializers.UUIDField()
    parent = serializers.IntegerField(required=False, allow_null=True)  # type: ignore[assignment]


class AgendaPlaceIn(serializers.Serializer[Any]):
    """Behind `after` (null: before all), among the parts of `parent` (null: at the top)."""

    parent = serializers.IntegerField(allow_null=True)  # type: ignore[assignment]
    after = serializers.IntegerField(allow_null=True)


class ItemInHandIn(serializers.Serializer[Any]):
    item = serializers.IntegerField(allow_null=True)


class AgendaDocumentIn(serializers.Serializer[Any]):
    """`file` is the number of an upload that has arrived."""

    client_id = serializers.UUIDField()
    file = serializers.IntegerField()
    title = serializers.CharField(max_length=160, required=False, allow_blank=True)


def item_of(request: Request, session: int, pk: int | None) -> AgendaItem | None:
    rows = permissions.agenda_items_for(request.user)
    return None if pk is None else get_object_or_404(rows, pk=pk, session=session)


class AgendaViewSet(SessionViewSet):
    @extend_schema(responses=AgendaOut)
    def list(self, request: Request, pk: int) -> Response:
        """The whole agenda from top to bottom, as one sees it: at most 200 items. `late_seconds` of an open session."""
        reached = head(f"session.{pk}")
        row = self.found(request, pk)
        late = queries.lateness_of(row).at(timezone.now())
        told = None if late is None else int(late.total_seconds())
        return Response({"head": reached, "late_seconds": told, "results": list(told_rows(row, request.user))})

    @extend_schema(request=AgendaItemIn, responses={201: AgendaItemOut})
    def create(self, request: Request, pk: int) -> Response:
        row, given = self.found(request, pk), checked(AgendaItemIn, request)
        given["parent"] = item_of(request, pk, given.get("parent"))
        made = actions.add_agenda_item(actor=actor_for(request), session=row, **given)
        return Response(queries.agenda_items([made.pk])[made.pk], status=status.HTTP_201_CREATED)

    @extend_schema(request=ItemInHandIn, responses=SessionWithHeadOut)
    def take_up(self, request: Request, pk: int) -> Response:
        """What is in hand from now on; null ends the item."""
        row, given = self.found(request, pk), checked(ItemInHandIn, request)
        item = item_of(request, pk, given["item"])
        actions.take_up_item(actor=actor_for(request), session=row, item=item)
        return Response(whole(request, pk))


class AgendaItemViewSet(ViewSet):
    def found(self, request: Request, pk: int) -> AgendaItem:
        rows = permissions.agenda_items_for(request.user)
        return get_object_or_404(rows.select_related("session__body", "session__chair", "presenter"), pk=pk)

    @extend_schema(responses=AgendaItemOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(queries.agenda_items([self.found(request, pk).pk])[pk])

    @extend_schema(request=AgendaColumnsIn, responses=AgendaItemOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        item, given = self.found(request, pk), checked(AgendaColumnsIn, request, partial=True)
        actions.edit_agenda_item(actor=actor_for(request), item=item, **given)
        return Response(queries.agenda_items([pk])[pk])

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        """Take it off the agenda, with its parts."""
        actions.withdraw_agenda_item(actor=actor_for(request), item=self.found(request, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=AgendaPlaceIn, responses=AgendaItemOut)
    def place(self, request: Request, pk: int) -> Response:
        item, given = self.found(request, pk), checked(AgendaPlaceIn, request)
        to = {name: item_of(request, item.session_id, given[name]) for name in ("parent", "after")}
        actions.move_agenda_item(actor=actor_for(request), item=item, **to)
        return Response(queries.agenda_items([pk])[pk])

    @extend_schema(request=AgendaDocumentIn, responses={201: AgendaItemOut})
    def add_document(self, request: Request, pk: int) -> Response:
        item, given = self.found(request, pk), checked(AgendaDocumentIn, request)
        given["file"] = get_object_or_404(files_for(request.user), pk=given["file"])
        actions.add_agenda_document(actor=actor_for(request), item=item, **given)
        return Response(queries.agenda_items([pk])[pk], status=status.HTTP_201_CREATED)


class AgendaDocumentViewSet(ViewSet):
    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        rows = permissions.agenda_documents_for(request.user)
        whole_rows = rows.select_related("file", "item__session__body", "item__session__chair", "item__presenter")
        row: AgendaDocument = get_object_or_404(whole_rows, pk=pk)
        actions.remove_agenda_document(actor=actor_for(request), document=row)
        return Response(status=status.HTTP_204_NO_CONTENT)


def told_rows(session: Session, user: Any) -> Iterator[dict[str, Any]]:
    for top in queries.agenda_of(session, user):
        for row in (top, *top.parts):
            yield {
                **queries.agenda_item_facts(row.item),
                "number": row.place.number,
                "begins_at": stamp(row.begins_at),
                "planned_minutes": row.place.minutes,
            }
