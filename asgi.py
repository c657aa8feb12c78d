"""The fork: HTTP to Django's pages, WebSocket to the one socket."""

import os
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup(set_prefix=False)

from live.consumer import application as socket
from live.pages import Pages

pages = Pages()


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Both sides speak ASGI; nothing stands between them and the server."""
    await (socket if scope["type"] == "websocket" else pages)(scope, receive, send)
