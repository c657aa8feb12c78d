from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import actions
from accounts.authentication import user_of_session, user_of_token
from accounts.models import ApiToken, User
from tests.accounts.test_pictures import picture
from tests.factories import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
# What base.html shows: the session, the person, the actor, the person's organisations, the deployment's epoch.
SHELL = 6
PAGES = ["settings", "sessions", "tokens", "create_token"]
POSTS = ["update_profile", "set_avatar", "end_other_sessions", "create_token"]


def upload(content: bytes | None = None, name: str = "me.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture().read() if content is None else content, "image/png")


@pytest.mark.parametrize("name", PAGES)
def test_strangers_are_asked_to_sign_in(client: Client, name: str) -> None:
    address = reverse(f"accounts:{name}")
    assert client.get(address)["Location"] == f"/accounts/login/?next={address}"


@pytest.mark.parametrize("name", POSTS)
def test_strangers_change_nothing(client: Client, name: str) -> None:
    assert client.post(reverse(f"accounts:{name}"))["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("name", [name for name in POSTS if name != "create_token"])
def test_changes_are_posted(cast: Cast, sign_in: SignIn, name: str) -> None:
    assert sign_in(cast.basel).get(reverse(f"accounts:{name}")).status_code == 405


@pytest.mark.parametrize("name", PAGES)
def test_pages_open(cast: Cast, sign_in_anew: SignIn, name: str) -> None:
    assert sign_in_anew(cast.basel).get(reverse(f"accounts:{name}")).status_code == 200


# Profile and appearance ---------------------------------------------------------------------------------
def settings_form(**changed: str) -> dict[str, str]:
    """What the one form of the settings page sends."""
    shown = {"phone_shown": "nobody", "email_shown": "colleagues"}
    return {
        "display_name": "باسل",
        "phone": "",
        **shown,
        "language": "ar",
        "digits": "latin",
        "theme": "auto",
        **changed,
    }


def test_the_settings_have_one_save_that_keeps_all(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.basel).get(reverse("accounts:settings")).content.decode()
    form = page[page.index(f'action="{reverse("accounts:update_profile")}"') :].partition("</form>")[0]
    for name in settings_form(data_saver="on"):
        assert f'name="{name}"' in form, name
    assert page.count(">حفظ</button>") == 1


def test_update_profile_saves(cast: Cast, sign_in: SignIn) -> None:
    form = settings_form(display_name="باسل العلي", phone="٠٩٤٤ ١٢٣ ٤٥٦")
    answer = sign_in(cast.basel).post(reverse("accounts:update_profile"), form)
    assert answer["Location"] == "/settings/"
    cast.basel.refresh_from_db()
    assert (cast.basel.display_name, cast.basel.phone) == ("باسل العلي", "0944123456")


@pytest.mark.parametrize(
    "wrong",
    [{"display_name": ""}, {"display_name": "\u200b"}, {"phone": "later"}, {"phone": "1" * 30}, {"language": "fr"}],
)
def test_update_profile_says_what_is_wrong(cast: Cast, sign_in: SignIn, wrong: dict[str, str]) -> None:
    answer = sign_in(cast.basel).post(reverse("accounts:update_profile"), settings_form(**wrong))
    assert "errorlist" in answer.content.decode()
    assert User.objects.get(pk=cast.basel.pk).phone == ""


def test_update_profile_saves_how_the_pages_look(cast: Cast, sign_in: SignIn) -> None:
    form = settings_form(phone="0944123456", language="en", digits="arabic", theme="dark", data_saver="on")
    page = sign_in(cast.basel).post(reverse("accounts:update_profile"), form, follow=True).content.decode()
    assert 'lang="en"' in page
    assert 'data-bs-theme="dark"' in page
    cast.basel.refresh_from_db()
    assert (cast.basel.digits, cast.basel.data_saver, cast.basel.phone) == ("arabic", True, "0944123456")


def test_data_saver_is_turned_off_by_an_empty_box(cast: Cast, sign_in: SignIn) -> None:
    actions.update_profile(actor=cast.actor("basel"), data_saver=True)
    sign_in(cast.basel).post(reverse("accounts:update_profile"), settings_form())
    assert not User.objects.get(pk=cast.basel.pk).data_saver


@pytest.mark.parametrize("onward", ["/settings/?x=1", "https://elsewhere.example/", "//elsewhere.example", ""])
def test_choose_language_stays_here(client: Client, onward: str) -> None:
    answer = client.post(reverse("accounts:choose_language"), {"language": "en", "next": onward})
    assert answer["Location"] == (onward if onward.startswith("/settings/") else "/")
    assert client.cookies["language"].value == "en"


def test_choose_language_is_kept_with_the_person(cast: Cast, sign_in: SignIn) -> None:
    sign_in(cast.basel).post(reverse("accounts:choose_language"), {"language": "en"})
    assert User.objects.get(pk=cast.basel.pk).language == "en"


def test_choose_language_ignores_unknown_ones(client: Client) -> None:
    client.post(reverse("accounts:choose_language"), {"language": "fr"})
    assert "language" not in client.cookies


# Pictures ---------------------------------------------------------------------------------
def test_set_avatar_is_shown_to_who_may_see_the_person(cast: Cast, sign_in: SignIn) -> None:
    sign_in(cast.basel).post(reverse("accounts:set_avatar"), {"picture": upload()})
    address = reverse("accounts:avatar", args=[cast.basel.pk])
    answer = sign_in(cast.omar).get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert answer.content[8:12] == b"WEBP"
    assert "private" in answer["Cache-Control"]
    assert sign_in(cast.gharib).get(address).status_code == 404
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize(
    ("content", "name"), [(b"<svg/>", "me.svg"), (b"GIF89a but no picture", "me.png"), (b"", "me.png")]
)
def test_set_avatar_refuses_what_is_no_picture(cast: Cast, sign_in: SignIn, content: bytes, name: str) -> None:
    answer = sign_in(cast.basel).post(reverse("accounts:set_avatar"), {"picture": upload(content, name)})
    assert "errorlist" in answer.content.decode()
    assert not User.objects.get(pk=cast.basel.pk).avatar


def test_an_avatar_is_removed(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.basel)
    browser.post(reverse("accounts:set_avatar"), {"picture": upload()})
    browser.post(reverse("accounts:set_avatar"), {"remove": "1"})
    assert browser.get(reverse("accounts:avatar", args=[cast.basel.pk])).status_code == 404


# Sessions ---------------------------------------------------------------------------------
def test_sessions_are_listed_and_ended(cast: Cast, sign_in: SignIn) -> None:
    here, there = sign_in(cast.basel), sign_in(cast.basel, HTTP_USER_AGENT="Mozilla/5.0 (Android 13) Firefox/121.0")
    key = str(there.session.session_key)
    assert "Firefox · Android" in here.get(reverse("accounts:sessions")).content.decode()
    row = UserSession.objects.get(session_key=key)
    here.post(reverse("accounts:end_session", args=[row.pk]))
    assert user_of_session(key) is None
    assert "Firefox" not in here.get(reverse("accounts:sessions")).content.decode()


def test_nobody_ends_the_sessions_of_another(cast: Cast, sign_in: SignIn) -> None:
    sign_in(cast.basel)
    row = UserSession.objects.get()
    for person in (cast.hala, cast.salma):
        assert sign_in(person).post(reverse("accounts:end_session", args=[row.pk])).status_code == 404
    assert user_of_session(row.session_key) == cast.basel


def test_end_other_sessions_keeps_this_browser(cast: Cast, sign_in: SignIn) -> None:
    here, there = sign_in(cast.basel), sign_in(cast.basel)
    here.post(reverse("accounts:end_other_sessions"))
    assert here.get(reverse("accounts:settings")).status_code == 200
    assert there.get(reverse("accounts:settings")).status_code == 302


def test_sessions_cost_the_same_for_one_and_three(cast: Cast, sign_in: SignIn, django_assert_num_queries: Any) -> None:
    browser = sign_in(cast.basel)
    browser.get(reverse("accounts:settings"))
    for more in (0, 2):
        for _ in range(more):
            sign_in(cast.basel)
        with django_assert_num_queries(SHELL + 1):
            browser.get(reverse("accounts:sessions"))


def test_allauths_own_list_leads_to_ours(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.basel).get(reverse("usersessions_list"))["Location"] == reverse("accounts:sessions")


# Tokens ---------------------------------------------------------------------------------
def test_create_token_shows_the_secret_once(cast: Cast, sign_in_anew: SignIn) -> None:
    browser = sign_in_anew(cast.basel)
    answer = browser.post(reverse("accounts:create_token"), {"name": "جدول الحضور", "days": "30"})
    assert user_of_token(answer.context["secret"]) == cast.basel
    assert answer.context["secret"] in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    listed = browser.get(reverse("accounts:tokens")).content.decode()
    assert "جدول الحضور" in listed
    assert answer.context["secret"] not in listed


@pytest.mark.parametrize("wrong", [{"name": ""}, {"days": "999"}, {"days": "x"}, {"name": "n" * 61}])
def test_create_token_says_what_is_wrong(cast: Cast, sign_in_anew: SignIn, wrong: dict[str, str]) -> None:
    form = {"name": "برنامج", "days": "30", **wrong}
    answer = sign_in_anew(cast.basel).post(reverse("accounts:create_token"), form)
    assert "errorlist" in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_a_token_is_made_only_soon_after_confirming_the_password(cast: Cast, sign_in_anew: SignIn) -> None:
    browser = sign_in_anew(cast.basel)
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        answer = browser.post(reverse("accounts:create_token"), {"name": "برنامج", "days": "30"})
        assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert not ApiToken.objects.exists()


def test_revoke_token_is_for_ones_own(cast: Cast, sign_in: SignIn) -> None:
    token, secret = actions.create_token(actor=cast.actor("basel"), name="برنامج", days=1)
    address = reverse("accounts:revoke_token", args=[token.pk])
    assert sign_in(cast.hala).post(address).status_code == 404
    assert user_of_token(secret) == cast.basel
    sign_in(cast.basel).post(address)
    assert user_of_token(secret) is None


def test_tokens_cost_the_same_for_one_and_three(cast: Cast, sign_in: SignIn, django_assert_num_queries: Any) -> None:
    browser = sign_in(cast.basel)
    browser.get(reverse("accounts:settings"))
    for more in (1, 2):
        for _ in range(more):
            actions.create_token(actor=cast.actor("basel"), name="برنامج", days=1)
        with django_assert_num_queries(SHELL + 1):
            browser.get(reverse("accounts:tokens"))
