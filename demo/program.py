"""The secretariat's program: each morning it says in the logistics room how roads and weather are."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from uuid import NAMESPACE_URL, UUID, uuid5

from bots.actions import create_bot, create_incoming_webhook, take_in_bot
from chat.actions import post_message
from demo.calendar import FRIDAY, at, days_between
from demo.stage import Stage
from demo.talk import Talk
from journal.actors import Actor
from organizations.models import Bot

NAME = "نشرة الطرق والطقس"
ABOUT = "تنشر كل صباح حال الطرق الرئيسة والطقس، نقلاً عن غرفة متابعة أمانة السر."
STORE = "برنامج المستودع المركزي"  # may report over an address that takes Slack's form
ROADS = (
    "سالكة في الاتجاهين.",
    "سالكة، وأعمال صيانة عند المدخل الشمالي: يُنصح بالانطلاق قبل الساعة 8.",
    "سالكة بحذر: ضباب حتى الساعة 9.",
    "ازدحام عند الحواجز قبل الظهر، والتأخير المتوقع ساعة.",
    "متاحة للشاحنات الصغيرة فقط حتى انتهاء إصلاح الجسر.",
)
WEATHER = (
    "صحو، والرياح خفيفة.",
    "غائم جزئياً، ولا أمطار متوقعة.",
    "أمطار متفرقة بعد الظهر: غطّوا الحمولات.",
    "رياح نشطة مثيرة للغبار في البادية.",
    "صقيع ليلاً في المرتفعات.",
)
WAYS = ("دمشق – حمص", "حمص – حماة – حلب", "تدمر – دير الزور")


def plan_reports(stage: Stage, talk: Talk, begins: datetime) -> None:
    """Make the bot, let it into the room, and have it speak in the morning of every day but Fridays after `begins`."""
    salma = stage.cast["salma"].actor()
    bot = create_bot(actor=salma, name=NAME, about=ABOUT, client_id=own_id("bot"))
    take_in_bot(actor=salma, room=stage.rooms["LOG"], bot=bot)
    create_incoming_webhook(actor=salma, room=stage.rooms["LOG"], name=STORE, client_id=own_id("store"))
    for day in days_between(begins + timedelta(days=1), talk.until):
        if day.weekday() != FRIDAY:
            talk.at(at(day, 8, 10), partial(report, stage, bot, day))


def report(stage: Stage, bot: Bot, day: date) -> None:
    actor = Actor(bot.account, bot.organization)
    post_message(actor=actor, room=stage.rooms["LOG"], body=words(day), client_id=own_id(day.isoformat()))


def words(day: date) -> str:
    """What is said on a day: told by its number, so that no dice are cast for it. It comes again after 25 days."""
    number, turn = day.toordinal(), day.toordinal() // 5
    roads = [f"- **{way}:** {ROADS[(number + place * (turn + 1)) % len(ROADS)]}" for place, way in enumerate(WAYS)]
    return "\n".join(
        ["**الطرق هذا الصباح**", "", *roads, "", f"**الطقس:** {WEATHER[(number * 2 + turn) % len(WEATHER)]}"]
    )


def own_id(name: str) -> UUID:
    """Not by the stage's dice: what is said after would be cast anew."""
    return uuid5(NAMESPACE_URL, f"demo/program/{name}")
