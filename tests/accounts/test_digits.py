"""Who chose the other digits gets them from the server, before any script has run."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.template import engines
from django.test import Client
from django.utils import translation

from accounts.actions import update_profile
from accounts.digits import reading
from tests.factories import Cast

COUNTED = (
    "{% load i18n %}{% blocktranslate count number=n|digits %}{{ number }} member{% plural %}{{ number }} members"
    "{% endblocktranslate %}"
)
AT = datetime(2026, 6, 25, 7, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("template", "latin", "arabic"),
    [
        ("{{ n|digits }}", "12", "١٢"),
        ("{{ many|grouped }}", "12,500", "١٢٬٥٠٠"),
        ('{{ at|date:"DATE_FORMAT" }}', "25 حزيران 2026", "٢٥ حزيران ٢٠٢٦"),
        ("{{ at|time }}", "10:04", "١٠:٠٤"),
        (COUNTED, "12 عضواً", "١٢ عضواً"),
        ("{{ nothing|date }}{{ code|digits }}", "", ""),
        ("{{ n|digits|add:1 }}", "13", "13"),
    ],
)
def test_digits_of_the_reader(template: str, latin: str, arabic: str) -> None:
    shown = engines["django"].from_string(template)
    told = {"n": 12, "many": 12500, "at": AT, "nothing": None, "code": ""}
    with translation.override("ar"):
        assert shown.render(told).strip() == latin
        with reading("arabic"):
            assert shown.render(told).strip() == arabic
        assert shown.render(told).strip() == latin


@pytest.mark.parametrize(
    ("size", "words"),
    [(1, "1 كيلوبايت"), (12_600, "12 كيلوبايت"), (1024**2, "1 ميغابايت"), (1_310_720, "1.3 ميغابايت")],
)
def test_sizes_are_written_as_the_browser_writes_them(size: int, words: str) -> None:
    with translation.override("ar"):
        shown = engines["django"].from_string("{{ size|filesizeformat }}")
        assert shown.render({"size": size}) == words
        with reading("arabic"):
            assert shown.render({"size": 12_600}) == "١٢ كيلوبايت"


@pytest.mark.django_db
def test_a_page_comes_with_the_readers_digits(cast: Cast) -> None:
    update_profile(actor=cast.actor("basel"), digits="arabic")
    client = Client()
    client.force_login(cast.basel)
    assert "<b>٠</b>" in client.get("/").content.decode()
    client.force_login(cast.omar)
    assert "<b>0</b>" in client.get("/").content.decode()
