"""The API: organisations, places, sectors, memberships, invitations, applications, through the same verbs."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from journal.actors import Actor
from journal.ids import id_of
from journal.queries import head
from journal.refusals import invalid
from journal.requests import checked, few
from journal.verbs import head_of
from organizations import actions, queries
from organizations.actors import actor_for
from organizations.models import Application, Invitation, Membership, Organization, Place, Role, Sector
from organizations.permissions import (
    applications_for,
    invitations_for,
    memberships_for,
    organizations_for,
    running_memberships,
)

NUMBER = "[0-9]{1,18}"  # more than that no database counts to
MOST_SECTORS, MOST_PLACES = 60, 400  # there are fewer


class PlaceOut(serializers.ModelSerializer[Place]):
    class Meta:
        model = Place
        fields = ["pcode", "level", "parent", "name_ar", "name_en", "latitude", "longitude"]


class SectorOut(serializers.ModelSerializer[Sector]):
    parent = serializers.SlugRelatedField(slug_field="code", read_only=True)  # type: ignore[assignment,var-annotated]

    class Meta:
        model = Sector
        fields = ["code", "parent", "name_ar", "name_en", "iati_code", "order"]


class MarkOut(serializers.Serializer[Any]):
    """What stands beside a person's name: an organisation's name, its two letters, their tint, its governorate."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    mark = serializers.CharField()
    tint = serializers.CharField()
    place = serializers.CharField()


class OrganizationOut(MarkOut):
    kind = serializers.ChoiceField(choices=Organization.Kind.choices)
    name_ar = serializers.CharField()
    name_en = serializers.CharField()
    acronym = serializers.CharField()
    status = serializers.ChoiceField(choices=Organization.Status.choices)
    closed = serializers.BooleanField()
    governorate = serializers.CharField(allow_null=True)
    sectors = serializers.ListField(child=serializers.CharField())
    about = serializers.CharField()
    phone = serializers.CharField()
    email = serializers.CharField()
    website = serializers.CharField()
    address = serializers.CharField()
    head = serializers.IntegerField(required=False)

    def to_representation(self, row: Organization) -> dict[str, Any]:
        contacts = {name: getattr(row, name) for name in ("about", "phone", "email", "website", "address")}
        return {**queries.organization_facts(row), **contacts}


class OrganizationIn(serializers.ModelSerializer[Organization]):
    client_id = serializers.UUIDField(required=False)
    sectors = few(
        serializers.SlugRelatedField(slug_field="code", queryset=Sector.objects.filter(is_active=True)), MOST_SECTORS
    )
    places = few(serializers.PrimaryKeyRelatedField(queryset=Place.objects.all()), MOST_PLACES)

    class Meta:
        model = Organization
        fields = [
            "client_id",
            "name_ar",
            "name_en",
            "acronym",
            "kind",
            "licence_number",
            "governorate",
            "sectors",
            "places",
            "about",
            "phone",
            "email",
            "website",
            "address",
        ]


class MemberOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    mark = serializers.CharField()


class MembershipOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    person = MemberOut()
    organization = MarkOut()
    role = serializers.ChoiceField(choices=Role.choices)
    title = serializers.CharField()
    started_at = serializers.CharField()
    ended_at = serializers.CharField(allow_null=True)

    def to_representation(self, row: Membership) -> dict[str, Any]:
        return queries.membership_facts(row)


class RoleIn(serializers.Serializer[Any]):
    role = serializers.ChoiceField(choices=Role.choices)
    organization = serializers.IntegerField(required=False)


class InvitationOut(serializers.ModelSerializer[Invitation]):
    class Meta:
        model = Invitation
        fields = ["id", "organization", "display_name", "role", "created_at", "expires_at", "used_at", "revoked_at"]


class InvitationIn(serializers.Serializer[Any]):
    client_id = serializers.UUIDField()
    organization = serializers.IntegerField()
    display_name = serializers.CharField(max_length=80)
    role = serializers.ChoiceField(choices=Role.choices, default=Role.MEMBER)
    days = serializers.IntegerField(min_value=1, max_value=30, default=7)


class ApplicationOut(serializers.ModelSerializer[Application]):
    class Meta:
        model = Application
        fields = [
            "id",
            "code",
            "kind",
            "name_ar",
            "name_en",
            "licence_number",
            "governorate",
            "convener",
            "contact_name",
            "contact_phone",
            "contact_email",
            "message",
            "state",
            "created_at",
            "decided_at",
            "reason",
            "organization",
        ]


class ReasonIn(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=300)


def asking(request: Request, default: int | None = None) -> Actor:
    """The actor of a call: for the `organization` in its body, else their own `default`, else as chosen."""
    named = request.data.get("organization") if isinstance(request.data, dict) else None
    if named is not None:
        if (number := id_of(named)) is None:
            raise invalid(_("Write the organisation's number."), code="invalid", field="organization")
        return actor_for(request, number)
    own = {row.organization_id for row in running_memberships(request.user)}
    return actor_for(request, default if default in own else None)


FILTERS = [
    OpenApiParameter("q", str, description="words of the name, the acronym or the licence number"),
    OpenApiParameter("kind", str, enum=Organization.Kind.values),
    OpenApiParameter("governorate", str, description="p-code of the seat or of a place of work"),
    OpenApiParameter("sector", str, description="code"),
    OpenApiParameter("union", int, description="id of a union or network"),
]


