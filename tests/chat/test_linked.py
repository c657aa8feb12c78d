import pytest

from chat.templatetags.linked import linked


@pytest.mark.parametrize("address", ["/needs/70/", "/projects/4/"])
def test_an_address_of_this_site_is_a_link(address: str) -> None:
    shown = linked(f"سلال <غذائية>\n{address}")
    assert shown.startswith("سلال &lt;غذائية&gt;\n<a href=")
    assert f'<a href="{address}">' in shown


@pytest.mark.parametrize("words", ["", "1/2/3", "https://example.org/needs/70/", "//evil/70/", "/needs/70/card"])
def test_what_is_no_address_of_this_site_is_none(words: str) -> None:
    assert linked(words) == words
