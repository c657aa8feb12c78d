"""The library for programs: the same verbs as its pages. What is published, everybody may read."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import IsAuthenticatedOrReadOnly
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_204_NO_CONTENT as NO_CONTENT
from rest_framework.viewsets import GenericViewSet

from files.models import StoredFile
from files.permissions import files_for
from journal.queries import head
from journal.requests import checked, created_code, few
from legislation import actions, permissions, queries
from legislation.models import Acknowledgement, Instrument, InstrumentLink, Topic
from legislation.seen import seen_instrument, seen_link
from organizations.actors import actor_for, actor_named
from organizations.models import Organization
from organizations.queries import organization_mark

MOST_TOPICS = 20


class ScanOut(serializers.Serializer[Any]):
    name = serializers.CharField()
    sha256 = serializers.CharField()


class InstrumentOut(serializers.Serializer[Any]):
    """`source` is the scan; `topics` are ids of /api/topics/."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    kind = serializers.ChoiceField(choices=Instrument.Kind.choices)
    number = serializers.CharField()
    year = serializers.IntegerField(allow_null=True)
    title = serializers.CharField()
    short_title = serializers.CharField()
    about = serializers.CharField()
    issuer = serializers.CharField()
    issued_on = serializers.DateField(allow_null=True)
    in_force_on = serializers.DateField(allow_null=True)
    repealed_on = serializers.DateField(allow_null=True)
    gazette = serializers.CharField()
    status = serializers.ChoiceField(choices=Instrument.Status.choices)
    topics = serializers.ListField(child=serializers.IntegerField())
    source_note = serializers.CharField()
    source: Any = ScanOut(allow_null=True)
    is_official_text = serializers.BooleanField()
    must_be_acknowledged = serializers.BooleanField()
    acknowledged_count = serializers.IntegerField()
    text_version = serializers.IntegerField()
    is_published = serializers.BooleanField()

    def to_representation(self, row: Instrument) -> dict[str, Any]:
        return queries.instrument_facts(row)


class InstrumentLinkOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=InstrumentLink.Kind.choices)
    source: Any = serializers.IntegerField()
    target = serializers.IntegerField()
    note = serializers.CharField()

    def to_representation(self, row: InstrumentLink) -> dict[str, Any]:
        return {"id": row.pk, "kind": row.kind, "source": row.source_id, "target": row.target_id, "note": row.note}


class OneInstrumentOut(InstrumentOut):
    """`links` are what it does to others, and others to it."""

    head = serializers.IntegerField()
    articles = serializers.IntegerField()
    links = InstrumentLinkOut(many=True)

    def to_representation(self, row: Instrument) -> dict[str, Any]:
        user = self.context["user"]
        links = [*queries.links_from(user, row), *queries.links_to(user, row)]
        own = {"head": head(row.stream), "articles": queries.articles_count(row)}
        return {**own, **super().to_representation(row), "links": InstrumentLinkOut(links, many=True).data}


class AcknowledgementOut(serializers.Serializer[Any]):
    person = serializers.CharField()
    organization = serializers.DictField(allow_null=True)
    at = serializers.DateTimeField()

    def to_representation(self, row: Acknowledgement) -> dict[str, Any]:
        mark = organization_mark(row.organization) if row.organization else None
        return {"person": str(row.person), "organization": mark, "at": row.at.isoformat()}


class InstrumentChangesIn(serializers.Serializer[Any]):
    """`topics` is a whole list."""

    kind = serializers.ChoiceField(choices=Instrument.Kind.choices, required=False)
    number = serializers.CharField(max_length=40, required=False, allow_blank=True)
    year = serializers.IntegerField(required=False, allow_null=True, min_value=1800, max_value=2200)
    title = serializers.CharField(max_length=300)
    short_title = serializers.CharField(max_length=120, required=False, allow_blank=True)
    about = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    issuer = serializers.CharField(max_length=160, required=False, allow_blank=True)
    issued_on = serializers.DateField(required=False, allow_null=True)
    in_force_on = serializers.DateField(required=False, allow_null=True)
    gazette = serializers.CharField(max_length=160, required=False, allow_blank=True)
    source_note = serializers.CharField(max_length=300, required=False, allow_blank=True)
    is_official_text = serializers.BooleanField(required=False)
    must_be_acknowledged = serializers.BooleanField(required=False)
    topics = few(serializers.PrimaryKeyRelatedField(queryset=Topic.objects.all()), MOST_TOPICS)


class InstrumentIn(InstrumentChangesIn):
    client_id = serializers.UUIDField()
    organization = serializers.PrimaryKeyRelatedField[Organization](queryset=Organization.objects.all(), required=False)


class InstrumentStatusIn(serializers.Serializer[Any]):
    status = serializers.ChoiceField(choices=Instrument.Status.choices)
    repealed_on = serializers.DateField(required=False, allow_null=True)


