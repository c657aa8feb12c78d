"""A backup is restored while people have the site open: what the server no longer knows goes, what they wrote comes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.people import open_room, say
from tests.browser.serving import Site
from tests.browser.waiting import wait_until

pytestmark = pytest.mark.browser
SHELTER = "المأوى · حلب"
COPIES = (
    "indexedDB.databases().then(all => all.map(each => each.name).filter(name => name.startsWith('multaqa-copies-')))"
)


def restore(site: Site, backup: Path) -> None:
    """As docs/operate.md says: the files of the backup in their place, then a new epoch."""
    folder = Path(site.environment["DATA_DIR"])
    for file in folder.glob("multaqa.sqlite3*"):
        file.unlink()
    shutil.copy(backup, folder / "multaqa.sqlite3")
    subprocess.run([sys.executable, "manage.py", "new_epoch"], env=site.environment, check=True)


def test_copies_are_dropped_and_the_outbox_is_sent_again(browse: OpenPage, site: Site, tmp_path: Path) -> None:
    page = browse("basel")
    open_room(page, SHELTER)
    site.stop()
    backup = tmp_path / "backup.sqlite3"
    shutil.copy(Path(site.environment["DATA_DIR"]) / "multaqa.sqlite3", backup)
    site.start()
    say(page, "قيلت بعد النسخة")
    expect(page.locator("#room .slot .body", has_text="قيلت بعد النسخة")).to_have_count(1, timeout=75_000)
    (before,) = page.evaluate(COPIES)
    site.stop()
    say(page, "كُتبت والخادم متوقف")
    expect(page.locator(".message.outgoing .state.waiting")).to_have_count(1)
    restore(site, backup)
    site.start()
    expect(page.locator("#room .slot .body", has_text="كُتبت والخادم متوقف")).to_have_count(1, timeout=75_000)
    expect(page.locator("#room .body", has_text="قيلت بعد النسخة")).to_have_count(0)
    expect(page.locator(".message.outgoing")).to_have_count(0)
    wait_until(page, f"name => {COPIES}.then(names => names.length === 1 && !names.includes(name))", before)