class Organizations(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Organization]):
    """Organisations the asking person may see; without sign-in the verified ones."""

    lookup_value_regex = NUMBER

    permission_classes = [AllowAny]
    serializer_class = OrganizationOut
    ordering = ("name_ar", "pk")

    def get_queryset(self) -> QuerySet[Organization]:
        user = self.request.user
        if self.action != "list":
            return queries.with_names(organizations_for(user))
        asked = self.request.query_params
        union = asked.get("union", "")
        found = queries.directory(
            user,
            text=asked.get("q", ""),
            kind=asked.get("kind", ""),
            governorate=asked.get("governorate", ""),
            sector=asked.get("sector", ""),
            convener=id_of(union),
        )
        return queries.with_names(found if id_of(union) or not union else found.none())

    @extend_schema(parameters=FILTERS)
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        reached = head(f"org.{int(kwargs['pk'])}")  # before the row, so that a later entry is applied on top of it
        row = self.get_object()
        return Response({**OrganizationOut(row).data, "head": reached})

    @extend_schema(request=OrganizationIn, responses={201: OrganizationOut})
    def create(self, request: Request) -> Response:
        made = actions.create_organization(actor=actor_for(request), **checked(OrganizationIn, request))
        return self.written(made, status.HTTP_201_CREATED)

    @extend_schema(request=OrganizationIn(partial=True), responses=OrganizationOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        row = self.get_object()
        given = OrganizationIn(row, data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        details = {name: value for name, value in given.validated_data.items() if name != "client_id"}
        fresh = Organization.objects.get(pk=row.pk)
        return self.written(actions.update_organization(actor=asking(request, row.pk), organization=fresh, **details))

    @extend_schema(request=None, responses=OrganizationOut)
    @action(detail=True, methods=["post"])
    def verify(self, request: Request, pk: int) -> Response:
        row = self.get_object()
        return self.written(actions.verify_organization(actor=asking(request), organization=row))

    @extend_schema(request=ReasonIn, responses=OrganizationOut)
    @action(detail=True, methods=["post"])
    def suspend(self, request: Request, pk: int) -> Response:
        given, row = checked(ReasonIn, request), self.get_object()
        return self.written(actions.suspend_organization(actor=asking(request), organization=row, **given))

    def written(self, row: Organization, code: int = status.HTTP_200_OK) -> Response:
        shown = queries.with_names(Organization.objects.filter(pk=row.pk)).get()
        return Response({**OrganizationOut(shown).data, "head": head_of(f"org.{row.pk}")}, status=code)


class Places(viewsets.ReadOnlyModelViewSet[Place]):
    """Governorates (1), districts (2) and sub-districts (3) by p-code; `?level=1`, `?parent=SY01`."""

    permission_classes = [AllowAny]
    queryset = Place.objects.all()
    serializer_class = PlaceOut
    lookup_value_regex = "[A-Z0-9]+"
    filterset_fields = ["level", "parent"]
    ordering = ("pcode",)


class Sectors(viewsets.ReadOnlyModelViewSet[Sector]):
    permission_classes = [AllowAny]
    queryset = Sector.objects.filter(is_active=True).select_related("parent")
    serializer_class = SectorOut
    lookup_field = "code"
    ordering = ("order", "pk")


class Memberships(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Membership]):
    """Running memberships the person may see; `?organization=12`, `?person=4`."""

    lookup_value_regex = NUMBER

    serializer_class = MembershipOut
    filterset_fields = ["organization", "person", "role"]
    ordering = ("-pk",)
    queryset = Membership.objects.none()

    def get_queryset(self) -> QuerySet[Membership]:
        return memberships_for(self.request.user).select_related("person", "organization__governorate")

    @extend_schema(request=RoleIn, responses=MembershipOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        given, row = checked(RoleIn, request), self.get_object()
        actor = asking(request, row.organization_id)
        changed = actions.change_role(actor=actor, membership=row, role=given["role"])
        return Response(queries.membership_facts(changed))

    def destroy(self, request: Request, pk: int) -> Response:
        row = self.get_object()
        actions.end_membership(actor=asking(request, row.organization_id), membership=row)
        return Response(status=status.HTTP_204_NO_CONTENT)


class Invitations(mixins.ListModelMixin, viewsets.GenericViewSet[Invitation]):
    """Links made for the organisations one manages; a link's secret is in the answer to its making only."""

    lookup_value_regex = NUMBER

    serializer_class = InvitationOut
    filterset_fields = ["organization"]
    queryset = Invitation.objects.none()

    def get_queryset(self) -> QuerySet[Invitation]:
        return invitations_for(self.request.user)

    @extend_schema(request=InvitationIn, responses={201: InvitationOut})
    def create(self, request: Request) -> Response:
        details = checked(InvitationIn, request)
        row = organizations_for(request.user).filter(pk=details.pop("organization")).first()
        if row is None:
            raise invalid(_("There is no such organisation."), code="does_not_exist", field="organization")
        own = {running.organization_id for running in running_memberships(request.user)}
        actor = actor_for(request, row.pk if row.pk in own else None)
        made, secret = actions.create_invitation(actor=actor, organization=row, **details)
        return Response({**InvitationOut(made).data, "secret": secret}, status=status.HTTP_201_CREATED)

    def destroy(self, request: Request, pk: int) -> Response:
        row = self.get_object()
        actions.revoke_invitation(actor=asking(request, row.organization_id), invitation=row)
        return Response(status=status.HTTP_204_NO_CONTENT)


class Applications(viewsets.ReadOnlyModelViewSet[Application]):
    """The queue of the secretariat and of unions; deciding is done on the page, where the scan is looked at."""

    lookup_value_regex = NUMBER

    serializer_class = ApplicationOut
    filterset_fields = ["state"]
    queryset = Application.objects.none()

    def get_queryset(self) -> QuerySet[Application]:
        return applications_for(self.request.user)


router = SimpleRouter()
router.register("organizations", Organizations, basename="organizations")
router.register("places", Places)
router.register("sectors", Sectors)
router.register("memberships", Memberships)
router.register("invitations", Invitations)
router.register("applications", Applications)
urls = router.urls
