"""Codes that can be read out over a bad telephone line."""

from __future__ import annotations

import re

from needs.codes import LETTERS, new_code


def test_a_code_has_no_letter_that_looks_like_another() -> None:
    assert not set(LETTERS) & set("01OILU")
    assert all(re.fullmatch(f"N-[{LETTERS}]{{5}}", new_code("N")) for _ in range(200))
