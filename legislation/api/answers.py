"""What the authority answers, who its liaisons are, and the public page of a round, for programs."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from accounts.models import User
from journal.refusals import invalid
from journal.requests import checked, created_code, of_seen
from legislation import actions, permissions, queries
from legislation.api.dossiers import ScanField
from legislation.models import Answer, Dossier, DossierItem, Instrument, Proposal, Round
from legislation.seen import seen_answer, seen_dossier, seen_round, seen_round_of_code
from organizations.actors import actor_for

MOST = 400


class DossierAnswerOut(serializers.Serializer[Any]):
    """It stands once it is checked, by another than who entered it."""

    id = serializers.IntegerField()
    item = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=Answer.Kind.choices)
    text = serializers.CharField()
    letter_number = serializers.CharField()
    letter_on = serializers.CharField(allow_null=True)
    enacted_by = serializers.IntegerField(allow_null=True)
    has_scan = serializers.BooleanField()
    entered_at = serializers.CharField()
    checked_at = serializers.CharField(allow_null=True)
    refused_at = serializers.CharField(allow_null=True)
    refused_reason = serializers.CharField()

    def to_representation(self, row: Answer) -> dict[str, Any]:
        return queries.answer_facts(row)


class DossierItemOut(serializers.Serializer[Any]):
    """A proposal in a dossier; `answer` is the one that stands, `waiting` what is yet to be checked."""

    id = serializers.IntegerField()
    proposal = serializers.IntegerField()
    code = serializers.CharField()
    title = serializers.CharField()
    version = serializers.IntegerField()
    answer = DossierAnswerOut(allow_null=True)
    waiting = DossierAnswerOut(many=True)
    days_without_answer = serializers.IntegerField(allow_null=True)


class AnswersIn(serializers.Serializer[Any]):
    """What one letter says of several `items` of a dossier."""

    client_id = serializers.UUIDField()
    items = serializers.ListField(child=serializers.IntegerField(), min_length=1, max_length=MOST)
    kind = serializers.ChoiceField(choices=Answer.Kind.choices)
    text = serializers.CharField(max_length=4000, required=False, allow_blank=True, default="")
    letter_number = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    letter_on = serializers.DateField(required=False, allow_null=True, default=None)
    enacted_by = serializers.PrimaryKeyRelatedField[Instrument](
        queryset=Instrument.objects.all(), required=False, allow_null=True, default=None
    )
    scan = ScanField(required=False)


class CheckedIn(serializers.Serializer[Any]):
    answers = serializers.ListField(child=serializers.IntegerField(), min_length=1, max_length=MOST)


class FoundWrongIn(serializers.Serializer[Any]):
    reason = serializers.CharField(allow_blank=True)


class LiaisonPersonOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    display_name = serializers.CharField()


class PublicRoundOut(serializers.Serializer[Any]):
    """`states`: how many proposals there are in each."""

    code = serializers.CharField()
    title = serializers.CharField()
    about = serializers.CharField()
    status = serializers.ChoiceField(choices=Round.Status.choices)
    instrument = serializers.DictField()
    base_on = serializers.CharField()
    organization = serializers.CharField()
    opens_on = serializers.CharField()
    freezes_on = serializers.CharField()
    closes_on = serializers.CharField()
    states = serializers.DictField(child=serializers.IntegerField())


class PublicProposalOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    title = serializers.CharField()
    status = serializers.ChoiceField(choices=Proposal.Status.choices)
    status_reason = serializers.CharField()
    organization = serializers.CharField()
    author = serializers.CharField()
    sponsors = serializers.ListField(child=serializers.CharField())
    endorsed_by = serializers.ListField(child=serializers.CharField())
    rationale = serializers.CharField()
    effect = serializers.CharField()
    submitted_at = serializers.CharField()
    merged_into = serializers.CharField(allow_null=True)
    changes = serializers.ListField(child=serializers.DictField())
    answer = DossierAnswerOut(allow_null=True)
    days_without_answer = serializers.IntegerField(allow_null=True)


class DossierAnswerViewSet(GenericViewSet[Dossier]):
    """The proposals of a dossier with their answers."""

    queryset = Dossier.objects.none()
    serializer_class = DossierItemOut
    permission_classes = (AllowAny,)
    parser_classes = (JSONParser, MultiPartParser)

    @extend_schema(responses=DossierItemOut(many=True))
    def retrieve(self, request: Request, pk: int) -> Response:
        shown = queries.items_shown(request.user, seen_dossier(request, pk))
        return Response([queries.item_facts(each) for each in shown])

    @extend_schema(request=AnswersIn, responses={201: DossierAnswerOut(many=True), 200: DossierAnswerOut(many=True)})
    def enter(self, request: Request, pk: int) -> Response:
        row = seen_dossier(request, pk)
        given = of_seen(request, checked(AnswersIn, request), {"enacted_by": permissions.instruments_for})
        wanted = given.pop("items")
        items = list(DossierItem.objects.filter(dossier=row, pk__in=wanted).select_related("proposal"))
        if len(items) != len(set(wanted)):
            raise invalid(_("This proposal is not in the dossier."), code="other_dossier", field="items")
        made = actions.enter_answers(actor=actor_for(request), dossier=row, items=items, **given)
        return Response(DossierAnswerOut(made, many=True).data, status=created_code())

    @extend_schema(request=CheckedIn, responses=DossierAnswerOut(many=True))
    def check(self, request: Request, pk: int) -> Response:
        """They say what the letter says."""
        row, wanted = seen_dossier(request, pk), checked(CheckedIn, request)["answers"]
        rows = permissions.answers_for(request.user).filter(item__dossier=row, pk__in=wanted)
        found = list(rows.select_related("item__proposal"))
        if len(found) != len(set(wanted)):
            raise invalid(_("This answer is of another dossier."), code="other_dossier", field="answers")
        done = actions.check_answers(actor=actor_for(request), dossier=row, answers=found)
        return Response(DossierAnswerOut(done, many=True).data)


class AnswerViewSet(GenericViewSet[Answer]):
    queryset = Answer.objects.none()
    serializer_class = DossierAnswerOut
    permission_classes = (AllowAny,)

    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(DossierAnswerOut(seen_answer(request, pk)).data)

    @extend_schema(request=FoundWrongIn, responses=DossierAnswerOut)
    def refuse(self, request: Request, pk: int) -> Response:
        """It is not what the letter says, or one entered it by mistake."""
        answer, given = seen_answer(request, pk), checked(FoundWrongIn, request)
        done = actions.refuse_answer(actor=actor_for(request), answer=answer, **given)
        return Response(DossierAnswerOut(done).data)


class LiaisonViewSet(GenericViewSet[Round]):
    """Who may enter the authority's answers in a round; for who leads it."""

    queryset = Round.objects.none()
    serializer_class = LiaisonPersonOut

    def led(self, request: Request, pk: int) -> Round:
        row = seen_round(request, pk)
        if not permissions.can_grant_liaison(actor_for(request), row):
            raise Http404
        return row

    @extend_schema(responses=LiaisonPersonOut(many=True))
    def retrieve(self, request: Request, pk: int) -> Response:
        people = queries.liaisons_of(self.led(request, pk))
        return Response([{"id": each.pk, "display_name": each.display_name} for each in people])

    @extend_schema(request=None, responses={204: None})
    def grant(self, request: Request, pk: int, person_pk: int) -> Response:
        row = self.led(request, pk)
        person = get_object_or_404(queries.officials(), pk=person_pk)
        actions.grant_liaison(actor=actor_for(request), row=row, person=person)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(responses={204: None})
    def revoke(self, request: Request, pk: int, person_pk: int) -> Response:
        row = self.led(request, pk)
        person = get_object_or_404(User, pk=person_pk)
        actions.revoke_liaison(actor=actor_for(request), row=row, person=person)
        return Response(status=status.HTTP_204_NO_CONTENT)


class PublicRoundViewSet(GenericViewSet[Proposal]):
    """What everybody may read of a round; its proposals, fifty a page."""

    queryset = Proposal.objects.none()
    serializer_class = PublicProposalOut
    permission_classes = (AllowAny,)
    ordering = ("code",)

    def get_queryset(self) -> QuerySet[Proposal]:
        return queries.public_proposals(self.request.user, seen_round_of_code(self.request, self.kwargs["code"]))

    @extend_schema(responses=PublicRoundOut(many=True))
    def list(self, request: Request) -> Response:
        """Those that everybody may follow, the newest first; at most fifty."""
        rows = queries.open_to_everybody()[:50]
        return Response([queries.public_round_facts(request.user, row) for row in rows])

    @extend_schema(responses=PublicRoundOut)
    def retrieve(self, request: Request, code: str) -> Response:
        return Response(queries.public_round_facts(request.user, seen_round_of_code(self.request, self.kwargs["code"])))

    @extend_schema(responses=PublicProposalOut(many=True))
    def proposals(self, request: Request, code: str) -> Response:
        page = self.paginate_queryset(self.get_queryset()) or []
        facts = [queries.told_facts(each) for each in queries.told_proposals(page)]
        return self.get_paginated_response(facts)
