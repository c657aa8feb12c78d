"""What the secretariat may look up in Django's admin, without changing anything."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import HttpRequest

from accounts.models import ApiToken, User
from accounts.permissions import is_secretariat

# The admin's own sign-in knows neither second factors nor our limits of trying.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


class Readable(admin.ModelAdmin):  # type: ignore[type-arg]  # generic only for mypy
    """Seen by the secretariat, changed by nobody: changes are verbs."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_secretariat(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_secretariat(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(User)
class UserAdmin(Readable):
    list_display = ("username", "display_name", "is_active", "is_secretariat", "last_login")
    list_filter = ("is_active", "is_secretariat", "language")
    search_fields = ("username", "display_name", "search_text", "email")
    exclude = ("password", "search_text")


@admin.register(ApiToken)
class ApiTokenAdmin(Readable):
    list_display = ("name", "user", "created_at", "expires_at", "last_used_at", "revoked_at")
    exclude = ("digest",)
