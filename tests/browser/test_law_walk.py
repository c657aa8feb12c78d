"""A law from the paste to the ministry's answer: a union brings it in and opens a round, three organisations propose
rival changes of one article, a committee votes on them, and what it adopted is sent, answered, and read by a stranger.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import OpenPage
from tests.browser.serving import Site
from tests.browser.walking import act, fits, follow, number_in, send

pytestmark = pytest.mark.browser
LATER = 40_000  # ms: what others changed is fetched anew in a while
PHONE = {"width": 360, "height": 740}
TITLE = "تعديل مهل القانون"
REASONS = "المهلة الحالية لا تناسب الجمعيات الصغيرة، وتؤخر عملها شهراً كاملاً."
OPINION = "المهلة الأقصر ممكنة، وجرى العمل بها في محافظتين."
ASKED, SAID = "هل تكفي المهلة في المحافظات البعيدة؟", "تكفي، لأن الطلب صار يقدم إلكترونياً."
LETTER = "قُبل المقترح ويُدرج في مشروع التعديل."


class Text(NamedTuple):
    path: Path
    title: str
    number: str
    year: str
    articles: int
    article: str
    words: str  # that three organisations want otherwise
    wanted: tuple[str, str, str]


REAL = Text(
    Path("../shared/samples/law-93-1958.ar.txt"),
    "قانون الجمعيات والمؤسسات الخاصة",
    "93",
    "1958",
    75,
    "مادة 10",
    "خلال ستين يوماً",
    ("خلال ثلاثين يوماً", "خلال خمسة عشر يوماً", "خلال خمسة وأربعين يوماً"),
)
SHORT = Text(
    Path("demo/legislation/statute.txt"),
    "قانون تنظيم العمل التطوعي",
    "12",
    "2019",
    12,
    "مادة 4",
    "عشرين ساعة",
    ("خمس عشرة ساعة", "عشر ساعات", "ثلاثين ساعة"),
)
LAW = REAL if REAL.path.exists() else SHORT


# The law and the round ------------------------------------------------------------------------------------------
def brought_in(chair: Page) -> int:
    """Pasted, looked through place by place, published; its number."""
    chair.goto("/laws/")
    follow(chair, "/laws/new/")
    chair.fill("[name=title]", LAW.title)
    chair.fill("[name=number]", LAW.number)
    chair.fill("[name=year]", LAW.year)
    chair.fill("[name=issuer]", "وزارة الشؤون الاجتماعية والعمل")
    send(chair)
    law = number_in(chair, r"/laws/(\d+)/$")
    follow(chair, f"/laws/{law}/texts/")
    chair.fill("[name=text]", LAW.path.read_text(encoding="utf-8"))
    send(chair)
    number_in(chair, r"/text-imports/(\d+)/$")
    looked_through(chair)
    follow(chair, "/publish/")
    send(chair)
    expect(chair.locator("#law article.article")).to_have_count(LAW.articles)
    act(chair, f"/laws/{law}/publish/").click()
    expect(act(chair, f"/laws/{law}/publish/")).to_have_count(0)
    return law


def looked_through(chair: Page) -> None:
    """What looks wrong is right as it stands: nothing is published before somebody says so."""
    follow(chair, "?only=doubts")
    grave = chair.locator(".doubt.grave button")
    while left := grave.count():
        grave.first.click()
        expect(grave).to_have_count(left - 1)
    chair.locator("nav.tabs a").first.click()


def opened(chair: Page, law: int) -> int:
    """A round for everybody to see, judged by the union's committee; its number."""
    day = timezone.localdate()
    chair.goto("/laws/")
    follow(chair, "/rounds/")
    follow(chair, "/rounds/new/")
    chair.locator("[name=instrument]").select_option(str(law))
    chair.fill("[name=title]", TITLE)
    for name, days in (("opens_on", 0), ("freezes_on", 14), ("closes_on", 30)):
        chair.fill(f"[name={name}]", (day + timedelta(days=days)).isoformat())
    chair.locator("[name=body]").select_option(label=f"لجنة {TITLE}")
    chair.fill("[name=threshold]", "1")
    chair.locator("[name=visibility]").select_option("public")
    send(chair)
    row = number_in(chair, r"/rounds/(\d+)/$")
    moved(chair, row, "open")
    return row


