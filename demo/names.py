"""Names for invented people: first names, family names and how each is written in Latin letters for usernames."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

MEN = """
سامر samer|نبيل nabil|مازن mazen|خالد khaled|ياسر yaser|فراس firas|وائل wael|أيمن ayman|بشار bashar|حسام husam
|طارق tarek|زياد ziad|عماد imad|مروان marwan|هيثم haytham|جمال jamal|رامي rami|كنان kinan|أنس anas|لؤي louay
|معن maan|نزار nizar|غسان ghassan|عدنان adnan|محمود mahmoud|يوسف yousef|إبراهيم ibrahim|سليم salim|نضال nidal
|أحمد ahmad
|علاء alaa|ثائر thaer|مهند mohannad|قصي qusai|شادي shadi|جورج george|الياس elias|حازم hazem|ماهر maher
|عبد الرحمن abdrahman
"""
WOMEN = """
لينا lina|سناء sanaa|ليلى layla|ريم reem|ديمة dima|نور nour|هدى huda|سوسن sawsan|ميساء maysaa|رولا rola
|غادة ghada|نسرين nisreen|سحر sahar|رنا rana|عبير abeer|منى muna|سمر samar|فاتن faten|أمل amal|وفاء wafaa
|ميادة mayada|جمانة jumana|شهد shahd|هبة hiba|لمى lama|ندى nada|إيمان iman|رشا rasha|مها maha|خلود khulud
|سلوى salwa|أسماء asmaa|بشرى bushra|ديانا diana|ماري mary|يارا yara|رغد raghad|فرح farah|آلاء alaa|زينب zainab
"""
FAMILIES = """
الحلو helou|رمضان ramadan|الشامي shami|العلي ali|حداد haddad|خوري khoury|الدالي dali|السيد sayed|كيالي kayali
|قصاب kassab
|زيتون zaytoun|الرفاعي rifai|عثمان othman|الجاسم jasem|البكري bakri|مراد murad|نعمة nehme|سلوم salloum|ديب deeb
|حمود hammoud
|العمر omar|شاهين shahin|ورد ward|عيسى issa|الخلف khalaf|السعدي saadi|المصري masri|طحان tahhan|نحاس nahhas|صقر sakr
|بركات barakat|حمدان hamdan|عرابي orabi|الفارس fares|الزعبي zoubi|المقداد mekdad|عامر amer|الأطرش atrash|غانم ghanem
|منصور mansour
|الحمصي homsi|دقاق dakkak|سرحان sarhan|الحسن hasan|جبور jabbour|بيطار bitar|ياسين yasin|العبدالله abdallah
|الهادي hadi|شحادة shehadeh
|اليوسف yousef|زهرة zahra|خضور khaddour|إسماعيل ismail|الصالح saleh|النايف nayef|الدخيل dakhil|العساف assaf
|حاج قاسم hajqasem|بازرباشي bazerbashi
"""


def pairs(text: str) -> list[tuple[str, str]]:
    """Read "سامر samer|…" as [("سامر", "samer"), …]; an Arabic name may have two words."""
    found = []
    for piece in text.replace("\n", "").split("|"):
        arabic, _, latin = piece.strip().rpartition(" ")
        found.append((arabic, latin))
    return found


@dataclass(frozen=True)
class InventedName:
    first: str
    family: str
    username: str
    is_woman: bool

    @property
    def full(self) -> str:
        return f"{self.first} {self.family}"


def invented_names(dice: Random) -> Iterator[InventedName]:
    """Names without end, each pair of first and family name once before usernames get numbers."""
    families = pairs(FAMILIES)
    combinations = [
        (first, family, is_woman)
        for is_woman, firsts in ((False, pairs(MEN)), (True, pairs(WOMEN)))
        for first in firsts
        for family in families
    ]
    dice.shuffle(combinations)
    used: dict[str, int] = {}
    while True:
        for first, family, is_woman in combinations:
            username = f"{first[1]}.{family[1]}"
            used[username] = used.get(username, 0) + 1
            number = str(used[username]) if used[username] > 1 else ""
            yield InventedName(first[0], family[0], username + number, is_woman)
