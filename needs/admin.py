"""To look, never to write: every write is a verb."""

from django.contrib import admin

from needs.models import Delivery, Item, Need, Offer, Pledge
from organizations.admin import ReadOnly


@admin.register(Item)
class ItemAdmin(ReadOnly):
    list_display = ["code", "name_ar", "name_en", "kind", "sector", "is_reviewed"]
    list_filter = ["kind", "sector", "is_reviewed"]
    search_fields = ["search_text"]


@admin.register(Need)
class NeedAdmin(ReadOnly):
    list_display = ["code", "title", "organization", "status", "urgency", "place", "created_at"]
    list_filter = ["status", "urgency", "sector"]


@admin.register(Offer)
class OfferAdmin(ReadOnly):
    list_display = ["code", "title", "organization", "status", "place", "created_at"]
    list_filter = ["status", "sector"]


@admin.register(Pledge)
class PledgeAdmin(ReadOnly):
    list_display = ["code", "need", "organization", "status", "created_at"]
    list_filter = ["status"]


@admin.register(Delivery)
class DeliveryAdmin(ReadOnly):
    list_display = ["code", "pledge", "sent_on", "received_at"]
