"""The named cast of HOUSE 12: who signs in with DEMO_PASSWORD."""

from __future__ import annotations

from dataclasses import dataclass

from demo.names import InventedName


@dataclass(frozen=True)
class Part:
    """Somebody of the cast: `organization` is a key of organizations.NAMED, or nothing."""

    name: InventedName
    organization: str
    role: str
    title: str


CAST = (
    Part(InventedName("سلمى", "النجار", "salma", True), "secretariat", "signatory", "أمينة السر"),
    Part(InventedName("باسل", "درويش", "basel", False), "homs", "signatory", "رئيس مجلس الإدارة"),
    Part(InventedName("هالة", "نجم", "hala", True), "homs", "member", "منسقة البرامج"),
    Part(InventedName("عمر", "الصباغ", "omar", False), "aleppo", "signatory", "المدير التنفيذي"),
    Part(InventedName("رانيا", "الخطيب", "rania", True), "ministry", "member", "منسقة ارتباط"),
    Part(InventedName("غريب", "السالم", "gharib", False), "", "", ""),
)
