"""Two rounds on the statute: one was decided, sent and answered in part; the other takes proposals these days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db.models import Q
from django.utils import timezone

from demo.coordination.diary import Diary, own_id
from demo.coordination.forums import SITE
from demo.coordination.voices import people_of
from demo.legislation.library import MINISTRY, Library
from demo.legislation.proposals import Proposals
from demo.stage import Stage
from journal.actors import Actor
from journal.due import run_due
from legislation.actions import (
    check_answers,
    create_dossier,
    create_round,
    decide_proposals,
    decide_round,
    enter_answers,
    freeze_round,
    grant_liaison,
    note_receipt,
    open_round,
    send_dossier,
)
from legislation.models import Dossier, DossierItem, Round

PAST, OPEN = "past", "open"
CONVENERS = {PAST: "union_north", OPEN: "union_south"}
ADOPTED = ("scope", "insurance", "report60", "emergency")
PAST_ABOUT = (
    "أظهر تطبيق القانون ما ينقصه: المبادرات خارجه، والتأمين صعب على الجمعيات الصغيرة، ومهلة التقرير ضيقة.\n"
    "تُرفع المقترحات المعتمدة إلى الوزارة في ملف واحد."
)
OPEN_ABOUT = (
    "تتابع هذه الجولة ما بدأته الأولى: ساعات التطوع ونفقاته، والعمل الميداني لمن هم دون الثامنة عشرة، والعقوبات.\n"
    "يكتب المقترح أي عضو في جهة موثقة، ويقدمه المفوض بالتوقيع. يُنظر في ما أيدته ثلاث جهات على الأقل."
)
TITLES = {PAST: "تعديل قانون العمل التطوعي: الجولة الأولى", OPEN: "تعديل قانون العمل التطوعي: الجولة الثانية"}
ABOUT = {PAST: PAST_ABOUT, OPEN: OPEN_ABOUT}
LETTER = (
    "السادة وزارة شؤون الجمعيات،\n"
    "تحية طيبة، وبعد:\n"
    "نرفع إليكم المقترحات التي اعتمدتها الجمعيات والاتحادات لتعديل قانون تنظيم العمل التطوعي، مع أسبابها "
    "والجهات المؤيدة لكل منها.\n"
    "نرجو التفضل بالاطلاع وإعلامنا بما ترونه، ونحن جاهزون للاجتماع متى شئتم.\n"
    "وتفضلوا بقبول الاحترام."
)
DECIDED = "اعتُمدت بعد مناقشتها مع الجهات المؤيدة، وقُدّم من المتنافسين ما كان أوسع تأييداً."
ANSWERS = (  # day, of which, what, number of the letter, its words
    (-62, ("insurance",), "accepted", "1187/ص", "موافق، وسيُدرج في مشروع التعديل الذي تعدّه الوزارة."),
    (-62, ("scope",), "partly", "1187/ص",
     "موافق على شمول المبادرات المسجلة لدى الاتحادات بأحكام التأمين فقط، دون باقي الأحكام."),
    (-51, ("emergency",), "refused", "1304/ص",
     "يتعذر اعتبار السكوت موافقة في مسألة تتعلق بسلامة المتطوعين. تُنظر الطلبات العاجلة بالهاتف."),
    (-40, ("report60",), "under_study", "1420/ص",
     "أُحيل المقترح إلى مديرية التخطيط لدراسة أثره في مواعيد الخطة السنوية."),
)  # fmt: skip


class Rounds:
    """Each is led by those who sign for the union that convenes it."""

    def __init__(self, stage: Stage, diary: Diary, library: Library) -> None:
        self.stage, self.diary, self.library = stage, diary, library
        self.proposals = Proposals(stage, diary)

    def plan(self) -> None:
        days = {"opens_on": -137, "freezes_on": -112, "closes_on": -98}
        self.diary.on(-137, 9, 10, partial(self.open, PAST, days))
        self.diary.on(-111, 9, 15, partial(self.freeze, PAST))
        self.diary.on(-98, 11, 0, self.decide)
        self.diary.on(-95, 10, 0, self.compile)
        self.diary.on(-92, 12, 30, self.send)
        self.diary.on(-88, 11, 20, self.note_receipt)
        for number, answer in enumerate(ANSWERS):
            self.diary.on(answer[0], 11, 10 * number, partial(self.enter, *answer))
        days = {"opens_on": -21, "freezes_on": 12, "closes_on": 33}
        self.diary.on(-21, 9, 10, partial(self.open, OPEN, days))
        self.proposals.plan()

    def leads(self, key: str) -> list[Actor]:
        return people_of(self.stage.named[CONVENERS[key]])

    def today(self) -> date:
        return timezone.localdate()

    def row(self, key: str) -> Round:
        return Round.objects.select_related("instrument", "organization").get(client_id=own_id(f"round {key}"))

    def open(self, key: str, days: dict[str, int]) -> None:
        actor = self.leads(key)[0]
        dates = {name: self.diary.today + timedelta(number) for name, number in days.items()}
        row = create_round(
            actor=actor,
            instrument=self.library.law,
            client_id=own_id(f"round {key}"),
            title=TITLES[key],
            about=ABOUT[key],
            visibility="public",
            threshold=3,
            **dates,
        )
        open_round(actor=actor, row=row)

    def freeze(self, key: str) -> None:
        freeze_round(actor=self.leads(key)[0], row=self.row(key))

    # What became of the first -----------------------------------------------------------------------------------------
    def decide(self) -> None:
        row, actor = self.row(PAST), self.leads(PAST)[0]
        waiting = list(row.proposals.filter(status__in=("admissible", "recommended")).order_by("pk"))
        adopted = {own_id(f"proposal {PAST} {name}") for name in ADOPTED}
        decide_proposals(
            actor=actor,
            within=row,
            adopted=[each for each in waiting if each.client_id in adopted],
            rejected=[each for each in waiting if each.client_id not in adopted],
            reason=DECIDED,
        )
        decide_round(actor=actor, row=row)

    def compile(self) -> None:
        """The worker sets it, as it would within a minute."""
        create_dossier(
            actor=self.leads(PAST)[0],
            row=self.row(PAST),
            client_id=own_id("dossier"),
            site=SITE,
            addressee=MINISTRY,
            letter=LETTER,
        )
        run_due(Q(key=f"dossier.{self.dossier().pk}"))

    def dossier(self) -> Dossier:
        return Dossier.objects.select_related("round").get(client_id=own_id("dossier"))

    def send(self) -> None:
        """With somebody of the ministry who may enter its answers from now on."""
        actor, row = self.leads(PAST)[0], self.row(PAST)
        send_dossier(actor=actor, dossier=self.dossier(), sent_on=self.today())
        grant_liaison(actor=actor, row=row, person=self.stage.cast["rania"].user)

    def note_receipt(self) -> None:
        note_receipt(actor=self.leads(PAST)[0], dossier=self.dossier(), receipt_number="8842/و")

    def enter(self, _day: int, names: Sequence[str], kind: str, number: str, text: str) -> None:
        """By the ministry's liaison; the union compares it with the letter."""
        given: dict[str, Any] = {"kind": kind, "letter_number": number, "text": text, "letter_on": self.today()}
        wanted = [own_id(f"proposal {PAST} {name}") for name in names]
        items = list(DossierItem.objects.filter(dossier=self.dossier(), proposal__client_id__in=wanted))
        if not items:
            return
        rania = self.stage.cast["rania"].actor()
        entries = enter_answers(
            actor=rania, dossier=self.dossier(), items=items, client_id=own_id(f"answer {names[0]}"), **given
        )
        check_answers(actor=self.leads(PAST)[0], dossier=self.dossier(), answers=entries)
