"""The fork: HTTP to Django, WebSocket to live/."""

import os
from typing import Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
pages = get_asgi_application()

from live.consumer import application as socket


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Both sides speak ASGI; nothing stands between them and the server."""
    await (socket if scope["type"] == "websocket" else pages)(scope, receive, send)
