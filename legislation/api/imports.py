"""Texts on their way in, for programs: bring one, correct its rows, answer what looks wrong, publish it."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from journal.refusals import require
from journal.requests import checked, created_code, of_seen, row_among
from legislation import actions, permissions
from legislation.forms.imports import demand_file, read
from legislation.models import ImportedNode, Instrument, Kind, TextImport
from legislation.permissions import instruments_for
from legislation.queries import imports as queries
from legislation.seen import seen_doubt, seen_import, seen_law, seen_row
from organizations.actors import actor_for


class ImportIn(serializers.Serializer[Any]):
    """A pasted `text`, or a `file`: TXT, DOCX, HTML, PDF with text, Akoma Ntoso."""

    client_id = serializers.UUIDField()
    text = serializers.CharField(required=False, allow_blank=True, default="", trim_whitespace=False)
    file = serializers.FileField(required=False, max_length=200, default=None)


class ImportDoubtOut(serializers.Serializer[Any]):
    """`is_grave`: to be mended or accepted before the text is published; `is_mendable`: by a rule; `row` null: about
    the whole.
    """

    id = serializers.IntegerField()
    row = serializers.IntegerField(allow_null=True)
    code = serializers.CharField()
    facts = serializers.DictField()
    words = serializers.CharField()
    is_grave = serializers.BooleanField()
    is_mendable = serializers.BooleanField()
    accepted_at = serializers.DateTimeField(allow_null=True)


class ImportRowOut(serializers.Serializer[Any]):
    """`line` is where it began in what was read, from 1; 0 where nobody knows."""

    id = serializers.IntegerField()
    parent = serializers.IntegerField(allow_null=True)  # type: ignore[assignment]
    kind = serializers.CharField()
    label = serializers.CharField(allow_blank=True)  # type: ignore[assignment]
    heading = serializers.CharField(allow_blank=True)
    text = serializers.CharField(allow_blank=True)
    line = serializers.IntegerField()
    provision = serializers.IntegerField(allow_null=True)
    doubts = ImportDoubtOut(many=True)


class TextImportOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    instrument = serializers.IntegerField()
    format = serializers.CharField()
    name = serializers.CharField(allow_blank=True)
    status = serializers.CharField()
    version = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    published_at = serializers.DateTimeField(allow_null=True)


class WholeImportOut(TextImportOut):
    """`letters_lost`: how many letters and digits of what came in stand in no row."""

    title = serializers.CharField(allow_blank=True)
    preamble = serializers.CharField(allow_blank=True)
    text_version = serializers.IntegerField()
    letters_lost = serializers.IntegerField()
    doubts = ImportDoubtOut(many=True)
    rows = ImportRowOut(many=True)


class VersionIn(serializers.Serializer[Any]):
    """`version` as it was seen: another one is answered with 409 `stale`."""

    version = serializers.IntegerField(required=False, min_value=1)


class ImportChangesIn(VersionIn):
    """What stands above the first article: `preamble` becomes the law's."""

    title = serializers.CharField(required=False, allow_blank=True, max_length=600)
    preamble = serializers.CharField(required=False, allow_blank=True, max_length=20_000)


class RowChangesIn(VersionIn):
    kind = serializers.ChoiceField(choices=Kind.choices, required=False)
    label = serializers.CharField(required=False, allow_blank=True, max_length=80)  # type: ignore[assignment]
    heading = serializers.CharField(required=False, allow_blank=True, max_length=400)
    text = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)


class RowIn(RowChangesIn):
    kind = serializers.ChoiceField(choices=Kind.choices)
    parent = serializers.IntegerField(required=False, allow_null=True)  # type: ignore[assignment]
    after = serializers.IntegerField(required=False, allow_null=True)


class SplitIn(VersionIn):
    """`at`: letters before the new row; `kind` and `label` where its beginning does not say them."""

    at = serializers.IntegerField(min_value=1)
    kind = serializers.ChoiceField(choices=Kind.choices, required=False)
    label = serializers.CharField(required=False, allow_blank=True, max_length=80)  # type: ignore[assignment]


class ImportRowMoveIn(VersionIn):
    parent = serializers.IntegerField(allow_null=True)  # type: ignore[assignment]
    after = serializers.IntegerField(required=False, allow_null=True)


class PublishIn(VersionIn):
    """`valid_from` is needed where the law has a text already, unless `is_correction`; `text_version` of the law as it
    was seen.
    """

    text_version = serializers.IntegerField(required=False, min_value=0)
    valid_from = serializers.DateField(required=False, allow_null=True)
    changed_by = serializers.PrimaryKeyRelatedField[Instrument](
        queryset=Instrument.objects.all(), required=False, allow_null=True
    )
    note = serializers.CharField(required=False, allow_blank=True, max_length=600)
    is_correction = serializers.BooleanField(required=False)


def whole(row: TextImport) -> dict[str, Any]:
    return dict(WholeImportOut(queries.import_facts(row, queries.read_rows(row))).data)


CHANGED_BY = {"changed_by": instruments_for}


