"""Quantities as people type them and as the ledger keeps them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from needs.quantities import LARGEST, PARTS, shown, stored


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("1", 1000), ("12.5", 12500), ("0.001", 1), ("1000000000", LARGEST)],
)
def test_a_quantity_is_kept_in_thousandths_and_shown_as_typed(typed: str, kept: int) -> None:
    assert stored(Decimal(typed)) == kept
    assert shown(kept) == Decimal(typed)


@pytest.mark.parametrize("typed", ["0", "-1", "NaN", "Infinity", "-Infinity", "0.0001", "1000000000.001", "1E+400"])
def test_what_is_no_quantity_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"not a (number|quantity)"):
        stored(Decimal(typed))


def test_nothing_is_shown_in_powers_of_ten() -> None:
    assert str(shown(1_000_000 * PARTS)) == "1000000"
    assert str(shown(0)) == "0"
