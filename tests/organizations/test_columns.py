"""Columns as they are written: cleaned, and which of them changed."""

from __future__ import annotations

import pytest

from organizations.columns import set_columns
from organizations.models import Organization, Place

KNOWN = {"name_ar", "about", "governorate"}


def test_set_columns_says_which_changed() -> None:
    row = Organization(name_ar="الزيتون", about="سطر")
    said = {"name_ar": " الزيتون\u202e ", "about": "سطر\nوسطر\u200f", "governorate": Place(pk="SY02")}
    assert set_columns(row, said, KNOWN, {"about"}) == ["about", "governorate"]
    assert (row.name_ar, row.governorate_id, row.about.count("\n")) == ("الزيتون", "SY02", 1)
    assert set_columns(row, said, KNOWN, {"about"}) == []


def test_set_columns_refuses_what_is_no_detail() -> None:
    with pytest.raises(TypeError):
        set_columns(Organization(), {"status": "verified"}, KNOWN)
