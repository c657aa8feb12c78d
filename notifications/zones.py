"""The time zones a person may live in: where Syrian organisations have their people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ZONES = {
    "Asia/Damascus": _("Damascus"),
    "Asia/Beirut": _("Beirut"),
    "Asia/Amman": _("Amman"),
    "Asia/Baghdad": _("Baghdad"),
    "Europe/Istanbul": _("Istanbul"),
    "Africa/Cairo": _("Cairo"),
    "Asia/Riyadh": _("Riyadh"),
    "Asia/Dubai": _("Dubai"),
    "Europe/Berlin": _("Berlin"),
    "Europe/London": _("London"),
    "UTC": _("UTC"),
}