class InstrumentScanIn(serializers.Serializer[Any]):
    """`file` was brought by /api/uploads/."""

    file = serializers.IntegerField(min_value=1)


class InstrumentLinkIn(serializers.Serializer[Any]):
    target = serializers.IntegerField(min_value=1)
    kind = serializers.ChoiceField(choices=InstrumentLink.Kind.choices)
    note = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


ASKED = [OpenApiParameter(name, str) for name in queries.FILTERS]


@extend_schema(parameters=ASKED)
class InstrumentViewSet(GenericViewSet[Instrument]):
    queryset = Instrument.objects.none()
    serializer_class = InstrumentOut
    permission_classes = (IsAuthenticatedOrReadOnly,)
    ordering = ("-pk",)

    def get_queryset(self) -> QuerySet[Instrument]:
        asked = {name: self.request.query_params.get(name, "")[:80] for name in queries.FILTERS}
        return queries.listed_instruments(queries.narrowed(self.request.user, asked))

    def one(self, request: Request, pk: int) -> Any:
        return OneInstrumentOut(seen_instrument(request, pk), context={"user": request.user}).data

    def list(self, request: Request) -> Response:
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(InstrumentOut(page, many=True).data)

    @extend_schema(responses=OneInstrumentOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(self.one(request, pk))

    @extend_schema(request=InstrumentIn, responses={201: OneInstrumentOut, 200: OneInstrumentOut})
    def create(self, request: Request) -> Response:
        given = checked(InstrumentIn, request)
        actor = actor_named(request, given)
        made = actions.create_instrument(actor=actor, **given)
        return Response(self.one(request, made.pk), status=created_code())

    @extend_schema(request=InstrumentChangesIn, responses=OneInstrumentOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        row, given = seen_instrument(request, pk), checked(InstrumentChangesIn, request, partial=True)
        actions.edit_instrument(actor=actor_for(request), instrument=row, **given)
        return Response(self.one(request, pk))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        """What was begun by mistake; 409 `has_text`."""
        actions.discard_instrument(actor=actor_for(request), instrument=seen_instrument(request, pk))
        return Response(status=NO_CONTENT)

    @extend_schema(request=None, responses=OneInstrumentOut)
    def publish(self, request: Request, pk: int) -> Response:
        """Everybody reads it; 409 `nothing_to_read` without text and scan."""
        actions.publish_instrument(actor=actor_for(request), instrument=seen_instrument(request, pk))
        return Response(self.one(request, pk))

    @extend_schema(request=InstrumentStatusIn, responses=OneInstrumentOut)
    def status(self, request: Request, pk: int) -> Response:
        row, given = seen_instrument(request, pk), checked(InstrumentStatusIn, request)
        actions.set_instrument_status(actor=actor_for(request), instrument=row, **given)
        return Response(self.one(request, pk))

    @extend_schema(request=InstrumentScanIn, responses=OneInstrumentOut)
    def scan(self, request: Request, pk: int) -> Response:
        row, asked = seen_instrument(request, pk), checked(InstrumentScanIn, request)["file"]
        file: StoredFile | None = files_for(request.user).filter(pk=asked).first()
        actions.set_source(actor=actor_for(request), instrument=row, file=file)
        return Response(self.one(request, pk))

    @extend_schema(request=InstrumentLinkIn, responses=OneInstrumentOut)
    def link(self, request: Request, pk: int) -> Response:
        """What it does to another one; it stands at both."""
        row, given = seen_instrument(request, pk), checked(InstrumentLinkIn, request)
        target = seen_instrument(request, given.pop("target"))
        actions.link_instruments(actor=actor_for(request), instrument=row, target=target, **given)
        return Response(self.one(request, pk))

    @extend_schema(responses={204: None})
    def unlink(self, request: Request, pk: int) -> Response:
        actions.unlink_instruments(actor=actor_for(request), link=seen_link(request, pk))
        return Response(status=NO_CONTENT)

    @extend_schema(request=None, responses=OneInstrumentOut)
    def acknowledge(self, request: Request, pk: int) -> Response:
        """«I have read it», of a circular; 409 `not_asked` of what asks for nothing."""
        actions.acknowledge_circular(actor=actor_for(request), instrument=seen_instrument(request, pk))
        return Response(self.one(request, pk))

    @extend_schema(responses=AcknowledgementOut(many=True))
    def acknowledgements(self, request: Request, pk: int) -> Response:
        """Who has read a circular, for those who keep the library."""
        row = seen_instrument(request, pk)
        if not permissions.can_read_acknowledgements(actor_for(request), row):
            raise PermissionDenied
        page = self.paginate_queryset(queries.acknowledgements_of(row))  # type: ignore[arg-type]
        return self.get_paginated_response(AcknowledgementOut(page, many=True).data)
