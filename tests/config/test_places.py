"""The main places of the shell: which of them one is in."""

from __future__ import annotations

import pytest

from tests.factories import Cast, signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("/", "/"),
        ("/needs/", "/needs/"),
        ("/offers/", "/needs/"),
        ("/pledges/", "/needs/"),
        ("/challenges/", "/needs/"),
        ("/operations/", "/needs/"),
        ("/sheets/", "/needs/"),
        ("/projects/", "/projects/"),
        ("/search/", "/search/"),
    ],
)
def test_the_place_one_is_in_is_marked(cast: Cast, address: str, here: str) -> None:
    page = signed_in(cast.basel).get(address).content.decode()
    (rail,) = [part for part in page.split("<nav") if 'class="rail"' in part or "rail" in part[:60]]
    marked = [link for link in rail.split("<a ")[1:] if 'aria-current="page"' in link.partition(">")[0]]
    assert {link.partition('href="')[2].partition('"')[0] for link in marked} == {here}  # also behind «More»
