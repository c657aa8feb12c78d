"""The golden page: twelve mixed texts, and the order in which the eye meets their words from left to right."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.people import open_room, say

pytestmark = pytest.mark.browser
ROOM = "المأوى · حلب"

# Every word of an element by the place where it is drawn: lines from top to bottom, words from left to right.
DRAWN = """element => {
  const words = [], walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    for (const found of node.data.matchAll(/\\S+/g)) {
      const range = document.createRange();
      range.setStart(node, found.index); range.setEnd(node, found.index + found[0].length);
      const box = range.getBoundingClientRect();
      words.push({ word: found[0], middle: (box.top + box.bottom) / 2, left: box.left });
    }
  words.sort((a, b) => Math.abs(a.middle - b.middle) > 8 ? a.middle - b.middle : a.left - b.left);
  return words.map(each => each.word).join(" ");
}"""

GOLDEN = {
    "an English word within Arabic": ("نستخدم KoBo لجمع البيانات", "البيانات لجمع KoBo نستخدم"),
    "Arabic within English": ("Please ask جمعية النور about it", "Please ask النور جمعية about it"),
    "a telephone number": ("اتصلوا على +963 944 123 456 صباحاً", "صباحاً +963 944 123 456 على اتصلوا"),
    "the same in Arabic digits": ("هاتف المستودع ٠٩٤٤ ١٢٣ ٤٥٦ فقط", "فقط ٠٩٤٤ ١٢٣ ٤٥٦ المستودع هاتف"),
    "a date, year first, and hours": ("يوم 2026-11-22 الساعة 10:30", "10:30 الساعة 2026-11-22 يوم"),
    "an amount in dollars": ("المبلغ 1,500 USD لكل أسرة", "أسرة لكل USD 1,500 المبلغ"),
    "a name with its letters in brackets": (
        "وصلت شحنة Save the Children (SCI) إلى حلب",
        "حلب إلى Save the Children (SCI) شحنة وصلت",
    ),
    "code": ("شغّلوا `make run --port 8000` ثم انتظروا", "انتظروا ثم make run --port 8000 شغّلوا"),
    "a link first": ("https://example.org/a?b=1 رابط الاستمارة", "الاستمارة رابط https://example.org/a?b=1"),
    "a picture first, then English": ("🚚 the truck left حمص", "🚚 the truck left حمص"),
    "blocks of both directions": (
        "> هل وصلت المواد؟\n\nYes, all arrived\n\nشكراً جزيلاً",
        "المواد؟ وصلت هل Yes, all arrived جزيلاً شكراً",
    ),
    "an override that would turn the words round": ("الملف \u202egnp.exe جاهز", "جاهز gnp.exe الملف"),
}


def test_twelve_mixed_texts(browse: OpenPage) -> None:
    page = browse("hala")
    open_room(page, ROOM)
    for body, _drawn in GOLDEN.values():
        say(page, body)
    bodies = page.locator(".slot .body")
    expect(bodies.last).to_have_text("الملف gnp.exe جاهز")
    expect(page.locator(".message.outgoing")).to_have_count(0)
    drawn = [bodies.nth(place).evaluate(DRAWN) for place in range(bodies.count() - len(GOLDEN), bodies.count())]
    assert dict(zip(GOLDEN, drawn, strict=True)) == {name: order for name, (_body, order) in GOLDEN.items()}
