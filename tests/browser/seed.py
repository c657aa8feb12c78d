"""The rooms that the browser tests and the pictures show, made by verbs in an empty database."""

from __future__ import annotations

import os
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.browser.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  all of these need Django's apps

from chat.actions import create_room, join_room, open_direct, post_message, read_room, set_reaction  # noqa: E402
from chat.models import Message, Room  # noqa: E402
from tests.factories import Cast, make_cast, make_place, make_sector  # noqa: E402

ASKED = "صباح الخير، وصلنا اليوم تقرير عن **40 أسرة** عائدة إلى ناحية تل رفعت بلا بطانيات. هل من جهة لديها مخزون؟"
DETAILS = """ممتاز، السيارة جاهزة عند الساعة 9:00.

- السائق: أبو محمد
- الهاتف: +963 11 555 0100

The list is in English: blankets (160), mattresses (40)."""


def say(cast: Cast, name: str, room: Room, body: str, reply_to: Message | None = None) -> Message:
    return post_message(actor=cast.actor(name), room=room, body=body, client_id=uuid4(), reply_to=reply_to).message


def people() -> Cast:
    """The cast, one of them with a name of forty letters."""
    cast = make_cast()
    cast.omar.display_name = "عمر عبد الرحمن الحسيني آل سليمان الدمشقي"
    cast.omar.save()
    cast.association.governorate = make_place("SY02", "حلب", "Aleppo")
    cast.association.save()
    return cast


def sector_room(cast: Cast) -> Room:
    """Room 1, the shelter channel of Aleppo, with Basel, Hala and Omar."""
    room = create_room(
        actor=cast.actor("salma"),
        kind="sector",
        name="المأوى · حلب",
        about="تنسيق المأوى والمواد غير الغذائية في محافظة حلب.",
        sector=make_sector("SHL", "المأوى", "Shelter"),
        place=make_place("SY02", "حلب", "Aleppo"),
    )
    for name in ("basel", "hala", "omar"):
        join_room(actor=cast.actor(name), room=room)
    return room


def sector_talk(cast: Cast, room: Room) -> None:
    """Replies, reactions, both directions, a mention; the last two are unread by Basel and Hala."""
    asked = say(cast, "basel", room, ASKED)
    offer = "لدينا 40 بطانية في مستودع Homs-2، يمكن إرسالها غداً إن توفرت سيارة."
    answer = say(cast, "omar", room, offer, asked)
    for name in ("basel", "hala"):
        set_reaction(actor=cast.actor(name), message=answer, emoji="🙏")
    say(cast, "basel", room, DETAILS)
    seen = say(cast, "omar", room, "تم، شكراً.")
    for name in ("basel", "hala"):
        read_room(actor=cast.actor(name), room=room, seq=seen.seq or 0)
    say(cast, "salma", room, "تذكير: ورشة صياغة خطة قطاع المأوى الموحّدة يوم الأحد، الساعة 11.")
    say(cast, "omar", room, f"سنحضر بثلاثة مندوبين. [@هالة](/people/{cast.hala.pk}/) هل يناسبكم الموعد؟")


def other_rooms(cast: Cast) -> None:
    """2: announcements · 3: a channel nobody has joined · 4: a group with 120 messages · 5: Hala and Basel ·
    6: a group that only the test of a long absence opens · 7: one that hears two hundred messages at once.
    """
    salma, hala = cast.actor("salma"), cast.actor("hala")
    news = create_room(actor=salma, kind="announcement", name="إعلانات أمانة السر")
    for name in ("basel", "hala", "omar"):
        join_room(actor=cast.actor(name), room=news)
    create_room(actor=salma, kind="sector", name="الصحة · دمشق", sector=make_sector(), place=make_place())
    say(cast, "salma", news, "أهلاً بكم في منصة الملتقى. تُنشر هنا إعلانات أمانة السر فقط.")
    name = "فريق قافلة الشتاء المشتركة بين الجهات العاملة"
    group = create_room(actor=hala, kind="group", name=name, people=[cast.omar, cast.basel])
    for number in range(1, 121):
        said = f"تحديث رقم {number}: وصلت الدفعة {number} من المواد إلى المستودع."
        say(cast, "omar" if number % 3 else "hala", group, said)
    say(cast, "basel", open_direct(actor=hala, person=cast.basel), "أرسل الكتاب الموقّع من فضلك.")
    missed = create_room(actor=hala, kind="group", name="متابعة ترميم المدارس", people=[cast.omar])
    for number in range(1, 61):
        say(cast, "hala", missed, f"المدرسة رقم {number}: انتهى الكشف على الأسطح والنوافذ، والتقرير قيد الطباعة.")
    flooded = create_room(actor=hala, kind="group", name="دفتر القافلة", people=[cast.salma])
    say(cast, "hala", flooded, "نسجّل هنا كل دفعة تصل.")


def main() -> None:
    """Migrate, gather the static files, and make people and rooms."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["drf_spectacular_sidecar", "admin"])
    cast = people()
    sector_talk(cast, sector_room(cast))
    other_rooms(cast)


if __name__ == "__main__":
    main()
