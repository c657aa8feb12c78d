"""What currencies are called in the reader's language; the ones used most come first."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from projects.currencies import DIGITS

NAMES = {
    "SYP": _("Syrian pounds"),
    "USD": _("US dollars"),
    "EUR": _("euros"),
    "TRY": _("Turkish lira"),
    "AED": _("Emirati dirhams"),
    "GBP": _("British pounds"),
    "JOD": _("Jordanian dinars"),
    "KWD": _("Kuwaiti dinars"),
    "LBP": _("Lebanese pounds"),
    "QAR": _("Qatari riyals"),
    "SAR": _("Saudi riyals"),
}


def name_of(currency: str) -> str:
    return str(NAMES.get(currency, currency))


def currencies() -> list[tuple[str, str]]:
    """For a list to choose from."""
    return [
        (code, f"{name_of(code)} ({code})" if code in NAMES else code)
        for code in [*NAMES, *sorted(DIGITS.keys() - NAMES.keys())]
    ]
