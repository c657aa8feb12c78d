from django.urls import path

from bots import api as programs
from bots import views

app_name = "bots"

pages = [
    path("bots/", views.bots, name="bots"),
    path("bots/new/", views.create_bot, name="create_bot"),
    path("bots/<int:pk>/", views.bot, name="bot"),
    path("bots/<int:pk>/edit/", views.update_bot, name="update_bot"),
    path("bots/<int:pk>/close/", views.close_bot, name="close_bot"),
    path("bots/<int:pk>/tokens/new/", views.create_bot_token, name="create_bot_token"),
    path("bots/<int:pk>/tokens/<int:token_pk>/revoke/", views.revoke_bot_token, name="revoke_bot_token"),
    path("rooms/<int:pk>/programs/", views.programs, name="programs"),
    path("rooms/<int:pk>/programs/take-in/", views.take_in_bot, name="take_in_bot"),
    path("rooms/<int:pk>/programs/<int:bot_pk>/put-out/", views.put_out_bot, name="put_out_bot"),
    path("rooms/<int:pk>/programs/incoming/", views.create_incoming_webhook, name="create_incoming_webhook"),
    path("incoming-webhooks/<int:pk>/close/", views.close_incoming_webhook, name="close_incoming_webhook"),
    path("rooms/<int:pk>/programs/outgoing/", views.create_outgoing_webhook, name="create_outgoing_webhook"),
    path("organizations/<int:pk>/webhooks/", views.create_organization_webhook, name="create_organization_webhook"),
    path("webhooks/<int:pk>/", views.webhook, name="webhook"),
    path("webhooks/<int:pk>/edit/", views.update_outgoing_webhook, name="update_outgoing_webhook"),
    path("webhooks/<int:pk>/secret/", views.rotate_webhook_secret, name="rotate_webhook_secret"),
    path("webhooks/<int:pk>/resume/", views.resume_webhook, name="resume_webhook"),
    path("webhooks/<int:pk>/close/", views.close_outgoing_webhook, name="close_outgoing_webhook"),
    path("deliveries/<int:pk>/repeat/", views.repeat_delivery, name="repeat_delivery"),
    path("hooks/<str:secret>/", views.hook, name="hook"),
]

api = [
    path("bots/", programs.BotViewSet.as_view({"get": "list", "post": "create"}), name="api_bots"),
    path(
        "bots/<int:pk>/",
        programs.BotViewSet.as_view({"get": "retrieve", "patch": "partial_update", "delete": "destroy"}),
        name="api_bot",
    ),
    path(
        "bots/<int:pk>/tokens/",
        programs.BotViewSet.as_view({"get": "tokens", "post": "create_token"}),
        name="api_bot_tokens",
    ),
    path(
        "bots/<int:pk>/tokens/<int:token_pk>/",
        programs.BotViewSet.as_view({"delete": "revoke_token"}),
        name="api_bot_token",
    ),
    path("rooms/<int:pk>/bots/", programs.RoomBotViewSet.as_view({"get": "list"}), name="api_room_bots"),
    path(
        "rooms/<int:pk>/bots/<int:bot_pk>/",
        programs.RoomBotViewSet.as_view({"put": "take_in", "delete": "put_out"}),
        name="api_room_bot",
    ),
    path(
        "rooms/<int:pk>/incoming-webhooks/",
        programs.RoomBotViewSet.as_view({"get": "incoming", "post": "create_incoming"}),
        name="api_room_incoming_webhooks",
    ),
    path(
        "incoming-webhooks/<int:pk>/",
        programs.IncomingWebhookView.as_view(),
        name="api_incoming_webhook",
    ),
    path("webhooks/", programs.OutgoingWebhookViewSet.as_view({"get": "list", "post": "create"}), name="api_webhooks"),
    path(
        "webhooks/<int:pk>/",
        programs.OutgoingWebhookViewSet.as_view({"get": "retrieve", "patch": "partial_update", "delete": "destroy"}),
        name="api_webhook",
    ),
    path(
        "webhooks/<int:pk>/secret/",
        programs.OutgoingWebhookViewSet.as_view({"post": "rotate"}),
        name="api_webhook_secret",
    ),
    path(
        "webhooks/<int:pk>/resume/",
        programs.OutgoingWebhookViewSet.as_view({"put": "resume"}),
        name="api_webhook_resume",
    ),
    path(
        "webhooks/<int:pk>/deliveries/",
        programs.OutgoingWebhookViewSet.as_view({"get": "deliveries"}),
        name="api_deliveries",
    ),
    path(
        "webhooks/<int:pk>/deliveries/<int:delivery_pk>/",
        programs.OutgoingWebhookViewSet.as_view({"put": "repeat"}),
        name="api_delivery",
    ),
]
