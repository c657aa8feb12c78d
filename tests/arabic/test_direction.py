import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabic.direction import base_direction, defuse, defuse_name

RISKY_TEXT = st.text(
    st.sampled_from(
        "aس1 \n\u200b\u200c\u200d\u200e\u202a\u202c\u202e\u2066\u2067\u2069👩🏽🇸\U0001f3f4\U000e0067\U000e007f"
    )
)


@pytest.mark.parametrize(
    "text",
    [
        "مرحباً everyone",
        "@salma شكراً لكم",
        "@[Salma](3) شكراً",
        "https://example.org/page التقرير هنا",
        "info@example.org راسلونا",
        "🇸🇾 2025 - (مرحباً)",
        "ℹ️ تنبيه",
        "`code` ثم نص",
        "\u2068Salma\u2069 كتبت",
        "1. بند",
        "\u200f123",
    ],
)
def test_base_direction_of_an_arabic_text_is_rtl(text: str) -> None:
    assert base_direction(text, default="ltr") == "rtl"


@pytest.mark.parametrize("text", ["Hello يا سلمى", "@سلمى thanks", "٢٥ boxes", "🙂 ok", "\u2067سلمى\u2069 wrote"])
def test_base_direction_of_a_latin_text_is_ltr(text: str) -> None:
    assert base_direction(text) == "ltr"


@pytest.mark.parametrize("text", ["", "123", "🇸🇾🙂", "https://example.org", "@salma"])
def test_base_direction_without_letters_is_the_page_direction(text: str) -> None:
    assert base_direction(text) == "rtl"
    assert base_direction(text, default="ltr") == "ltr"


@pytest.mark.parametrize(
    ("spoofed", "plain"),
    [
        ("report\u202efdp.exe", "reportfdp.exe"),
        ("\u202aSalma\u202c", "Salma"),
        ("سلمى\u200b", "سلمى"),
        ("سلمى\u200c", "سلمى"),
        ("سلمى\u00ad\ufeff\u2060\u3164", "سلمى"),
        ("a\u2067b", "ab"),
        ("a\u2069b", "ab"),
        ("a\x00b\x1bc\x85d\r\ne", "abc\nd\ne"),
        ("tag\U000e0061\U000e007f", "tag"),
        ("lone\ud800", "lone"),
        ("a\u200d\u200db", "ab"),
        ("\u200c\u200c", ""),
    ],
)
def test_defuse_takes_away_what_could_spoof(spoofed: str, plain: str) -> None:
    assert defuse(spoofed) == plain


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",
        "👩‍👩‍👧 ❤️‍🔥 🧑🏽‍⚕️ 🏴‍☠️",
        "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "قال \u2068Salma\u2069 نعم",
        "نص\u200f!\tثم\nسطر",
        "مُحَمَّد",
    ],
)
def test_defuse_keeps_what_writing_needs(text: str) -> None:
    assert defuse(text) == text


def test_defuse_balances_each_line_by_itself() -> None:
    assert defuse("\u2067a\nb\u2069") == "a\nb"


@given(RISKY_TEXT | st.text())
def test_defuse_twice_changes_nothing(text: str) -> None:
    assert defuse(defuse(text)) == defuse(text)


@given(st.text(st.characters(exclude_categories=())))
def test_defuse_makes_any_text_storable(text: str) -> None:
    assert "\x00" not in defuse(text)
    assert defuse(text).encode().decode() == defuse(text)


@pytest.mark.parametrize(
    ("spoofed", "plain"),
    [
        ("\u202eمنظمة\u202c", "منظمة"),
        ("\u2067سلمى\u2069 النجار", "سلمى النجار"),
        ("سلمى\u200f\u200e\u061c النجار", "سلمى النجار"),
        ("دا\u200cر الأمل", "دار الأمل"),
        ("د\u200dار\u200b الأ\ufeffمل", "دار الأمل"),
        ("تقرير\u202efdp.exe", "تقريرfdp.exe"),
        ("سطر\nثانٍ\t ثالث", "سطر ثانٍ ثالث"),
        ("فريق 👩\u200d👩\u200d👧", "فريق 👩\u200d👩\u200d👧"),
        ("https://evil.example", "https://evil.example"),
    ],
)
def test_defuse_name_leaves_only_what_is_seen(spoofed: str, plain: str) -> None:
    assert defuse_name(spoofed) == plain
    assert defuse_name(plain) == plain
