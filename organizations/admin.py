"""To look, never to write: every write is a verb."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from organizations.models import Affiliation, Application, FactorRemoval, Membership, Organization, Place, Sector


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(Organization)
class OrganizationAdmin(ReadOnly):
    list_display = ["name_ar", "kind", "status", "governorate", "closed_at"]
    list_filter = ["kind", "status"]
    search_fields = ["search_text"]


@admin.register(Membership)
class MembershipAdmin(ReadOnly):
    list_display = ["person", "organization", "role", "started_at", "ended_at"]
    list_filter = ["role"]


@admin.register(Application)
class ApplicationAdmin(ReadOnly):
    list_display = ["code", "name_ar", "state", "convener", "created_at"]
    list_filter = ["state"]
    exclude = ["scan"]


@admin.register(Place)
class PlaceAdmin(ReadOnly):
    list_display = ["pcode", "name_ar", "name_en", "level"]
    list_filter = ["level"]
    search_fields = ["search_text"]


admin.site.register([Affiliation, FactorRemoval, Sector], ReadOnly)
