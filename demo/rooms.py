"""The rooms: sector channels of the country and of governorates, announcements, groups, conversations of two."""

from __future__ import annotations

from dataclasses import dataclass

from chat.actions import add_members, create_room, join_room, open_direct, post_message, set_room_role
from chat.models import Room
from chat.permissions import rooms_for
from demo.people import Colleague
from demo.stage import Stage
from organizations.models import Organization

# Sector channels of the whole country: code → (name, what it is about, how much is said there).
CHANNELS = {
    "SHL": ("المأوى", "المأوى والمواد غير الغذائية: ترميم، خيام، بطانيات، مواد شتاء.", 1.2),
    "FSC": ("الأمن الغذائي", "السلال الغذائية والمطابخ والزراعة وسبل الوصول إلى الخبز.", 1.1),
    "WSH": ("المياه والإصحاح", "شبكات المياه والصهاريج والصرف ومستلزمات النظافة.", 0.9),
    "HEA": ("الصحة", "العيادات المتنقلة والأدوية والإحالات بين الجهات.", 1.3),
    "NUT": ("التغذية", "مسوح الأطفال، سوء التغذية، إرشاد الأمهات.", 0.7),
    "EDU": ("التعليم", "المدارس وصفوف التقوية والمستلزمات ومتابعة المتسربين.", 1.2),
    "PRO": ("الحماية", "المسنون وذوو الإعاقة والدعم النفسي والاجتماعي وإدارة الحالة.", 1.0),
    "PRO-CPN": ("حماية الطفل", "الأيتام والأطفال بلا رعاية والمساحات الصديقة للطفل.", 0.8),
    "ERY": ("سبل العيش", "التدريب المهني والمشاريع الصغيرة والتعافي المبكر.", 1.0),
    "CCM": ("إدارة المخيمات ومراكز الإيواء", "من يدير ماذا، والخدمات الناقصة في كل مركز.", 0.7),
    "LOG": ("الإمداد", "المستودعات والنقل والقوافل والتخزين المشترك.", 0.9),
    "Cash": ("المساعدات النقدية", "القسائم والنقد: التكرار، القيم، المتابعة بعد التوزيع.", 0.7),
}
GOVERNORATES = (
    ("HEA", "SY02"), ("SHL", "SY04"), ("EDU", "SY04"), ("SHL", "SY02"), ("FSC", "SY03"),
    ("HEA", "SY07"), ("WSH", "SY09"), ("EDU", "SY02"), ("FSC", "SY04"),
)  # fmt: skip


@dataclass(frozen=True)
class Group:
    key: str
    name: str
    about: str
    maker: str
    cast: str
    size: int


GROUPS = (
    Group("convoy", "فريق قافلة دير الزور", "تجهيز القافلة المشتركة: الأحمال والشاحنات والتوزيع.",
          "omar", "basel hala", 9),
    Group("workshop", "تحضير ورشة الخطة الموحدة", "جدول الورشة والمسودات وتوزيع الأدوار.",
          "salma", "basel omar rania", 8),
    Group("homes", "لجنة دور الرعاية", "دور المسنين والأيتام: الواقع والفجوات ومقترح الدار المشتركة.",
          "basel", "hala salma", 8),
    Group("followup", "متابعة توصيات الملتقى", "أين وصلت كل توصية، ومن ينتظر من.",
          "salma", "omar hala rania", 9),
)  # fmt: skip
MOST_OPEN = 7


def make_open_rooms(stage: Stage) -> None:
    """What the secretariat makes on the first day."""
    salma = stage.cast["salma"].actor()
    about = "ما تعلنه أمانة السر والوزارة لجميع الجهات."
    stage.rooms["news"] = create_room(actor=salma, kind=Room.Kind.ANNOUNCEMENT, name="إعلانات أمانة السر", about=about)
    for code, (name, about, _weight) in CHANNELS.items():
        stage.rooms[code] = create_room(
            actor=salma, kind=Room.Kind.SECTOR, name=name, about=about, sector=stage.sectors[code]
        )
    for code, pcode in GOVERNORATES:
        place = stage.governorates[pcode]
        stage.rooms[f"{code} {pcode}"] = create_room(
            actor=salma,
            kind=Room.Kind.SECTOR,
            name=f"{CHANNELS[code][0]} · {place.name_ar}",
            about=f"تنسيق القطاع في محافظة {place.name_ar}.",
            sector=stage.sectors[code],
            place=place,
        )


