from django.urls import path

from bots.api.accounts import BotViewSet
from bots.api.outgoing import OutgoingWebhookViewSet
from bots.api.rooms import IncomingWebhookView, RoomBotViewSet
from bots.views import accounts, hooks, outgoing, rooms
from journal.addresses import call, page

app_name = "bots"

pages = [
    page("bots/", accounts.bots),
    page("bots/new/", accounts.create_bot),
    page("bots/<int:pk>/", accounts.bot),
    page("bots/<int:pk>/edit/", accounts.update_bot),
    page("bots/<int:pk>/close/", accounts.close_bot),
    page("bots/<int:pk>/tokens/new/", accounts.create_bot_token),
    page("bots/<int:pk>/tokens/<int:token_pk>/revoke/", accounts.revoke_bot_token),
    page("rooms/<int:pk>/programs/", rooms.programs),
    page("rooms/<int:pk>/programs/take-in/", rooms.take_in_bot),
    page("rooms/<int:pk>/programs/<int:bot_pk>/put-out/", rooms.put_out_bot),
    page("rooms/<int:pk>/programs/incoming/", rooms.create_incoming_webhook),
    page("incoming-webhooks/<int:pk>/close/", rooms.close_incoming_webhook),
    page("rooms/<int:pk>/programs/outgoing/", outgoing.create_outgoing_webhook),
    page("organizations/<int:pk>/webhooks/", outgoing.create_organization_webhook),
    page("webhooks/<int:pk>/", outgoing.webhook),
    page("webhooks/<int:pk>/edit/", outgoing.update_outgoing_webhook),
    page("webhooks/<int:pk>/secret/", outgoing.rotate_webhook_secret),
    page("webhooks/<int:pk>/resume/", outgoing.resume_webhook),
    page("webhooks/<int:pk>/close/", outgoing.close_outgoing_webhook),
    page("deliveries/<int:pk>/repeat/", outgoing.repeat_delivery),
    page("hooks/<str:secret>/", hooks.hook),
]

api = [
    call("bots/", "api_bots", BotViewSet, get="list", post="create"),
    call("bots/<int:pk>/", "api_bot", BotViewSet, get="retrieve", patch="partial_update", delete="destroy"),
    call("bots/<int:pk>/tokens/", "api_bot_tokens", BotViewSet, get="tokens", post="create_token"),
    call("bots/<int:pk>/tokens/<int:token_pk>/", "api_bot_token", BotViewSet, delete="revoke_token"),
    call("rooms/<int:pk>/bots/", "api_room_bots", RoomBotViewSet, get="list"),
    call("rooms/<int:pk>/bots/<int:bot_pk>/", "api_room_bot", RoomBotViewSet, put="take_in", delete="put_out"),
    call(
        "rooms/<int:pk>/incoming-webhooks/",
        "api_room_incoming_webhooks",
        RoomBotViewSet,
        get="incoming",
        post="create_incoming",
    ),
    path("incoming-webhooks/<int:pk>/", IncomingWebhookView.as_view(), name="api_incoming_webhook"),
    call("webhooks/", "api_webhooks", OutgoingWebhookViewSet, get="list", post="create"),
    call(
        "webhooks/<int:pk>/",
        "api_webhook",
        OutgoingWebhookViewSet,
        get="retrieve",
        patch="partial_update",
        delete="destroy",
    ),
    call("webhooks/<int:pk>/secret/", "api_webhook_secret", OutgoingWebhookViewSet, post="rotate"),
    call("webhooks/<int:pk>/resume/", "api_webhook_resume", OutgoingWebhookViewSet, put="resume"),
    call("webhooks/<int:pk>/deliveries/", "api_deliveries", OutgoingWebhookViewSet, get="deliveries"),
    call("webhooks/<int:pk>/deliveries/<int:delivery_pk>/", "api_delivery", OutgoingWebhookViewSet, put="repeat"),
]