class ImportViewSet(ViewSet):
    parser_classes = (JSONParser, MultiPartParser)

    @extend_schema(responses=TextImportOut(many=True))
    def list(self, request: Request, pk: int) -> Response:
        """Those of an instrument, the newest first; for those who keep the library."""
        law = seen_law(request, pk)
        require(permissions.can_create_import(actor_for(request), law))
        rows = queries.imports_of(request.user, law)[:100]
        return Response(TextImportOut([queries.import_facts(row) for row in rows], many=True).data)

    @extend_schema(request=ImportIn, responses={201: WholeImportOut, 200: WholeImportOut})
    def create(self, request: Request, pk: int) -> Response:
        """Read a text; nothing is published."""
        law, given, actor = seen_law(request, pk), checked(ImportIn, request), actor_for(request)
        require(permissions.can_create_import(actor, law))
        brought = read(law, given["text"], demand_file(given["file"]))
        made = actions.create_import(actor=actor, instrument=law, brought=brought, client_id=given["client_id"])
        return Response(whole(seen_import(request, made.pk)), status=created_code())

    @extend_schema(responses=WholeImportOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        """The rows as they stand, with what looks wrong in each."""
        return Response(whole(seen_import(request, pk)))

    @extend_schema(request=ImportChangesIn, responses=WholeImportOut)
    def edit(self, request: Request, pk: int) -> Response:
        """Correct what stands above the first article. 409 `stale`, `wrong_status`."""
        given = checked(ImportChangesIn, request)
        actions.edit_import(actor=actor_for(request), text_import=seen_import(request, pk), **given)
        return Response(whole(seen_import(request, pk)))

    @extend_schema(request=RowIn, responses={201: ImportRowOut})
    def insert(self, request: Request, pk: int) -> Response:
        """A row that was not read: `after` one of what it stands in, or as its first."""
        found, given = seen_import(request, pk), checked(RowIn, request)
        given |= {name: row_among(found.nodes.all(), given.get(name), name) for name in ("parent", "after")}
        made = actions.insert_import_row(actor=actor_for(request), text_import=found, **given)
        return Response(one(made), status=status.HTTP_201_CREATED)

    @extend_schema(request=PublishIn, responses=WholeImportOut)
    def publish(self, request: Request, pk: int) -> Response:
        """Make the law say this; 409 `doubts_open` while something grave is neither mended nor accepted."""
        found, given = seen_import(request, pk), of_seen(request, checked(PublishIn, request), CHANGED_BY)
        actions.publish_import(actor=actor_for(request), text_import=found, **given)
        return Response(whole(seen_import(request, pk)))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        """Throw away what was not published."""
        actions.discard_import(actor=actor_for(request), text_import=seen_import(request, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)


class ImportRowViewSet(ViewSet):
    @extend_schema(request=RowChangesIn, responses=ImportRowOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        row, given = seen_row(request, pk), checked(RowChangesIn, request)
        return Response(one(actions.edit_import_row(actor=actor_for(request), row=row, **given)))

    @extend_schema(parameters=[VersionIn], responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        """Leave it out, with all that stands in it."""
        actions.delete_import_row(actor=actor_for(request), row=seen_row(request, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=SplitIn, responses={201: ImportRowOut})
    def split(self, request: Request, pk: int) -> Response:
        row, given = seen_row(request, pk), checked(SplitIn, request)
        made = actions.split_import_row(actor=actor_for(request), row=row, **given)
        return Response(one(made), status=status.HTTP_201_CREATED)

    @extend_schema(request=VersionIn, responses=ImportRowOut)
    def merge(self, request: Request, pk: int) -> Response:
        """With the row above; that one is answered."""
        row, given = seen_row(request, pk), checked(VersionIn, request)
        return Response(one(actions.merge_import_row(actor=actor_for(request), row=row, **given)))

    @extend_schema(request=ImportRowMoveIn, responses=ImportRowOut)
    def move(self, request: Request, pk: int) -> Response:
        """Into `parent` (null: to the top), behind `after`, or as the first there."""
        row, given = seen_row(request, pk), checked(ImportRowMoveIn, request)
        given |= {name: row_among(row.text_import.nodes.all(), given.get(name), name) for name in ("parent", "after")}
        return Response(one(actions.move_import_row(actor=actor_for(request), row=row, **given)))


def one(row: ImportedNode) -> dict[str, Any]:
    return dict(ImportRowOut(queries.row_facts(queries.read_row(row))).data)


class ImportDoubtViewSet(ViewSet):
    @extend_schema(request=None, responses=ImportDoubtOut)
    def accept(self, request: Request, pk: int) -> Response:
        """It is right as it stands."""
        doubt = actions.accept_import_doubt(actor=actor_for(request), doubt=seen_doubt(request, pk))
        return Response(ImportDoubtOut(queries.doubt_facts(doubt)).data)

    @extend_schema(responses=ImportDoubtOut)
    def reopen(self, request: Request, pk: int) -> Response:
        """It is not, after all."""
        doubt = actions.reopen_import_doubt(actor=actor_for(request), doubt=seen_doubt(request, pk))
        return Response(ImportDoubtOut(queries.doubt_facts(doubt)).data)

    @extend_schema(request=VersionIn, responses=ImportRowOut)
    def mend(self, request: Request, pk: int) -> Response:
        """Have a rule mend it; the row is answered."""
        doubt, given = seen_doubt(request, pk), checked(VersionIn, request)
        return Response(one(actions.mend_import_doubt(actor=actor_for(request), doubt=doubt, **given)))
