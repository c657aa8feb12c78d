"""What is proposed on one provision, the heat map, the law as amended and merging, for programs."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from journal.ids import id_of
from journal.refusals import Conflict, unseen
from journal.requests import checked, created_code
from legislation import actions, permissions, queries
from legislation.models import Citation, Proposal, Round
from legislation.seen import seen_proposal, seen_provision_of, seen_round
from organizations.actors import actor_for, actor_named
from organizations.models import Organization

LONGEST, MOST = 30_000, 100


class ContestedOut(serializers.Serializer[Any]):
    """`words` of the text that both want, what the one puts there and what the other."""

    words = serializers.CharField()
    one = serializers.CharField()
    other = serializers.CharField()


class AgainstOut(serializers.Serializer[Any]):
    proposal = serializers.IntegerField()
    kind = serializers.CharField()
    words = ContestedOut(many=True)


class WordingOut(serializers.Serializer[Any]):
    amendment = serializers.IntegerField()
    kind = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    before = serializers.CharField()
    after = serializers.CharField()
    heading = serializers.CharField()
    hits = serializers.IntegerField()
    is_stale = serializers.BooleanField()


class BesideOut(serializers.Serializer[Any]):
    proposal = serializers.IntegerField()
    code = serializers.CharField()
    title = serializers.CharField()
    status = serializers.CharField()
    organization = serializers.IntegerField()
    endorsements = serializers.IntegerField()
    wordings = WordingOut(many=True)
    against = AgainstOut(many=True)


class RivalTextOut(serializers.Serializer[Any]):
    provision = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]
    heading = serializers.CharField()
    text = serializers.CharField()


class RivalsOut(serializers.Serializer[Any]):
    """`groups`: proposals that compete stand together, whoever goes with all others is a group of one."""

    text = RivalTextOut(many=True)
    groups = serializers.ListField(child=BesideOut(many=True))
    citations = serializers.ListField(child=serializers.DictField())


class HeatOut(serializers.Serializer[Any]):
    provision = serializers.IntegerField()
    kind = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    heading = serializers.CharField()
    proposals = serializers.IntegerField()
    endorsing = serializers.IntegerField()
    rivals = serializers.IntegerField()
    remarks = serializers.IntegerField()
    governorates = serializers.IntegerField()


class AsAmendedOut(serializers.Serializer[Any]):
    proposals = serializers.ListField(child=serializers.IntegerField())
    provisions = serializers.ListField(child=serializers.DictField())
    terms = serializers.ListField(child=serializers.DictField())


class MergeIn(serializers.Serializer[Any]):
    """`wordings`: {name of a place that waits: what it shall be}; names stand in the answer `competing`."""

    client_id = serializers.UUIDField()
    proposals = serializers.ListField(child=serializers.IntegerField(), max_length=MOST)
    title = serializers.CharField(max_length=200)
    rationale = serializers.CharField(max_length=8000, required=False, allow_blank=True)
    effect = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    wordings = serializers.DictField(
        child=serializers.CharField(max_length=LONGEST, allow_blank=True), required=False, default=dict
    )
    organization = serializers.PrimaryKeyRelatedField[Organization](queryset=Organization.objects.all(), required=False)


class CarryIn(serializers.Serializer[Any]):
    """`wordings`: {change: what it shall be}."""

    wordings = serializers.DictField(child=serializers.CharField(max_length=LONGEST), required=False, default=dict)


class MergedOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    code = serializers.CharField()
    title = serializers.CharField()
    status = serializers.CharField()
    version = serializers.IntegerField()
    credits = serializers.ListField(child=serializers.IntegerField())
    missing_consent = serializers.ListField(child=serializers.IntegerField())

    def to_representation(self, row: Proposal) -> dict[str, Any]:
        facts = {name: getattr(row, name) for name in ("code", "title", "status", "version")}
        return {
            "id": row.pk,
            **facts,
            "credits": list(row.credits.values_list("source", flat=True)),
            "missing_consent": [each.pk for each in queries.missing_consent(row)],
        }


def beside_facts(each: queries.Beside) -> dict[str, Any]:
    row = each.proposal
    return {
        "proposal": row.pk,
        "code": row.code,
        "title": row.title,
        "status": row.status,
        "organization": row.organization_id,
        "endorsements": row.endorsements_count,
        "wordings": [
            {**wording._asdict(), "amendment": wording.amendment.pk, "kind": str(wording.kind)}
            for wording in each.wordings
        ],
        "against": [
            {
                "proposal": rival.proposal.pk,
                "kind": str(rival.kind),
                "words": [contest._asdict() for contest in rival.words],
            }
            for rival in each.against
        ],
    }


def cited_facts(each: Citation) -> dict[str, Any]:
    return {"provision": each.text.provision_id, "cites": each.provision_id, "words": each.words}


class ComparedViewSet(GenericViewSet[Round]):
    """What a round would do to its law."""

    queryset = Round.objects.none()
    serializer_class = RivalsOut
    pagination_class = None

    @extend_schema(responses=RivalsOut)
    def rivals(self, request: Request, pk: int, provision: int) -> Response:
        row = seen_round(request, pk)
        on = seen_provision_of(request, row, provision)
        found = queries.comparison(request.user, row, on)
        texts = [(clause.key, clause.label, clause.heading, clause.text) for clause in found.clauses]
        cited = queries.citing(request.user, row, found.clauses)
        return Response(
            {
                "text": [dict(zip(("provision", "label", "heading", "text"), each, strict=True)) for each in texts],
                "groups": [[beside_facts(each) for each in group] for group in found.groups],
                "citations": [cited_facts(each) for each in cited],
            }
        )

    @extend_schema(responses=HeatOut(many=True))
    def heat(self, request: Request, pk: int) -> Response:
        rows = queries.heat_of(request.user, seen_round(request, pk))
        return Response([queries.heat_facts(row) for row in rows])

    @extend_schema(responses=AsAmendedOut, parameters=[OpenApiParameter("with", str)])
    def as_amended(self, request: Request, pk: int) -> Response:
        """`?with=1,2`: with these proposals; else with those adopted. 409 `competing` where two do not go together."""
        row, given = seen_round(request, pk), request.query_params.get("with")
        chosen = None if given is None else [key for word in given.split(",")[:400] if (key := id_of(word.strip()))]
        found = queries.as_amended(request.user, row, chosen)
        if found.competing:
            words = _("These proposals do not go together. Choose one of them.")
            raise Conflict(words, code="competing", proposals=[each.pk for each in found.competing])
        return Response(
            {
                "proposals": [each.pk for each in found.proposals],
                "provisions": [queries.line_facts(line) for line in found.lines],
                "terms": [queries.term_facts(each) for each in found.terms],
            }
        )

    @extend_schema(request=MergeIn, responses={200: MergedOut, 201: MergedOut})
    def merge(self, request: Request, pk: int) -> Response:
        row, given = seen_round(request, pk), checked(MergeIn, request)
        actor = actor_named(request, given)
        ids = set(given.pop("proposals"))
        seen = list(permissions.proposals_for(request.user).filter(pk__in=ids).select_related("organization"))
        if len(seen) != len(ids):
            raise unseen("proposals")
        made = actions.merge_proposals(actor=actor, row=row, proposals=seen, **given)
        return Response(MergedOut(made).data, status=created_code())


class MergedProposalViewSet(GenericViewSet[Proposal]):
    """A proposal made of others, or brought onto a text that changed."""

    queryset = Proposal.objects.none()
    serializer_class = MergedOut

    @extend_schema(request=None, responses=MergedOut)
    def settle(self, request: Request, pk: int) -> Response:
        made = actions.settle_merge(actor=actor_for(request), proposal=seen_proposal(request, pk))
        return Response(MergedOut(made).data)

    @extend_schema(request=CarryIn, responses=MergedOut)
    def carry_over(self, request: Request, pk: int) -> Response:
        """409 `base_changed` with the three texts of each change that waits."""
        row, given = seen_proposal(request, pk), checked(CarryIn, request)
        wordings = {key: words for name, words in given["wordings"].items() if (key := id_of(name))}
        made = actions.carry_over(actor=actor_for(request), proposal=row, wordings=wordings)
        return Response(MergedOut(made).data)
