import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabic.initials import initials, organization_initials, person_initials


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("جمعية ينابيع الخير", "ين"),
        ("مؤسسة البذار التنموية", "بذ"),
        ("الجمعية الخيرية السورية للرعاية", "رع"),
        ("اتحاد الجمعيات الخيرية في حلب", "حل"),
        ("سناء رمضان", "سر"),
        ("سناء محمد رمضان", "سر"),
        ("د. سناء رمضان", "سر"),
        ("أحمد السيد", "أس"),
        ("عبد الرحمن الأحمد", "عأ"),
        ("غريب", "غر"),
        ("سَنَاء", "سن"),
        ("Salma Darwish", "SD"),
        ("Association of Springs", "SP"),
        ("جمعية", "جم"),
        ("", ""),
        ("🙂 ٢٥", ""),
    ],
)
def test_initials_are_two_letters_a_reader_knows(name: str, mark: str) -> None:
    assert initials(name) == mark


def test_initials_of_an_organisation_without_a_kind_word() -> None:
    assert organization_initials("ينابيع الخير") == "ين"
    assert person_initials("ينابيع الخير") == "يخ"


@given(st.text())
def test_initials_never_fail(name: str) -> None:
    assert len(initials(name)) <= 4
