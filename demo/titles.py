"""Names for invented organisations: two quiet words and, for many, what they are there for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

FIRST = """
قناديل Lanterns|خوابي Jars|نوافذ Windows|مواسم Seasons|ظلال Shades|دروب Paths|مناديل Kerchiefs|عناقيد Clusters
|جداول Brooks
|مشاتل Nurseries|أروقة Arcades|شرفات Balconies|بيادر Threshing-floors|سواقي Waterwheels|مراسي Moorings|حكايا Tales
|ضفاف Banks|أسراب Flocks|خطى Steps|مصابيح Lamps|تلال Hills|أجنحة Wings|سلال Baskets|نوارج Threshers|أنوال Looms
|مفاتيح Keys|عتبات Thresholds|براعم Buds|جرار Pitchers|أعشاش Nests
"""
SECOND = """
السنديان Oak|اللوز Almond|الزعتر Thyme|الرمان Pomegranate|التين Fig|الصنوبر Pine|السمّاق Sumac|الحور Poplar
|الخزامى Lavender
|العنب Grape|الغار Laurel|التوت Mulberry|السنونو Swallow|القبّرات Larks|الحجر الأبيض White Stone|الندى Dew
|المشمش Apricot
|الضوء Light|السهل Plain|النهر River|الكرمة Vine|الصفصاف Willow|البيلسان Elder|النعناع Mint|الجبل Mountain|الفجر Dawn
|الحصاد Harvest|القطن Cotton|الورد Rose|الزيزفون Linden
"""
# What an organisation is there for: (its name's ending, in English, its sectors, its own words).
PURPOSES = (
    ("", "", ("FSC", "SHL"), "نوزّع السلال الغذائية والمواد المنزلية على الأسر الأشد حاجة في {governorate}."),
    ("الصحية", "Health", ("HEA", "NUT"), "عيادات متنقلة ومستوصف في {governorate}، ومتابعة تغذية الأطفال."),
    ("التعليمية", "Education", ("EDU", "PRO-CPN"), "صفوف تقوية ومساحات صديقة للطفل في {governorate}."),
    ("", "", ("WSH", "SHL"), "ترميم شبكات المياه والحمامات في المدارس ومراكز الإيواء في {governorate}."),
    ("لرعاية المسنين", "Elderly Care", ("PRO", "HEA"), "زيارات منزلية للمسنين في {governorate}، ونسعى إلى دار دائمة."),
    ("للتنمية", "Development", ("ERY", "EDU"), "تدريب مهني ومشاريع صغيرة للشباب وللنساء المعيلات في {governorate}."),
    ("لرعاية الأيتام", "Orphans Care", ("PRO", "PRO-CPN", "EDU"), "كفالة ومتابعة تعليمية للأيتام في {governorate}."),
    ("", "", ("FSC", "ERY"), "بذار وأدوات وإرشاد زراعي لصغار المزارعين في {governorate}."),
    ("", "", ("LOG", "SHL", "FSC"), "مستودع ونقل وتوزيع مشترك لجهات {governorate}."),
    ("لذوي الإعاقة", "Inclusion", ("PRO", "HEA"), "معالجة فيزيائية ووسائل مساعدة ودمج مدرسي في {governorate}."),
    ("", "", ("CCM", "WSH", "PRO"), "إدارة مراكز الإيواء وتنسيق الخدمات فيها في {governorate}."),
    ("للمرأة", "for Women", ("PRO", "ERY"), "دعم نفسي واجتماعي وتدريب للنساء في {governorate}."),
    ("", "", ("Cash", "FSC"), "مساعدات نقدية وقسائم للأسر في {governorate}، مع متابعة ما بعد التوزيع."),
)  # fmt: skip
KINDS = (
    ("association", "جمعية", "Association"),
    ("association", "جمعية", "Association"),
    ("foundation", "مؤسسة", "Foundation"),
    ("association", "جمعية", "Association"),
    ("initiative", "مبادرة", "Initiative"),
)


@dataclass(frozen=True)
class Title:
    kind: str
    arabic: str
    english: str
    sectors: tuple[str, ...]
    about: str

    @property
    def site(self) -> str:
        return "-".join(self.english.lower().split()[:2])


def words(text: str) -> list[tuple[str, str]]:
    """Read "الحجر الأبيض White Stone|…" as [("الحجر الأبيض", "White Stone"), …]."""
    found = []
    for piece in text.replace("\n", "").split("|"):
        parts = piece.split()
        arabic = [part for part in parts if not part[0].isascii()]
        found.append((" ".join(arabic), " ".join(parts[len(arabic) :])))
    return found


def invented_titles(dice: Random) -> Iterator[Title]:
    """Titles without end; a word comes back only when all of its kind have been used, a pair never."""
    firsts, seconds = words(FIRST), words(SECOND)
    dice.shuffle(firsts)
    dice.shuffle(seconds)
    for number in range(len(firsts) * len(seconds) * len(KINDS)):
        turn = number // len(firsts)
        first, second = firsts[number % len(firsts)], seconds[(number + turn) % len(seconds)]
        kind, kind_ar, kind_en = KINDS[(number + turn) % len(KINDS)]
        ending, ending_en, sectors, about = PURPOSES[number % len(PURPOSES)]
        arabic = " ".join(filter(None, (kind_ar, first[0], second[0], ending)))
        english = " ".join(filter(None, (second[1], first[1], ending_en, kind_en)))
        yield Title(kind, arabic, english, sectors, about)
