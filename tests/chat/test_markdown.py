"""What people type becomes safe HTML, each block in its own direction."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabic.direction import defuse
from chat.actions import edit_message, messages
from chat.emoji import is_emoji
from chat.markdown import excerpt, render
from chat.mentions import mentioned_in
from journal.records import current_ledger
from tests.chat.rooms import said, sector_room
from tests.factories import Cast

QUICK = 0.5  # seconds of CPU, generous for a busy machine; what it guards against took 9 to 40


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("مرحبا", '<p dir="rtl">مرحبا</p>\n'),
        ("hello", '<p dir="ltr">hello</p>\n'),
        ("سطر\nسطر", '<p dir="rtl">سطر<br>\nسطر</p>\n'),
        ("**مهم**", '<p dir="rtl"><strong>مهم</strong></p>\n'),
        ("# ليس عنواناً", '<p dir="rtl"># ليس عنواناً</p>\n'),
        ("![x](http://evil/x.png)", "<p"),
        ("هاتف +963 944 123 456", '<p dir="rtl">هاتف <bdi dir="ltr">+963 944 123 456</bdi>'),
        ("هاتف ٠٩٤٤ ١٢٣ ٤٥٦.", '<p dir="rtl">هاتف <bdi dir="ltr">٠٩٤٤ ١٢٣ ٤٥٦</bdi>.'),
        ("راجعوا «كشف 2026.xlsx» ثم 2.5 طن", '<p dir="rtl">راجعوا «كشف <bdi dir="ltr">2026.xlsx</bdi>» ثم 2.5 طن'),
        ("يوم 2026-11-22 من 9:00 - 12:00", '<p dir="rtl">يوم <bdi dir="ltr">2026-11-22</bdi> من 9:00 - 12:00'),
        ("شغّلوا `make run`", '<p dir="rtl">شغّلوا <code dir="ltr">make run</code>'),
        ("الأرقام 1 2 3 و 100200300", '<p dir="rtl">الأرقام 1 2 3 و 100200300</p>'),
        ("> اقتباس\n\nreply", '<blockquote dir="rtl">'),
    ],
)
def test_render(body: str, html: str) -> None:
    assert render(body).startswith(html)


def test_links_open_without_referrer_and_bare_ones_work() -> None:
    assert 'href="https://example.org/a"' in render("انظر https://example.org/a")
    assert 'rel="nofollow noopener noreferrer"' in render("https://example.org")


def test_a_mention_is_marked() -> None:
    assert 'class="mention"' in render("[@باسل](/people/4/) هل وصل؟")
    assert 'class="mention"' not in render("[باسل](/people/4/)")


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,AAAA)",
        "![](http://tracker/x.gif)",
        '<a href="x" onclick=steal()>',
        "```html\n<script>\n```",
    ],
)
def test_nothing_dangerous_passes(body: str) -> None:
    html = render(body)
    assert not any(bad in html for bad in ("<script", "<img", 'href="javascript', 'href="data', '<a href="x"'))


@given(st.text(max_size=300))
def test_whatever_is_typed_is_rendered(body: str) -> None:
    assert "<script" not in render(body).lower()


@pytest.mark.parametrize(
    "body",
    [
        ">" * 20 + "a" * 7980,
        ">" * 99 + "a",
        "> " * 4000,
        "-\n" * 4000,
        " > - " * 1600,
        "a" * 8000,
        "http://" + "a" * 7993,
        ("a" * 590 + " http://a.b ") * 13,
        "[" * 8000,
        "[@" * 4000,
        "*" * 8000,
        "`" * 8000,
        "|a" * 4000 + "\n" + "|-" * 4000,
        "@" * 8000,
        "a+" * 4000 + "@",
        "\u2067" * 8000,
        "![](" * 2000,
        "&#" * 4000,
    ],
)
def test_hostile_bodies_are_rendered_quickly(body: str) -> None:
    began = time.process_time()
    render(body[:8000])
    mentioned_in(body[:8000])
    excerpt(body[:8000])
    defuse(body[:8000])
    assert time.process_time() - began < QUICK


def test_excerpt_is_one_plain_line() -> None:
    assert excerpt("[@باسل](/people/4/)\n**وصلت** القافلة") == "@باسل وصلت القافلة"
    assert len(excerpt("كلمة " * 100)) <= 90


def test_mentioned_in_reads_links_that_begin_with_at() -> None:
    found = mentioned_in(
        "[@أ](/people/4/) [@ب](/organizations/12/) [@ج](/rooms/3/) [د](/people/5/) [@x](http://a/people/6/)"
    )
    assert [set(ids) for ids in (found.people, found.organizations, found.rooms)] == [{4}, {12}, {3}]


@pytest.mark.parametrize("text", ["👍", "🙏🏽", "❤️", "👨‍👩‍👧", "🇸🇾", "1️⃣", "✅"])
def test_emoji(text: str) -> None:
    assert is_emoji(text)


@pytest.mark.parametrize("text", ["", "نعم", "a", "1", "👍a", "👍" * 17, "\u200d", "<b>", " "])
def test_not_emoji(text: str) -> None:
    assert not is_emoji(text)


@pytest.mark.django_db
def test_words_are_rendered_once_and_before_the_transaction_begins(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """HOUSE 5: nothing is rendered while others wait at the lock."""
    room = sector_room(cast, "basel")
    inside: list[bool] = []

    def rendered(body: str) -> str:
        inside.append(current_ledger.get() is not None)
        return render(body)

    monkeypatch.setattr(messages, "render", rendered)
    message = said(cast, "basel", room, "نص لم يُكتب قبل **هذا**")
    assert (message.html, inside) == ('<p dir="rtl">نص لم يُكتب قبل <strong>هذا</strong></p>\n', [False])
    edit_message(actor=cast.actor("basel"), message=message, body="ولا هذا النص")
    assert inside == [False, False]
