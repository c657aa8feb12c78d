"""Files and voice notes as two people use them: one at a desk, one with a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import OpenPage
from tests.browser.people import open_room
from tests.files import samples

pytestmark = [pytest.mark.browser]
ROOM = "المأوى · حلب"
ARRIVED = ".message:not(.outgoing)"


def choose(page: Page, folder: Path, **files: bytes) -> None:
    paths = []
    for name, content in files.items():
        paths.append(folder / name.replace("_", "."))
        paths[-1].write_bytes(content)
    page.set_input_files(".attach input", [str(path) for path in paths])


def test_photos_and_a_letter_arrive_with_their_words(browse: OpenPage, tmp_path: Path) -> None:
    basel, omar = browse("basel"), browse("omar", width=360, height=740)
    open_room(basel, ROOM)
    open_room(omar, ROOM)
    choose(basel, tmp_path, a_jpg=samples.jpeg((900, 600)), b_png=samples.png((300, 300)), letter_pdf=samples.pdf())
    expect(basel.locator(".tray li.done")).to_have_count(3)
    basel.locator("#say").fill("صور التوزيع مع الكتاب")
    basel.locator("button.send").click()
    got = omar.locator(ARRIVED, has_text="صور التوزيع مع الكتاب")
    expect(got.locator(".picture img[src*=preview]")).to_have_count(2)
    expect(got.locator(".file-card")).to_contain_text("letterPDF ")
    got.locator(".picture").first.click()
    expect(omar.locator("dialog.viewer img")).to_be_visible()
    omar.keyboard.press("ArrowLeft")
    expect(omar.locator("dialog.viewer [role=status]")).to_have_text("2 من 2")
    omar.keyboard.press("Escape")
    expect(omar.locator("dialog.viewer")).to_have_count(0)


def test_a_file_that_lies_is_refused_in_words(browse: OpenPage, tmp_path: Path) -> None:
    basel = browse("basel")
    open_room(basel, ROOM)
    choose(basel, tmp_path, photo_jpg=samples.HTML)
    refused = basel.locator(".tray li.refused")
    expect(refused).to_contain_text("اسم الملف يدل على نوع")
    refused.locator("button").last.click()
    expect(basel.locator(".tray")).to_have_count(0)


def test_an_upload_goes_on_after_a_cut_line_and_a_reload(browse: OpenPage, tmp_path: Path) -> None:
    basel = browse("basel")
    open_room(basel, ROOM)
    choose(basel, tmp_path, first_pdf=samples.pdf())  # loads what carries files
    expect(basel.locator(".tray li.done")).to_have_count(1)
    basel.context.set_offline(True)
    choose(basel, tmp_path, second_pdf=samples.pdf(400, 400))
    expect(basel.locator(".tray li")).to_have_count(2)
    basel.locator("#say").fill("أرسلت بعد انقطاع")
    basel.locator("button.send").click()
    expect(basel.locator(".message.outgoing .tray li")).to_have_count(2)
    basel.context.set_offline(False)
    basel.reload()
    sent = basel.locator(ARRIVED, has_text="أرسلت بعد انقطاع")
    expect(sent.locator(".file-card")).to_have_count(2, timeout=60_000)


def test_a_quick_tap_records_on_even_where_the_recorder_comes_late(browse: OpenPage) -> None:
    """On a slow line the finger has left before the recorder is there: what is stopped is heard, not thrown away."""
    basel = browse("basel")
    open_room(basel, ROOM)
    basel.locator(".record").click()
    expect(basel.locator(".recording bdi")).to_have_text("0:02")
    expect(basel.locator(".recording .hint")).to_have_count(0)
    basel.locator(".recording .stop").click()
    expect(basel.locator(".recording mq-voice-note .wave")).to_be_visible()


def test_a_second_tap_on_send_records_nothing(browse: OpenPage) -> None:
    basel = browse("basel")
    open_room(basel, ROOM)
    basel.locator("#say").fill("أرسلت بنقرتين")
    basel.locator("button.send").dblclick()
    expect(basel.locator(ARRIVED, has_text="أرسلت بنقرتين")).to_be_visible()
    expect(basel.locator(".record")).to_be_visible()
    expect(basel.locator(".recording")).to_have_count(0)


def test_a_voice_note_by_keyboard_is_heard_before_and_after(browse: OpenPage) -> None:
    basel, omar = browse("basel", permissions=["microphone"]), browse("omar", width=360, height=740)
    open_room(basel, ROOM)
    open_room(omar, ROOM)
    notes = omar.locator(f"{ARRIVED} mq-voice-note")
    basel.locator(".record").focus()
    basel.keyboard.press("Enter")
    expect(basel.locator(".recording bdi")).to_have_text("0:02")
    basel.locator(".recording .stop").click()
    expect(basel.locator(".recording mq-voice-note .wave")).to_be_visible()
    basel.locator(".recording .send").click()
    expect(notes).to_have_count(1)
    notes.locator(".play").click()
    expect(notes.locator(".s.soft")).to_contain_text(" / ")
    notes.locator(".speed").click()
    expect(notes.locator(".speed")).to_have_text("1.5×")
    assert violations(omar) == []


def test_the_files_of_a_room_by_kind(browse: OpenPage, tmp_path: Path) -> None:
    basel = browse("basel", width=360, height=740)
    open_room(basel, ROOM)
    choose(basel, tmp_path, list_csv=b"a,b\n")
    expect(basel.locator(".tray li.done")).to_have_count(1)
    basel.locator("button.send").click()
    expect(basel.locator(f"{ARRIVED} .file-card", has_text="listCSV")).to_have_count(1)
    basel.goto(basel.url.split("?")[0] + "files/")
    expect(basel.locator(".file-card", has_text="listCSV")).to_have_count(1)
    assert violations(basel) == []
    basel.goto(basel.url + "?kind=video")
    expect(basel.locator(".empty")).to_be_visible()
