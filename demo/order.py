"""What binds and what went wrong: circulars that are acknowledged, reports and what came of them, a slow room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

from chat.actions import (
    acknowledge_message,
    post_message,
    remove_message,
    report_message,
    request_acknowledgement,
    set_retention,
    set_slow_mode,
    suspend_member,
    warn_author,
)
from chat.models import Measure, Message
from chat.permissions import can_acknowledge_message
from demo.calendar import awake, by_day
from demo.people import Colleague
from demo.stage import Stage
from demo.talk import Talk

HOUR = timedelta(hours=1)
SLOW_ROOM, SLOW_SECONDS = "FSC", 60
FORGETS, YEARS = "Cash", 5


@dataclass(frozen=True)
class Circular:
    """Who writes, how many hours before the last ones, what part of the people answer, when it ends after the demo."""

    writer: str
    hours: int
    part: float
    days: int
    words: str
    answered_by: str = "basel omar"


@dataclass(frozen=True)
class Complaint:
    """What somebody wrote in a room, who of the cast reported it and why, and with which words it was removed, or its
    author warned.
    """

    room: str
    hours: int
    words: str
    reporter: str
    reason: str
    why: str
    answer: str = ""
    is_warned: bool = False


CIRCULARS = (
    Circular("salma", 9 * 24, 0.6, 0,
             "**تعميم:** ابتداءً من أول الشهر القادم تذكر كل جهة رقم إشهارها في طلبات التوزيع المشترك. "
             "الطلب الذي لا رقم فيه يُعاد إلى مرسله."),
    Circular("salma", 50, 0.25, 3,
             "**تعميم:** تُرسل كل جهة خطتها لهذا الشتاء على الاستمارة الموحدة، خطة واحدة لكل جهة. "
             "من لا نشاط لها هذا الشتاء تكتب ذلك في الاستمارة أيضاً، كي لا ننتظرها.", "omar"),
    Circular("rania", 27, 0.15, 0,
             "**تعميم من الوزارة:** يُبلَّغ مدير المنطقة قبل كل توزيع بيومي عمل، بكتاب واحد يذكر المكان والساعة واسم "
             "المسؤول. ما سبقت الموافقة عليه لا يحتاج إلى موافقة جديدة.", "basel"),
)  # fmt: skip
COMPLAINTS = (
    Complaint("SHL", 29, "خيام وبطانيات للبيع بسعر الجملة، والتوصيل إلى جميع المحافظات. راسلوني قبل نفاد الكمية!",
              "basel", "spam", "إعلان تجاري، وقد نُشر من قبل في غرف أخرى.",
              "غرف القطاعات للتنسيق بين الجهات. عروض البيع تُرسل إلى أمانة السر، وهي تعممها على من يشتري."),
    Complaint("LOG", 20, "رقم سائق الشاحنة الثالثة ومكان مبيته الليلة عندي، من يريده أرسله هنا ليتصل به مباشرة.",
              "omar", "private", "لا حاجة إلى نشر رقم السائق ومكانه أمام الجميع.",
              "أرقام السائقين وأماكنهم تُرسل في محادثة خاصة، حرصاً على سلامتهم.", is_warned=True),
    Complaint("FSC", 6, "يقال إن السلال القادمة ستقتصر على من سجّل اسمه عند المختار، فليسرع كل من لم يسجّل.",
              "omar", "false", "لا أصل لهذا الكلام، وقد بدأت الأسر تسألنا عنه منذ الصباح."),
)  # fmt: skip


def plan_order(stage: Stage, talk: Talk) -> None:
    """Have all of it happen before the last hours. It has dice of its own, so that the talk stays as it was."""
    dice = Random(1986)  # noqa: S311  the same story each time
    for circular in CIRCULARS:
        moment = by_day(talk.until - circular.hours * HOUR)
        talk.at(moment, partial(send_round, stage, talk, circular, dice))
    for complaint in COMPLAINTS:
        talk.at(by_day(talk.until - complaint.hours * HOUR), partial(complain, stage, talk, complaint, dice))


def write(stage: Stage, colleague: Colleague, key: str, words: str, dice: Random) -> Message:
    client_id = UUID(int=dice.getrandbits(128), version=4)
    return post_message(actor=colleague.actor(), room=stage.rooms[key], body=words, client_id=client_id).message


def send_round(stage: Stage, talk: Talk, circular: Circular, dice: Random) -> None:
    """Somebody writes a circular and asks; within a day part of the room answers, and the named ones of the cast."""
    writer = stage.cast[circular.writer]
    message = write(stage, writer, "news", circular.words, dice)
    until = stage.now + timedelta(days=circular.days) if circular.days else None
    request_acknowledgement(actor=writer.actor(), message=message, until=until)
    present = [each for each in talk.present(message.room) if each.organizations]
    others = [each for each in present if not each.is_cast]
    named = [stage.cast[name] for name in circular.answered_by.split()]
    for colleague in [*named, *dice.sample(others, round(len(others) * circular.part))]:
        after = timedelta(minutes=5 + dice.random() ** 2 * 20 * 60)
        talk.at(awake(message.created_at + after, dice), partial(answer, colleague, message))


def answer(colleague: Colleague, message: Message) -> None:
    message.refresh_from_db()
    if colleague.silent_after is None and can_acknowledge_message(colleague.actor(), message):
        acknowledge_message(actor=colleague.actor(), message=message)


def complain(stage: Stage, talk: Talk, complaint: Complaint, dice: Random) -> None:
    """Somebody writes what does not belong there, one of the cast reports it, and the secretariat may remove it."""
    reporter = stage.cast[complaint.reporter]
    room = stage.rooms[complaint.room]
    present = [each for each in talk.present(room) if not each.is_cast and each.organizations]
    message = write(stage, dice.choice(present), complaint.room, complaint.words, dice)
    report_message(actor=reporter.actor(), message=message, reason=complaint.reason, words=complaint.why)
    if complaint.answer:
        salma = stage.cast["salma"].actor()
        act = warn_author if complaint.is_warned else remove_message
        act(actor=salma, message=message, reason=complaint.reason, words=complaint.answer)


def settle_order(stage: Stage) -> None:
    """At the very end: who talks in the demo does not wait, is not silenced, and forgets nothing."""
    salma = stage.cast["salma"].actor()
    set_slow_mode(actor=salma, room=stage.rooms[SLOW_ROOM], seconds=SLOW_SECONDS)
    set_retention(actor=salma, room=stage.rooms[FORGETS], days=YEARS * 365, is_confirmed=True)
    sold = Measure.objects.filter(kind=Measure.Kind.REMOVAL).select_related("person", "room", "message").earliest("pk")
    given: dict[str, Any] = {"room": sold.room, "person": sold.person, "message": sold.message, "reason": sold.reason}
    words = "إعلان تجاري للمرة الثانية بعد إزالة الأول."
    suspend_member(actor=salma, until=stage.now + timedelta(days=7), words=words, **given)
