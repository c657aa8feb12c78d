"""A bot that answers «الطريق؟» in its rooms. Python alone: MULTAQA=https://… TOKEN=… python3 bot.py"""

import json
import os
import time
import urllib.request
import uuid
from typing import Any

SITE, TOKEN = os.environ["MULTAQA"].rstrip("/"), os.environ["TOKEN"]


def call(path: str, given: dict[str, Any] | None = None) -> Any:
    request = urllib.request.Request(f"{SITE}/api/{path}", method="POST" if given else "GET")
    request.add_header("Authorization", f"Token {TOKEN}")
    if given:
        request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request, json.dumps(given).encode() if given else None, timeout=30) as answer:
        return json.load(answer)


me = call("me/")
heads = {f"room.{room['id']}": room["head"] for room in me["rooms"]}  # from now on
while heads:
    known = "&".join(f"{name}={head}" for name, head in heads.items())
    for name, stream in call(f"sync/?{known}")["streams"].items():
        if "head" not in stream:  # the bot was taken out of the room
            heads.pop(name)
            continue
        for entry in stream.get("entries", []):
            message = entry["data"]
            is_mine = entry["actor"]["person"] == me["id"]
            if entry["event"] == "message_posted" and "الطريق؟" in message.get("body", "") and not is_mine:
                same = uuid.uuid5(uuid.NAMESPACE_URL, f"{SITE}/{name}/{entry['number']}")  # answered once, if we crash
                words = {"client_id": str(same), "body": "الطريق مفتوح حتى الآن.", "reply_to": message["id"]}
                call(f"rooms/{message['room']}/messages/", words)
        heads[name] = stream["entries"][-1]["number"] if stream.get("entries") else stream["head"]
    time.sleep(float(os.environ.get("PAUSE", "5")))