def moved(chair: Page, row: int, status: str) -> None:
    chair.goto(f"/rounds/{row}/")
    follow(chair, "/status/")
    chair.locator(f"[name=status][value={status}]").check()
    send(chair)
    expect(chair.locator("#round")).to_be_visible()


# Proposals ------------------------------------------------------------------------------------------------------
def drafted(page: Page, row: int, words: str) -> int:
    """From the article to what lies with the signatory, with the change marked while one types; its number."""
    page.goto("/laws/")
    page.locator("main .law-row a", has_text=LAW.title).first.click()
    page.locator("article.article h3 a", has_text=re.compile(f"^{LAW.article}$")).click()
    fits(page)
    page.locator(f"main a[href*='/rounds/{row}/proposals/new/']").click()
    page.fill("[name=title]", f"{LAW.article}: {words}")
    page.fill("[name=rationale]", REASONS)
    send(page)
    typed(page, words)
    fits(page)
    page.locator("#amendment-form .form-actions .btn").first.click()
    proposal = number_in(page, r"/proposals/(\d+)/")
    fits(page)
    act(page, "/hand-in/").click()
    expect(act(page, "/hand-in/")).to_have_count(0)
    return proposal


def typed(page: Page, words: str) -> None:
    """Over the words of the article, letter by letter."""
    field = page.locator("textarea[name=new_text]")
    field.evaluate(
        """(field, words) => {
          const at = field.value.indexOf(words);
          field.focus();
          field.setSelectionRange(at, at + words.length);
        }""",
        LAW.words,
    )
    page.keyboard.type(words, delay=20)
    old, new = LAW.words.split()[-2], words.split()[-2]
    expect(page.locator("#preview del").first).to_contain_text(old)
    expect(page.locator("#preview ins").first).to_contain_text(new)


def put_forward(page: Page, proposal: int) -> None:
    """By who signs, who finds it under what waits for them."""
    page.goto("/rounds/")
    page.locator(f"main a[href='/proposals/{proposal}/']").first.click()
    fits(page)
    follow(page, "/submit/")
    fits(page)
    send(page)
    expect(page.locator("#endorsements")).to_be_visible()
    fits(page)


# What others say ------------------------------------------------------------------------------------------------
def compared(page: Page, row: int) -> None:
    """All three side by side, each competing with the two others."""
    page.goto(f"/rounds/{row}/")
    fits(page)
    page.locator(f"main .of-article a[href*='/rounds/{row}/provisions/']").first.click()
    expect(page.locator("article.rival")).to_have_count(3)
    expect(page.locator("article.rival .against")).to_have_count(3)
    fits(page)
    page.goto(f"/rounds/{row}/")
    follow(page, "/heat/")
    expect(page.locator("main")).to_contain_text("3")
    fits(page)


def endorsed(page: Page, row: int, proposals: list[int]) -> None:
    """By a signatory on the phone."""
    for proposal in proposals:
        page.goto(f"/rounds/{row}/")
        page.locator(f"main a[href='/proposals/{proposal}/']").first.click()
        act(page, "/endorse/").click()
        expect(page.locator("#endorsements .endorser")).to_have_count(1)
        fits(page)


def talked(asking: Page, answering: Page, proposal: int) -> None:
    """A question on three words of the proposal, and its sponsor's answer."""
    asking.goto(f"/proposals/{proposal}/")
    follow(asking, f"/proposals/{proposal}/remarks/")
    asking.wait_for_url("**/remarks/", wait_until="load")
    asking.locator("[data-quotable]").first.evaluate(
        """(text, words) => {
          const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
          let node = walker.nextNode();
          while (!node.data.includes(words)) node = walker.nextNode();
          const at = node.data.indexOf(words);
          document.getSelection().setBaseAndExtent(node, at, node, at + words.length);
        }""",
        LAW.wanted[0],
    )
    expect(asking.locator("[name=quoted]")).to_have_value(LAW.wanted[0])
    asking.locator("[name=kind]").select_option("question")
    asking.fill("[name=text]", ASKED)
    send(asking)
    expect(asking.locator("mark")).to_contain_text(LAW.wanted[0])
    answering.goto("/notifications/")
    answering.goto(f"/proposals/{proposal}/")
    follow(answering, f"/proposals/{proposal}/remarks/")
    follow(answering, "/reply/")
    answering.fill("[name=text]", SAID)
    send(answering)
    expect(answering.locator("#talk")).to_contain_text(SAID)
    fits(answering)


