"""What stands out of the talk: pins, decisions, polls in each state, a forwarded message, what the cast keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from chat.actions import (
    cast_vote,
    close_poll,
    create_poll,
    forward_message,
    join_room,
    mark_decision,
    pin_message,
    post_message,
    save_message,
    set_reminder,
)
from chat.models import Message, Poll, Room
from chat.permissions import can_cast_vote
from demo.calendar import by_day
from demo.people import Colleague
from demo.stage import Stage
from demo.talk import Talk

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Asked:
    """A poll of the demo: who asks where, when before the end, and how many vote."""

    room: str
    maker: str
    hours: int
    votes: int
    question: str
    options: tuple[str, ...]
    rules: tuple[str, ...] = ()
    is_closed: bool = False


POLLS = (
    Asked("SHL", "basel", 30, 14, "متى نعقد الاجتماع التنسيقي القادم لقطاع المأوى؟", (
        "الأحد القادم، الساعة 10 صباحاً في مقر جمعيتنا",
        "الثلاثاء القادم، الساعة 12 ظهراً عبر الإنترنت، ليشارك مندوبو المحافظات البعيدة",
        "الخميس القادم، بعد اجتماع مجموعة المانحين")),
    Asked("HEA", "omar", 26, 12, "أي جهة تستضيف مستودع الأدوية المشترك لهذا الشتاء؟", (
        "اتحاد الجمعيات، في مستودعه الحالي", "مستودع مستأجر نتقاسم كلفته", "كل جهة تحتفظ بمخزونها كما هو"),
        ("is_per_organization",)),
    Asked("convoy", "omar", 50, 6, "هل نؤجل انطلاق القافلة يومين بسبب حال الطريق؟", (
        "نعم، نؤجل", "لا، ننطلق في الموعد", "ننطلق بنصف الأحمال"), ("is_anonymous",), is_closed=True),
    Asked("workshop", "salma", 28, 7, "أي محاور الورشة أهم لكم؟ (يمكن اختيار أكثر من واحد)", (
        "تقاسم المستودعات", "قاعدة بيانات موحدة للمستفيدين", "التدريب المشترك للمتطوعين", "خطة الشتاء"),
        ("is_multiple",)),
)  # fmt: skip
PINNED = (
    ("SHL", "قالب استمارة المأوى الموحدة: يُملأ مرة واحدة لكل أسرة، ويُرسل إلى منسق المحافظة قبل مساء الخميس.", 30),
    ("HEA", "أرقام الإحالات العاجلة وأوقات دوام العيادات محدَّثة هنا. ننشر كل تغيير في هذه الغرفة أولاً.", 30),
)
DECIDED = (
    (
        "SHL",
        "اتفقنا: يبدأ توزيع المواد الشتوية من القرى المرتفعة ثم المراكز الجماعية، ولا تتكرر قرية قبل اكتمال الدورة.",
    ),
    ("HEA", "اتفقنا: كل إحالة تُرفق بتقرير طبي وصورة هوية، والرد خلال يومي عمل."),
)


def plan_marks(stage: Stage, talk: Talk) -> None:
    """Have all of it happen in the last days before the last hours."""
    for key, words, days in PINNED:
        talk.at(by_day(talk.until - 40 * HOUR), partial(pin, stage, key, words, days))
    for key, words in DECIDED:
        talk.at(by_day(talk.until - 34 * HOUR), partial(decide, stage, key, words))
    for asked in POLLS:
        talk.at(by_day(talk.until - asked.hours * HOUR), partial(ask, stage, talk, asked))
    talk.at(by_day(talk.until - 3 * HOUR), partial(keep, stage))


def said_by(stage: Stage, name: str, key: str, words: str) -> Message:
    """One of the cast says something in a room, and is in it from then on."""
    room, actor = stage.rooms[key], stage.cast[name].actor()
    join(room, stage.cast[name])
    return post_message(actor=actor, room=room, body=words, client_id=stage.new_id()).message


def join(room: Room, colleague: Colleague) -> None:
    if room.kind == Room.Kind.SECTOR:
        join_room(actor=colleague.actor(), room=room)


def pin(stage: Stage, key: str, words: str, days: int) -> None:
    pin_message(actor=stage.cast["salma"].actor(), message=said_by(stage, "salma", key, words), days=days)


def decide(stage: Stage, key: str, words: str) -> None:
    mark_decision(actor=stage.cast["salma"].actor(), message=said_by(stage, "salma", key, words))


def ask(stage: Stage, talk: Talk, asked: Asked) -> None:
    room, maker = stage.rooms[asked.room], stage.cast[asked.maker]
    join(room, maker)
    rules: dict[str, Any] = dict.fromkeys(asked.rules, True)
    if not asked.is_closed:
        rules["closes_at"] = stage.now + timedelta(days=3)
    message = create_poll(
        actor=maker.actor(),
        room=room,
        question=asked.question,
        options=asked.options,
        client_id=stage.new_id(),
        **rules,
    ).message
    vote(stage, talk, message.poll, asked.votes)
    if asked.is_closed:
        close_poll(actor=maker.actor(), poll=message.poll)


def vote(stage: Stage, talk: Talk, poll: Poll, most: int) -> None:
    """Some of those who are there vote, the first option a little more often."""
    options = list(poll.options.values_list("pk", flat=True))
    able = [each for each in talk.present(poll.message.room) if can_cast_vote(each.actor(), poll)]
    heard: set[int | None] = set()
    for colleague in stage.dice.sample(able, min(most, len(able))):
        actor = colleague.actor()
        if poll.is_per_organization and actor.organization_id in heard:
            continue
        heard.add(actor.organization_id)
        many = stage.dice.choice((1, 2)) if poll.is_multiple else 1
        chosen = stage.dice.choices(options, [3, *[2] * (len(options) - 1)], k=many)
        cast_vote(actor=actor, poll=poll, options=chosen)


def keep(stage: Stage) -> None:
    """Basel keeps a message with a note, wants to be reminded of another, and Omar carries one on."""
    decided = Message.objects.filter(room=stage.rooms["SHL"], decided_at__isnull=False).latest("pk")
    pinned = Message.objects.filter(room=stage.rooms["HEA"], pinned_until__isnull=False).latest("pk")
    basel = stage.cast["basel"].actor()
    save_message(actor=basel, message=decided, note="أعرضه على مجلس الإدارة يوم الأحد")
    set_reminder(actor=basel, message=decided, at=stage.now + timedelta(days=1))
    join(pinned.room, stage.cast["omar"])
    forward_message(
        actor=stage.cast["omar"].actor(), message=pinned, rooms=[stage.rooms["convoy"]], client_id=stage.new_id()
    )
