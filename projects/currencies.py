"""Money as whole minor units of a currency that is kept as it was typed: nothing is ever converted. Knows no Django.

How many digits stand behind the point says ISO 4217.
"""

from __future__ import annotations

from decimal import Decimal

# The first ones are proposed; the others are known.
DIGITS = {
    "SYP": 2,
    "USD": 2,
    "EUR": 2,
    "TRY": 2,
    "AED": 2,
    "AUD": 2,
    "BHD": 3,
    "CAD": 2,
    "CHF": 2,
    "DKK": 2,
    "EGP": 2,
    "GBP": 2,
    "IQD": 3,
    "JOD": 3,
    "JPY": 0,
    "KWD": 3,
    "LBP": 2,
    "NOK": 2,
    "OMR": 3,
    "QAR": 2,
    "SAR": 2,
    "SEK": 2,
}
LARGEST = 10**15  # minor units of one row: ten million million pounds are a slip of the finger


def is_known(currency: str) -> bool:
    return currency in DIGITS


def minor(amount: Decimal, currency: str) -> int:
    """Decimal("12.5"), "USD" → 1250. ValueError for what is no amount of it: not above 0, finer than its smallest
    part, too large, or of a currency that is not known.
    """
    if currency not in DIGITS or not amount.is_finite():
        raise ValueError("not an amount")
    parts = amount.scaleb(DIGITS[currency])
    if parts != parts.to_integral_value() or not 0 < parts <= LARGEST:
        raise ValueError("not an amount")
    return int(parts)


def major(parts: int, currency: str) -> Decimal:
    """1250, "USD" → Decimal("12.50"); 1200 → Decimal("12"): zeros behind the point are shown where others are not."""
    value = Decimal(parts).scaleb(-DIGITS.get(currency, 2))
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value
