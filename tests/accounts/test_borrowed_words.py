"""What Django and allauth say is said in our Arabic, on every page of it that people meet."""

import datetime as dt
import re
from collections.abc import Callable
from gettext import GNUTranslations
from pathlib import Path
from types import ModuleType

import allauth
import django
import pytest
from allauth.mfa.models import Authenticator
from django.template.defaultfilters import date
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from accounts.borrowed_words import ALLAUTH, DJANGO
from tests.accounts.second_factor import give_app, give_recovery_codes
from tests.factories import PASSWORD, Cast

CATALOGS = {"allauth": ["locale"], "django": ["conf/locale", "contrib/auth/locale"]}
STRANGERS = [
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_signup",
    "account_inactive",
]
OWN = [
    "account_change_password",
    "account_email",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
]
OWN += ["mfa_list_webauthn", "mfa_add_webauthn"]
OURS = ["accounts:settings", "accounts:sessions", "accounts:tokens", "accounts:create_token"]
GUARDED = ["mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp", "mfa_reauthenticate"]
NOT_WORDS = {"JPEG", "PNG", "WebP", "GIF", "JavaScript", "English", "basel", "Authorization", "Token", "PIN"}


def latin_words(page: str) -> set[str]:
    """The Latin words a reader of the page's middle meets."""
    middle = page[page.index("<main") : page.index("</main>")]
    shown = re.sub(r"<(script|code|bdi|svg)\b.*?</\1>|<[^>]*>", " ", middle, flags=re.DOTALL)
    return set(re.findall(r"[A-Za-z]{2,}", shown)) - NOT_WORDS


@pytest.mark.parametrize(("library", "borrowed"), [(allauth, ALLAUTH), (django, DJANGO)])
def test_they_still_say_each_of_them(library: ModuleType, borrowed: tuple[str, ...]) -> None:
    known: set[str] = set()
    for place in CATALOGS[library.__name__]:
        with (Path(str(library.__file__)).parent / place / "ar" / "LC_MESSAGES" / "django.mo").open("rb") as file:
            known |= set(GNUTranslations(file)._catalog)  # type: ignore[attr-defined]
    assert [words for words in borrowed if words not in known] == []


def test_months_are_levantine() -> None:
    with override("ar"):
        assert date(dt.date(2026, 11, 22), "j F Y") == "22 تشرين الثاني 2026"


@pytest.mark.django_db
@pytest.mark.parametrize("name", STRANGERS)
def test_pages_before_signing_in_are_arabic(client: Client, name: str) -> None:
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    assert latin_words(answer.content.decode()) == set()


@pytest.mark.django_db
@pytest.mark.parametrize("name", OWN + OURS)
def test_pages_of_an_account_are_arabic(cast: Cast, sign_in_anew: Callable[..., Client], name: str) -> None:
    answer = sign_in_anew(cast.basel).get(reverse(name))
    assert answer.status_code == 200
    assert latin_words(answer.content.decode()) == set()


@pytest.mark.django_db
@pytest.mark.parametrize("name", GUARDED)
def test_pages_of_a_guarded_account_are_arabic(cast: Cast, sign_in_anew: Callable[..., Client], name: str) -> None:
    browser = sign_in_anew(cast.basel)
    give_app(cast.basel)
    give_recovery_codes(cast.basel)
    answer = browser.get(reverse(name))
    assert answer.status_code == 200
    assert latin_words(answer.content.decode()) == set()


@pytest.mark.django_db
def test_the_page_that_asks_for_a_code_is_arabic(cast: Cast, client: Client) -> None:
    give_app(cast.basel)
    answer = client.post(reverse("account_login"), {"login": "basel", "password": PASSWORD}, follow=True)
    assert latin_words(answer.content.decode()) == set()


@pytest.mark.django_db
def test_the_list_of_passkeys_is_arabic(cast: Cast, sign_in_anew: Callable[..., Client]) -> None:
    browser = sign_in_anew(cast.basel)
    data = {"name": "المفتاح الأول", "credential": {"clientExtensionResults": {"credProps": {"rk": True}}}}
    Authenticator.objects.create(user=cast.basel, type=Authenticator.Type.WEBAUTHN, data=data)
    answer = browser.get(reverse("mfa_list_webauthn"))
    assert answer.status_code == 200
    assert "المفتاح الأول" in answer.content.decode()
    assert latin_words(answer.content.decode()) == set()
