"""A passkey kept in the browser's own (virtual) authenticator: made in the settings, then enough to sign in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.people import sign_in
from tests.browser.serving import Site
from tests.factories import PASSWORD

pytestmark = pytest.mark.browser
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(site: Site, chromium: Browser) -> Iterator[Page]:
    """A browser with an authenticator, at a name: a passkey belongs to one, and bare addresses have none."""
    context = chromium.new_context(base_url=site.url.replace("127.0.0.1", "localhost"), locale="ar")
    page = context.new_page()
    devices = context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    yield page
    context.close()


def test_a_passkey_is_made_and_then_signs_in_alone(page: Page) -> None:
    sign_in(page, "rania")  # nobody else in these tests: whoever has a key is asked for it from then on
    page.goto("/accounts/2fa/webauthn/add/")
    page.locator("main input[name=password]").fill(PASSWORD)  # who changes how one signs in says it once more
    page.locator("main form:has(input[name=password]) button").first.click()
    page.locator("input[name=name]").fill("هاتفي")
    page.locator("input[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda url: not url.endswith("/add/"))
    page.goto("/accounts/2fa/webauthn/")
    expect(page.locator("main")).to_contain_text("هاتفي")
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.locator("#passkey_login").click()
    page.wait_for_url("**/")
    expect(page.locator("h1").first).to_contain_text("رانيا")
