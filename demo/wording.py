"""From a written line to what somebody said: slots filled, the same all through one conversation.

Slots: {n} a quantity · {n كيس} a counted noun · {town} {town2} · {gov} {gov2} · {store} a warehouse · {code} ·
{day+2} the name of the second working day from now · {date+10} its date · {hello} · {A} how one addresses A ·
{A.name} · {A.org} · {@A} and {@A.org} mentions · {@all} · {link.A} the page of A's organisation ·
{A?قال|قالت} by A's sex · {one|another} any of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from chat.models import Room
from demo.calendar import day_and_month, day_name, local, working_day
from demo.people import Colleague
from demo.stage import Stage
from organizations.models import Organization, Place

# One who is addressed is أستاذ سامر, one who is spoken of الأستاذ سامر.
SPOKEN_OF = re.compile(r"((?:مع|إلى|رأي|عند|من|بين) |\bو)((?:أستاذ|دكتور)ة? )")
SLOT = re.compile(r"\{([^{}]+)\}")
OPENINGS = {
    "ممتاز": "رائع|ممتاز جداً|جميل|هذا ممتاز",
    "شكراً": "شكراً جزيلاً|كل الشكر|شكراً لكم|ألف شكر",
    "أكيد": "طبعاً|بالتأكيد|بكل تأكيد",
    "تمام": "حسناً|تمام التمام|على خير",
    "نعم": "نعم بالتأكيد|أجل|نعم نعم",
    "مناسب": "مناسب جداً|مناسب لنا",
    "اتفقنا": "على بركة الله|اتفقنا إذن|تم الاتفاق",
    "صحيح": "صحيح تماماً|هذا صحيح|كلامك صحيح",
}
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
# Counted nouns that change: one or hundreds, 11–99, 3–10. Others (with ة) stay the same but for 3–10.
NOUNS = {
    "كيس": ("كيساً", "أكياس"), "صندوق": ("صندوقاً", "صناديق"), "طفل": ("طفلاً", "أطفال"), "كرسي": ("كرسياً", "كراسٍ"),
    "متر": ("متراً", "أمتار"), "شخص": ("شخصاً", "أشخاص"), "طن": ("طناً", "أطنان"), "مقعد": ("مقعداً", "مقاعد"),
    "خزان": ("خزاناً", "خزانات"), "طالب": ("طالباً", "طلاب"), "معلم": ("معلماً", "معلمين"), "كرتون": ("كرتوناً", "كراتين"),
    "متطوع": ("متطوعاً", "متطوعين"), "يتيم": ("يتيماً", "أيتام"), "مسن": ("مسناً", "مسنين"), "فحص": ("فحصاً", "فحوص"),
    "بيت": ("بيتاً", "بيوت"), "يوم": ("يوماً", "أيام"), "سرير": ("سريراً", "أسرّة"), "لوح": ("لوحاً", "ألواح"),
    "شادر": ("شادراً", "شوادر"), "متدرب": ("متدرباً", "متدربين"), "مشروع": ("مشروعاً", "مشاريع"), "باب": ("باباً", "أبواب"),
    "بند": ("بنداً", "بنود"), "مندوب": ("مندوباً", "مندوبين"), "اسم": ("اسماً", "أسماء"), "ليتر": ("ليتراً", "ليترات"),
    "مريض": ("مريضاً", "مرضى"), "كتاب": ("كتاباً", "كتب"), "مزارع": ("مزارعاً", "مزارعين"), "مولود": ("مولوداً", "مواليد"),
    "أسرة": ("أسرة", "أسر"), "سلة": ("سلة", "سلال"), "بطانية": ("بطانية", "بطانيات"), "خيمة": ("خيمة", "خيم"),
    "حقيبة": ("حقيبة", "حقائب"), "علبة": ("علبة", "علب"), "فرشة": ("فرشة", "فرشات"), "مدفأة": ("مدفأة", "مدافئ"),
    "وجبة": ("وجبة", "وجبات"), "حالة": ("حالة", "حالات"), "ورقة": ("ورقة", "أوراق"), "شاحنة": ("شاحنة", "شاحنات"),
    "جمعية": ("جمعية", "جمعيات"), "جهة": ("جهة", "جهات"), "مدرسة": ("مدرسة", "مدارس"), "بطاقة": ("بطاقة", "بطاقات"),
    "امرأة": ("امرأة", "نساء"), "دقيقة": ("دقيقة", "دقائق"), "توصية": ("توصية", "توصيات"), "نسخة": ("نسخة", "نسخ"),
    "سماعة": ("سماعة", "سماعات"), "غرفة": ("غرفة", "غرف"), "استمارة": ("استمارة", "استمارات"),
    "ربطة": ("ربطة", "ربطات"),    "حصة": ("حصة", "حصص"),
    "آلة": ("آلة", "آلات"), "قسيمة": ("قسيمة", "قسائم"), "عبوة": ("عبوة", "عبوات"),
    "زيارة": ("زيارة", "زيارات"), "طبلية": ("طبلية", "طبالي"), "سيدة": ("سيدة", "سيدات"), "ساعة": ("ساعة", "ساعات"),
}  # fmt: skip
MENTIONED = 0.3  # of those who are addressed by name
SINGULAR_BY_HUNDREDS = {0, 1, 2}


def counted(number: int, noun: str) -> str:
    """A number with its noun: "14 كيساً", "120 كيساً", "200 كيس", "8 أكياس"."""
    many, few = NOUNS[noun]
    rest = number % 100
    if 3 <= rest <= 10:
        return f"{number} {few}"
    return f"{number} {noun if rest in SINGULAR_BY_HUNDREDS else many}"


@dataclass
class Scene:
    """One conversation while it is being written out: who has which part, where, when."""

    stage: Stage
    room: Room
    begins: datetime
    parts: dict[str, tuple[Colleague, Organization | None]]
    home: Place
    here: frozenset[int] = frozenset()  # whose mention in this room makes sense
    kept: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    @property
    def dice(self) -> Random:
        return self.stage.dice

    def let(self, quantities: list[tuple[str, str]]) -> None:
        for name, formula in quantities:
            self.numbers[name] = self.amount(formula)

    def amount(self, formula: str) -> int:
        """What a formula comes to: "40..120/20" is one of 40, 60 … 120; else a number, or two with + - * : or %."""
        if formula.isdigit():
            return int(formula)
        if ".." in formula:
            first, _, rest = formula.partition("..")
            last, _, step = rest.partition("/")
            return self.dice.randrange(int(first), int(last) + 1, int(step or 1))
        left, sign, right = re.fullmatch(r"(\w+)([-+*%:])(\w+)", formula).groups()  # type: ignore[union-attr]
        a, b = (self.numbers.get(each) or int(each) for each in (left, right))
        return {"-": a - b, "+": a + b, "*": a * b, "%": a * b // 100, ":": a // b}[sign]

    def say(self, body: str) -> str:
        said = SLOT.sub(lambda found: self.fill(found[1]), body)
        said = said.replace("ريف ريف", "ريف")  # a governorate is called ريف دمشق
        return self.varied(SPOKEN_OF.sub(r"\1ال\2", said))

    def varied(self, said: str) -> str:
        """People do not all begin their answers with the same word."""
        first = re.match(r"(\w+)(?=[،.!])", said)
        if first is None or first[1] not in OPENINGS:
            return said
        return self.dice.choice((first[1], *OPENINGS[first[1]].split("|"))) + said[first.end() :]

    def fill(self, slot: str) -> str:
        if by_sex := re.fullmatch(r"(\w+)\?(.*)\|(.*)", slot):
            return by_sex[3] if self.parts[by_sex[1]][0].is_woman else by_sex[2]
        if "|" in slot:
            return self.dice.choice(slot.split("|"))
        name, _, noun = slot.partition(" ")
        if name in self.numbers:
            return counted(self.numbers[name], noun) if noun else str(self.numbers[name])
        if moved := re.fullmatch(r"(day|date)\+(\d+)", slot):
            return self.date(moved[1], int(moved[2]))
        if slot not in self.kept:
            self.kept[slot] = self.person(slot) or self.thing(slot)
        return self.kept[slot]

    def date(self, kind: str, days: int) -> str:
        day = local(self.begins).date()
        for _ in range(days):
            day = working_day(day + timedelta(days=1))
        return day_name(day) if kind == "day" else day_and_month(day)

    def person(self, slot: str) -> str:
        if slot == "@all":
            return f"[@{self.room.name}](/rooms/{self.room.pk}/)"
        found = re.fullmatch(r"(@|link\.)?(\w+?)(\.org|\.name)?", slot)
        if not found or (found[2] not in self.parts and found[2] not in self.stage.cast):
            return ""
        sign, part, what = found.groups()
        colleague, organization = self.parts.get(part) or self.of_cast(part)
        if organization is not None and (what == ".org" or sign == "link."):
            name, address = organization.name_ar, f"/organizations/{organization.pk}/"
            return {"@": f"[@{name}]({address})", "link.": f"[{name}]({address})"}.get(sign, name)
        if sign == "@":
            return f"[@{colleague.user.display_name}](/people/{colleague.user.pk}/)"
        if what is None and colleague.user.pk in self.here and self.dice.random() < MENTIONED:
            return f"[@{colleague.user.display_name}](/people/{colleague.user.pk}/)"
        return colleague.first if what == ".name" else colleague.polite

    def of_cast(self, username: str) -> tuple[Colleague, Organization | None]:
        colleague = self.stage.cast[username]
        return colleague, next(iter(colleague.organizations), None)

    def thing(self, slot: str) -> str:
        if slot.startswith("town"):
            return self.another("town", self.stage.towns[self.home.pk])
        if slot == "gov":
            return self.home.name_ar
        if slot == "gov2":
            return self.dice.choice([each.name_ar for each in self.stage.governorates.values() if each != self.home])
        if slot == "store":
            return "-".join([*self.home.name_en.split(), str(self.dice.randint(1, 3))])
        if slot.startswith("code"):
            return "N-" + "".join(self.dice.choices(LETTERS, k=5))
        if slot == "hello":
            return self.hello()
        raise KeyError(f"no such slot: {slot}")

    def another(self, kind: str, choices: list[str]) -> str:
        taken = {value for key, value in self.kept.items() if key.startswith(kind)}
        return self.dice.choice([each for each in choices if each not in taken] or choices)

    def hello(self) -> str:
        late = local(self.begins).hour >= 13
        return self.dice.choice(
            ("مساء الخير", "مساء الخير جميعاً", "السلام عليكم", "تحية طيبة")
            if late
            else ("صباح الخير", "صباح الخير جميعاً", "السلام عليكم", "يعطيكم العافية", "صباحكم سعيد")
        )
