"""The bot of the documents, as it stands there, against a running server."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from chat.models import Message
from tests.bots.programs import basels_bot, key_of
from tests.chat.rooms import said, sector_room
from tests.factories import make_cast
from tests.live.serving import ROOT, Serving

PROGRAM = ROOT / "docs/examples/bot.py"


def test_it_is_short() -> None:
    assert PROGRAM.read_text().count("\n") < 40


@pytest.mark.django_db(transaction=True)
def test_it_answers_in_its_room() -> None:
    cast = make_cast()
    room = sector_room(cast, "basel")
    _token, header = key_of(cast, basels_bot(cast, room), room)
    with Serving() as server:
        known = {"MULTAQA": server.address, "TOKEN": header["Authorization"].split()[1], "PAUSE": "0.1"}
        bot = subprocess.Popen([sys.executable, str(PROGRAM)], env={**os.environ, **known})
        try:
            answer = heard(lambda: said(cast, "basel", room, "كيف الطريق؟"))
        finally:
            bot.terminate()
            bot.wait(10)
    assert answer.author is not None
    assert (answer.author.is_bot, answer.body) == (True, "الطريق مفتوح حتى الآن.")
    assert answer.reply_to is not None


def heard(ask: Callable[[], object]) -> Message:
    """Ask each second until it has begun to listen, and give its answer."""
    until = time.monotonic() + 40
    while time.monotonic() < until:
        ask()
        for _ in range(20):
            if answer := Message.objects.filter(author__is_bot=True).select_related("author", "reply_to").first():
                return answer
            time.sleep(0.1)
    raise AssertionError("the bot said nothing")