# The committee --------------------------------------------------------------------------------------------------
def advised(chair: Page, row: int, proposals: list[int]) -> None:
    """All are admitted, an opinion on the first is written and published, the texts are fixed."""
    chair.goto(f"/rounds/{row}/")
    follow(chair, "/deciding/")
    for proposal in proposals:
        follow(chair, f"/proposals/{proposal}/admit/")
        send(chair)
        expect(chair.locator(f"a[href='/proposals/{proposal}/admit/']")).to_have_count(0)
    follow(chair, f"/proposals/{proposals[0]}/opinion/write/")
    chair.locator("[name=advice]").select_option("adopt")
    chair.fill("[name=reasons]", OPINION)
    send(chair)
    act(chair, "/publish/").click()
    expect(chair.locator("#opinion")).to_contain_text(OPINION)
    moved(chair, row, "frozen")


def gathered(chair: Page, phones: list[Page], row: int) -> None:
    """The committee has no session yet: one is planned from its desk and opened, and who has a voice enters."""
    chair.goto(f"/rounds/{row}/deciding/")
    now = timezone.localtime()
    follow(chair, "/sessions/new/")
    chair.fill("[name=title]", "جلسة التصويت")
    chair.fill("[name=starts_at]", now.strftime("%Y-%m-%dT%H:%M"))
    chair.fill("[name=ends_at]", (now + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M"))
    send(chair)
    session = number_in(chair, r"/sessions/(\d+)/")
    for status in ("convened", "open"):
        chair.goto(f"/sessions/{session}/")
        chair.locator(f"form:has([name=status][value={status}]) button").click()
        expect(chair.locator(f"form:has([name=status][value={status}])")).to_have_count(0)
    for phone in phones:
        phone.goto(f"/sessions/{session}/")
        act(phone, "/enter/").click()
        expect(act(phone, "/leave/")).to_be_visible()


def voted(chair: Page, phones: list[Page], row: int, proposals: list[int]) -> None:
    """One ballot on the rivals that enough organisations endorse; its result becomes what they are."""
    chair.goto(f"/rounds/{row}/deciding/")
    chair.locator(f"main a[href*='/rounds/{row}/vote/?']").first.click()
    expect(chair.locator("[name=proposals]:checked")).to_have_count(2)
    send(chair)
    number_in(chair, r"/rival-votes/(\d+)/$")
    chair.locator("main .actions a[href*='/ballots/']").click()
    act(chair, "/open/").click()
    for phone, choice in zip(phones, (0, 1, 0), strict=True):
        phone.locator("#ballot-panel a[href*='/ballots/']", has_text="إلى التصويت").click(timeout=LATER)
        fits(phone)
        phone.locator(".cast-choices button").nth(choice).click()
        expect(phone.locator(".cast .notice")).to_be_visible()
    act(chair, "/close/").click()
    chair.locator("main .actions a[href*='/rival-votes/']").click()
    send(chair)
    expect(chair.locator("main .tag.leaf")).to_have_count(1)
    for proposal, status in zip(proposals, ("معتمد", "لم يُقَرّ", "لم يُقَرّ"), strict=True):
        chair.goto(f"/proposals/{proposal}/")
        expect(chair.locator("#proposal .tag").first).to_have_text(status)
    moved(chair, row, "decided")


# The dossier ----------------------------------------------------------------------------------------------------
def compiled(chair: Page, row: int) -> int:
    """Asked for, made by the worker while one looks on; what it says is in its files; its number."""
    chair.goto(f"/rounds/{row}/")
    follow(chair, "/as-amended/")
    expect(chair.locator("main")).to_contain_text(LAW.wanted[0])
    chair.goto(f"/rounds/{row}/")
    follow(chair, "/dossiers/")
    follow(chair, "/dossiers/new/")
    send(chair)
    dossier = number_in(chair, r"/dossiers/(\d+)/$")
    expect(chair.locator("a[href$='/formats/pdf/']")).to_be_visible(timeout=90_000)
    pdf, docx = (downloaded(chair, name) for name in ("pdf", "docx"))
    assert pdf.startswith(b"%PDF")
    said = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    assert letters(LAW.wanted[0].split()[1]) in {letters(word) for word in said.split()}
    with zipfile.ZipFile(io.BytesIO(docx)) as whole:
        words = whole.read("word/document.xml").decode()
    assert "<w:ins " in words
    assert "<w:del " in words
    return dossier


def letters(word: str) -> str:
    """In no order: where two letters are drawn as one, the reader of the file gives them the other way round."""
    return "".join(sorted(word))


def downloaded(page: Page, name: str) -> bytes:
    with page.expect_download() as waiting:
        follow(page, f"/formats/{name}/")
    return waiting.value.path().read_bytes()


def answered(chair: Page, official: Page, deputy: Page, row: int, dossier: int) -> None:
    """It was sent; the ministry's official enters the answer on the phone, and somebody else checks it."""
    chair.goto(f"/rounds/{row}/dossiers/")
    follow(chair, "/liaisons/")
    chair.locator("[name=person]").select_option(label="رانيا – وزارة الشؤون")
    send(chair)
    chair.goto(f"/dossiers/{dossier}/")
    follow(chair, "/send/")
    chair.fill("[name=receipt_number]", "1204/ص")
    send(chair)
    expect(chair.locator("main")).to_contain_text("1204/ص")
    official.goto("/notifications/")
    official.goto("/my-dossiers/")
    fits(official)
    follow(official, f"/dossiers/{dossier}/")
    fits(official)
    follow(official, "/answers/new/")
    official.locator("[name=items]").first.check()
    official.locator("[name=kind]").select_option("accepted")
    official.fill("[name=text]", LETTER)
    official.fill("[name=letter_number]", "88/2026")
    official.fill("[name=letter_on]", timezone.localdate().isoformat())
    fits(official)
    send(official)
    expect(act(official, "/answers/check/")).to_have_count(0)
    deputy.goto(f"/dossiers/{dossier}/")
    deputy.locator("[name=answers]").first.check()
    act(deputy, "/answers/check/").click()
    expect(act(deputy, "/answers/check/")).to_have_count(0)
    expect(deputy.locator("main")).to_contain_text(LETTER)


def told(stranger: Page) -> None:
    """Nobody who is signed in: what was proposed, by whom, what came of each."""
    stranger.goto("/")
    stranger.locator("a[href='/public-rounds/']").click()
    stranger.locator("main a", has_text=TITLE).click()
    expect(stranger.locator("main")).to_contain_text(LETTER)
    expect(stranger.locator("ol.list > li")).to_have_count(3)
    for words in LAW.wanted:
        expect(stranger.locator("main")).to_contain_text(f"{LAW.article}: {words}")
    fits(stranger)
    stranger.locator("main details summary").first.click()
    expect(stranger.locator("main ins").first).to_be_visible()
    fits(stranger)
    assert violations(stranger) == []


def test_a_law_is_brought_in_changed_by_a_committee_and_answered(site: Site, browse: OpenPage) -> None:
    names: Any = site.happen("legislating", "committee", TITLE)
    chair, basel, signatory = browse(names["chair"]), browse("basel", **PHONE), browse(names["signatory"], **PHONE)
    law = brought_in(chair)
    row = opened(chair, law)
    proposals = []
    omar, drafter = browse("omar"), browse(names["drafter"], **PHONE)
    hands = [(browse("hala"), basel), (omar, browse("omar", **PHONE)), (drafter, signatory)]
    for number, (writer, signs) in enumerate(hands):
        proposals.append(drafted(writer, row, LAW.wanted[number]))
        put_forward(signs, proposals[-1])
    compared(signatory, row)
    endorsed(browse(names["endorser"], **PHONE), row, proposals[:2])
    talked(omar, basel, proposals[0])
    advised(chair, row, proposals)
    phones = [signs for _writer, signs in hands]
    gathered(chair, phones, row)
    voted(chair, phones, row, proposals)
    dossier = compiled(chair, row)
    answered(chair, browse("rania", **PHONE), browse(names["deputy"]), row, dossier)
    told(browse(**PHONE))
