"""Slack's forms as our Markdown: each known shape, and what hostile or broken programs send."""

from __future__ import annotations

from typing import Any

import pytest

from bots.mrkdwn import converted
from bots.slack import PayloadError, body_of
from chat.markdown import render
from chat.mentions import mentioned_in


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("*عاجل* و_مهم_ و~قديم~", "**عاجل** و_مهم_ و~قديم~"),
        ("*bold* _it_ ~old~", "**bold** *it* ~~old~~"),
        ("<https://a.example/x?y=1&amp;z=2|تفاصيل>", "[تفاصيل](https://a.example/x?y=1&z=2)"),
        ("<https://a.example>", "[https://a.example](https://a.example)"),
        ("<!channel> <!here> <@U1|basel> <#C1|roads>", "@channel @here @basel #roads"),
        ("<!date^1392734382^{date}|18 شباط>", "18 شباط"),
        ("`*as is*` and ```\n_code_\n```", "`*as is*` and ```\n_code_\n```"),
        ("a &lt;b&gt; &amp;amp;", "a <b> &amp;"),
        (":warning: :no_such:", "⚠️ :no_such:"),
        ("<javascript:alert(1)|x> </people/1/|@باسل>", "x @باسل"),
    ],
)
def test_marks_are_converted(given: str, wanted: str) -> None:
    assert converted(given) == wanted


@pytest.mark.parametrize(
    "text",
    ["[@الكل](/rooms/3/)", "<http://x.example/|[@a](/rooms/3/)>", "[@a]&#40;/rooms/3/)", "<!channel|[@a](/rooms/3/)>"],
)
def test_nobody_is_mentioned(text: str) -> None:
    for body in (converted(text), body_of({"text": text}), body_of({"text": text, "mrkdwn": False})):
        assert not any(mentioned_in(body))
        assert 'class="mention"' not in render(body)


BLOCKS: list[dict[str, Any]] = [
    {"type": "header", "text": {"type": "plain_text", "text": "حالة الطرق"}},
    {
        "type": "section",
        "text": {"type": "mrkdwn", "text": "*دمشق – حمص* مفتوح"},
        "fields": [{"type": "mrkdwn", "text": "ضباب"}],
    },
    {"type": "divider"},
    {"type": "context", "elements": [{"type": "mrkdwn", "text": "06:00"}, {"type": "image", "alt_text": "شمس"}]},
    {"type": "unknown", "text": 3},
]


def test_blocks_are_read_in_order() -> None:
    body = body_of({"text": "fallback", "blocks": BLOCKS})
    assert body == "**حالة الطرق**\n\n**دمشق – حمص** مفتوح\n\nضباب\n\n---\n\n06:00 · شمس"


def test_rich_text_is_read() -> None:
    line = {"type": "rich_text_section", "elements": [{"type": "text", "text": "افتتاح", "style": {"bold": True}}]}
    listed = {"type": "rich_text_list", "elements": [line, line]}
    assert body_of({"blocks": [{"type": "rich_text", "elements": [listed]}]}) == "- **افتتاح**\n- **افتتاح**"


def test_attachments_stand_as_quotations() -> None:
    attachment = {
        "pretext": "جديد",
        "title": "الخادم",
        "title_link": "https://a.example/",
        "text": "*توقف*",
        "fields": [{"title": "منذ", "value": "5 د"}],
    }
    body = body_of({"text": "تنبيه", "attachments": [attachment, {"fallback": "بديل"}], "username": "مراقب"})
    assert body.startswith("تنبيه\n\nجديد\n\n> **[الخادم](https://a.example/)**\n>\n> **توقف**\n>\n> **منذ:** 5 د")
    assert body.endswith("> بديل\n\n— مراقب")


def nested(depth: int) -> dict[str, Any]:
    inner: dict[str, Any] = {"type": "text", "text": "عمق"}
    for _ in range(depth):
        inner = {"type": "rich_text_section", "elements": [inner]}
    return inner


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ([], "invalid_payload"),
        ("text", "invalid_payload"),
        ({}, "no_text"),
        ({"text": " \n"}, "no_text"),
        ({"text": {"a": 1}}, "no_text"),
        ({"blocks": "x"}, "invalid_blocks"),
        ({"blocks": [1]}, "invalid_blocks"),
        ({"blocks": [BLOCKS[2]] * 51}, "invalid_blocks"),
        ({"attachments": [{"text": "x"}] * 21}, "too_many_attachments"),
        ({"blocks": [{"type": "rich_text", "elements": [nested(100)]}]}, "no_text"),
    ],
)
def test_what_is_wrong_is_named(payload: object, code: str) -> None:
    with pytest.raises(PayloadError) as error:
        body_of(payload)
    assert error.value.code == code


def test_long_texts_are_cut_and_no_text_takes_long() -> None:
    assert len(body_of({"text": "ا" * 50_000, "username": "😀" * 100})) < 8000
    for hard in ("*" * 30_000, "<" * 30_000, "`" * 30_000, "_a" * 15_000, "<a|" * 10_000, "[](" * 10_000):
        assert len(converted(hard)) >= 1