def find_own_rooms(stage: Stage) -> None:
    """The rooms that the worker made for organisations."""
    for room in Room.objects.filter(kind=Room.Kind.ORGANIZATION).select_related("organization"):
        stage.rooms[f"org {room.organization_id}"] = room


def invite_guests(stage: Stage) -> None:
    """Officials come where they are invited; some people look in on a sector that is not theirs."""
    salma, rania = stage.cast["salma"].actor(), stage.cast["rania"]
    officials = [each for each in stage.colleagues.values() if is_official(each)]
    for key in ("PRO", "ERY", "news", "SHL SY04", "EDU"):
        guests = [rania.user] if key != "SHL SY04" else [each.user for each in officials]
        add_members(actor=salma, room=stage.rooms[key], people=guests)
    set_room_role(actor=salma, room=stage.rooms["news"], person=rania.user, role="writer")
    for colleague in list(stage.colleagues.values()):
        seen = set(rooms_for(colleague.user).values_list("pk", flat=True))
        if colleague.organizations and seen and not is_official(colleague) and stage.dice.random() < 0.25:
            room = stage.rooms[stage.dice.choice(list(CHANNELS))]
            if room.pk in seen:
                join_room(actor=colleague.actor(), room=room)
        if seen and not is_official(colleague):
            join_at_home(stage, colleague)


def join_at_home(stage: Stage, colleague: Colleague) -> None:
    """Who works in a governorate follows most of what is coordinated there, whatever the sector."""
    seats = {organization.governorate_id for organization in colleague.organizations}
    for code, pcode in GOVERNORATES:
        if pcode in seats and stage.dice.random() < 0.5:
            join_room(actor=colleague.actor(), room=stage.rooms[f"{code} {pcode}"])


def is_official(colleague: Colleague) -> bool:
    return any(each.kind == Organization.Kind.PUBLIC_BODY for each in colleague.organizations)


def is_verified(colleague: Colleague) -> bool:
    return any(each.is_verified for each in colleague.organizations) and colleague.silent_after is None


def make_groups(stage: Stage) -> None:
    for group in GROUPS:
        named = [stage.cast[name].user for name in group.cast.split()]
        others = [each for each in stage.colleagues.values() if not each.is_cast and is_verified(each)]
        others = [each for each in others if not is_official(each)]
        guests = [each.user for each in stage.dice.sample(others, group.size)]
        maker = stage.cast[group.maker].actor()
        stage.rooms[group.key] = create_room(
            actor=maker, kind=Room.Kind.GROUP, name=group.name, about=group.about, people=[*named, *guests],
            client_id=stage.new_id(),
        )  # fmt: skip


PAIRS = (
    ("basel", "hala"), ("basel", "omar"), ("salma", "basel"), ("salma", "rania"), ("salma", "omar"), ("omar", "hala"),
)  # fmt: skip


def open_directs(stage: Stage, count: int) -> None:
    """Conversations of two: among the cast, and among people who share a room."""
    for first, second in PAIRS:
        room = open_direct(actor=stage.cast[first].actor(), person=stage.cast[second].user)
        stage.rooms[f"direct {first} {second}"] = room
    talkers = [each for each in stage.colleagues.values() if is_verified(each) and not is_official(each)]
    for number in range(count):
        first_one, second_one = stage.dice.sample(talkers, 2)
        stage.rooms[f"direct {number}"] = open_direct(actor=first_one.actor(), person=second_one.user)


def call_managers(stage: Stage) -> None:
    """Omar needs a signature: he calls the managers of Basel's organisation, not all of its people."""
    homs = stage.named["homs"]
    body = f"[@إدارة {homs.name_ar}](/organizations/{homs.pk}/#managers) نرجو توقيع قائمة الشحنة قبل تحرك القافلة."
    actor, room = stage.cast["omar"].actor(), stage.rooms["convoy"]
    post_message(actor=actor, room=room, body=body, client_id=stage.new_id())
