import pytest

from accounts.names import clean_name, clean_phone, clean_username


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("Salma", "salma"), (" basel_7 ", "basel_7"), ("سلمى٢", "سلمى2"), ("a.b+c-d", "a.b+c-d")],
)
def test_usernames_are_kept_in_one_spelling(typed: str, kept: str) -> None:
    assert clean_username(typed) == kept


@pytest.mark.parametrize("typed", ["", "ab", "two words", "me@example.org", "x" * 41, "a/b/c", "\u202e"])
def test_what_is_no_username(typed: str) -> None:
    assert clean_username(typed) is None


def test_names_lose_what_nobody_sees() -> None:
    assert clean_name("  سلمى\u202e   الحموي\u200b\n") == "سلمى الحموي"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("٠٩٤٤ ١٢٣ ٤٥٦", "0944123456"),
        ("00963 944-123-456", "+963944123456"),
        ("+963 (11) 123456", "+96311123456"),
    ],
)
def test_phones_are_digits(typed: str, kept: str) -> None:
    assert clean_phone(typed) == kept


@pytest.mark.parametrize("typed", ["call me", "12345", "1" * 16, "+", "09a4123456"])
def test_what_is_no_phone(typed: str) -> None:
    assert clean_phone(typed) is None
