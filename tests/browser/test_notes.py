"""A note written together: two browsers, one of them offline in between, agree; who is here; comments; looks."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import OpenPage
from tests.browser.serving import Site

pytestmark = pytest.mark.browser
TEXT = "#note-text .tiptap"
STATE = "#note-state"
WORDS = """() => [...document.querySelectorAll("#note-text .tiptap > *")].map(block =>
  [...block.childNodes].filter(node => node.nodeName === "#text").map(node => node.data).join("")).filter(Boolean)"""
STORES = """async () => (await indexedDB.databases()).map(each => each.name)
  .filter(name => name.startsWith("multaqa-notes-"))"""

PASTE = """html => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  const pasted = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.querySelector("#note-text .tiptap").dispatchEvent(pasted);
}"""


def begun(site: Site, title: str) -> int:
    return int(site.happen("noting", "begun", title))


def opened(page: Page, note: int) -> Page:
    page.goto(f"/notes/{note}/")
    expect(page.locator("#note-text.is-live")).to_be_visible()
    return page


def write(page: Page, words: str) -> None:
    page.locator(TEXT).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def test_two_browsers_write_one_note_and_agree_after_one_was_offline(site: Site, browse: OpenPage) -> None:
    note = begun(site, "محضر لمتصفّحين")
    basel, omar = opened(browse("basel"), note), opened(browse("omar", width=360), note)
    write(basel, "قرّر المجتمعون")
    expect(omar.locator(TEXT)).to_contain_text("قرّر المجتمعون")
    expect(basel.locator(STATE)).to_have_attribute("data-state", "saved")
    expect(basel.locator("#note-present")).to_contain_text("عمر")
    omar.context.set_offline(True)
    write(omar, " بالإجماع")
    expect(omar.locator(STATE)).to_have_attribute("data-state", "kept")
    basel.keyboard.press("Enter")
    write(basel, "وانتهت الجلسة")
    expect(basel.locator(STATE)).to_have_attribute("data-state", "saved")
    omar.context.set_offline(False)
    for page in (basel, omar):
        expect(page.locator(TEXT)).to_contain_text("بالإجماع")
        expect(page.locator(TEXT)).to_contain_text("وانتهت الجلسة")
        expect(page.locator(STATE)).to_have_attribute("data-state", "saved")
    assert basel.evaluate(WORDS) == omar.evaluate(WORDS) == ["قرّر المجتمعون بالإجماع", "وانتهت الجلسة"]


def test_what_one_wrote_stays_when_the_page_is_loaded_again_and_is_read_without_a_script(
    site: Site, browse: OpenPage
) -> None:
    note = begun(site, "محضر يُقرأ")
    page = opened(browse("basel"), note)
    page.locator("[data-act=bulletList]").click()
    write(page, "البند الأول")
    expect(page.locator(STATE)).to_have_attribute("data-state", "saved")
    expect(opened(page, note).locator(f"{TEXT} li")).to_have_text("البند الأول")
    reader = browse("basel")
    reader.route("**/note-*.js", lambda route: route.abort())
    reader.goto(f"/notes/{note}/")
    expect(reader.locator("#note-text li")).to_have_text("البند الأول")


def test_word_brings_its_lists_and_nothing_that_runs_or_is_fetched(site: Site, browse: OpenPage) -> None:
    page = opened(browse("basel", width=360), begun(site, "محضر من Word"))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    points = "".join(
        f"<p class=MsoListParagraph dir=RTL style='mso-list:l0 level{level} lfo1'><![if !supportLists]>"
        f"<span><span style='mso-list:Ignore'>{mark}&nbsp;&nbsp;</span></span><![endif]>{words}</p>"
        for level, mark, words in ((1, "·", "أولاً"), (2, "1.", "داخله"), (1, "·", "ثانياً"))
    )
    bad = "<script>window.ran = 1</script><img src='https://else.example/x.png' onerror='window.ran = 1'>"
    page.locator(TEXT).click()
    page.evaluate(PASTE, f"{points}<p>{bad}<a href='javascript:ran()'>اضغط</a></p>")
    expect(page.locator(f"{TEXT} > ul > li > p")).to_have_text(["أولاً", "ثانياً"])
    expect(page.locator(f"{TEXT} > ul > li > ol > li")).to_have_text("داخله")
    expect(page.locator(f"{TEXT} :is(script, img, a, [onerror])")).to_have_count(0)
    assert page.evaluate("window.ran === undefined")
    assert [url for url in asked if "else.example" in url] == []


def test_below_a_table_at_the_end_one_writes_on(site: Site, browse: OpenPage) -> None:
    page = opened(browse("basel", width=360), begun(site, "محضر بجدول"))
    page.locator(TEXT).click()
    page.locator("[data-act=table]").click()
    page.keyboard.type("البند")
    page.locator(f"{TEXT} > p").last.click()
    page.keyboard.type("بعد الجدول")
    expect(page.locator(f"{TEXT} > p").last).to_have_text("بعد الجدول")
    expect(page.locator(f"{TEXT} th").first).to_have_text("البند")


def test_a_comment_marks_its_words_in_the_other_browser(site: Site, browse: OpenPage) -> None:
    note = begun(site, "محضر بتعليق")
    basel, omar = opened(browse("basel"), note), opened(browse("omar"), note)
    write(basel, "الطابق")
    basel.keyboard.press("Control+A")
    basel.locator("[data-act=comment]").click()
    basel.locator("#note-comment-body").fill("من المسؤول؟")
    basel.locator("#note-comment button").first.click()
    expect(basel.locator(".note-remarked")).to_have_text("الطابق")
    expect(omar.locator(".note-remarked")).to_have_text("الطابق")
    expect(omar.locator("#note-comments")).to_contain_text("من المسؤول؟")


def test_signing_out_leaves_nothing_of_a_note_in_the_browser(site: Site, browse: OpenPage) -> None:
    page = opened(browse("basel"), begun(site, "محضر يُمحى"))
    write(page, "سرّي")
    expect(page.locator(STATE)).to_have_attribute("data-state", "saved")
    assert len(page.evaluate(STORES)) == 1
    page.goto("/projects/")
    page.wait_for_load_state("networkidle")  # the scripts are here, and hear of it
    page.evaluate("document.querySelector('#sign-out').requestSubmit()")
    expect(page.locator("#sign-out")).to_have_count(0)
    assert page.evaluate(STORES) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_of_a_note_is_accessible(site: Site, browse: OpenPage, width: int) -> None:
    page = opened(browse("basel", width=width), begun(site, "محضر باسم طويل جداً لا ينبغي أن يُقطع عند عرض الهاتف"))
    write(page, "سطر")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
