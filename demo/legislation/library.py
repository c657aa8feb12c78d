"""The library: the statute, a decision and two circulars, who follows their topics and who has read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from demo.coordination.diary import Diary, own_id
from demo.coordination.voices import called, people_of
from demo.stage import Stage
from legislation.actions import (
    acknowledge_circular,
    create_import,
    create_instrument,
    create_topic,
    follow_topic,
    link_instruments,
    publish_import,
    publish_instrument,
)
from legislation.bringing import Expected, pasted
from legislation.models import Instrument, Topic

FOLDER = Path(__file__).parent
MINISTRY = "وزارة شؤون الجمعيات"
INVENTED = "نص مبتكر للعرض والتدريب، لا يقابله نص صادر."
TOPICS = {
    "volunteering": ("التطوع", "Volunteering"),
    "reports": ("التقارير والمحاسبة", "Reports and accounts"),
    "safety": ("السلامة والحماية", "Safety and protection"),
}
FOLLOWERS = {
    "volunteering": ("homs", "aleppo", "network", "union_south", "SY01.1", "SY02.1", "SY05.1"),
    "reports": ("union_south", "union_north", "aleppo", "SY03.1", "SY07.1"),
    "safety": ("homs", "network", "SY02.1", "SY04.1", "SY06.1"),
}
READERS = (
    "union_south", "union_north", "network", "aleppo", "supporter_a", "SY01.1", "SY02.1", "SY03.1", "SY04.1", "SY05.1",
    "SY06.1", "SY07.1",
)  # fmt: skip


@dataclass(frozen=True)
class Issue:
    """An instrument that is issued in the course of the demo: `readers` acknowledge it, the first on the next day."""

    name: str  # of its text
    day: int
    topics: tuple[str, ...]
    columns: dict[str, Any]
    readers: tuple[str, ...] = ()


ISSUES = (
    Issue("decision", -139, ("volunteering", "reports"), {
        "kind": "decision", "number": "205", "title": "تحديد سقف نفقات المتطوعين وطريقة صرفها",
        "about": "يبيّن ما يدخل في نفقات الانتقال والوجبات، ومتى تصرف، وما يلزم لتوثيقها.",
    }),
    Issue("reports", -104, ("reports",), {
        "kind": "circular", "number": "14", "title": "التقرير السنوي عن المتطوعين: النموذج والمدة",
        "about": "نموذج موحد للتقرير، ومهلة عشرة أيام لاستكمال التقارير غير المستوفية.", "must_be_acknowledged": True,
    }, ("homs", *READERS)),
    Issue("safety", -8, ("safety", "volunteering"), {
        "kind": "circular", "number": "31", "title": "سلامة المتطوعين في أثناء التوزيع الميداني",
        "about": "مسؤول سلامة في كل مركز، وحد لما يحمله المتطوع، وإبلاغ عن الإصابات.", "must_be_acknowledged": True,
    }, READERS[:9]),
)  # fmt: skip


class Library:
    """Kept by Salma for the secretariat."""

    def __init__(self, stage: Stage, diary: Diary) -> None:
        self.stage, self.diary = stage, diary
        self.salma = stage.cast["salma"].actor()
        self.topics: dict[str, Topic] = {}

    def plan(self) -> None:
        self.diary.on(-148, 9, 20, self.begin)
        for issue in ISSUES:
            self.diary.on(issue.day, 9, 40, partial(self.issue, issue))
            for number, key in enumerate(issue.readers):
                day, minute = issue.day + 1 + number // 4, 7 * number % 60
                self.diary.on(day, 10 + number % 5, minute, partial(self.acknowledge, issue, key))

    def begin(self) -> None:
        for key, (arabic, english) in TOPICS.items():
            self.topics[key] = create_topic(actor=self.salma, name_ar=arabic, name_en=english)
        for key, organizations in FOLLOWERS.items():
            for organization in organizations:
                for actor in people_of(called(self.stage, organization))[:2]:
                    follow_topic(actor=actor, topic=self.topics[key])
        follow_topic(actor=self.salma, topic=self.topics["volunteering"])
        self.law = self.bring(
            "statute",
            ("volunteering",),
            kind="law",
            number="12",
            year=2019,
            title="قانون تنظيم العمل التطوعي",
            about="يعرّف التطوع، ويبيّن حقوق المتطوع وواجباته، وما تلتزم به الجهة التي يتطوع لديها.",
            issuer="مجلس الشعب",
            issued_on=date(2019, 5, 20),
            in_force_on=date(2019, 6, 2),
            gazette="العدد 22 لعام 2019، الجزء الأول",
        )

    def issue(self, issue: Issue) -> None:
        day = self.diary.today + timedelta(issue.day)
        row = self.bring(issue.name, issue.topics, issuer=MINISTRY, issued_on=day, in_force_on=day, **issue.columns)
        kind = "implements" if row.kind == Instrument.Kind.DECISION else "cites"
        if issue.name != "safety":
            link_instruments(actor=self.salma, instrument=row, target=self.law, kind=kind)

    def bring(self, name: str, topics: Iterable[str], **columns: Any) -> Instrument:
        """As the secretariat does: what it is, then its text, and only then everybody reads it."""
        row = create_instrument(
            actor=self.salma,
            client_id=own_id(f"law {name}"),
            topics=[self.topics[key] for key in topics],
            source_note=INVENTED,
            **columns,
        )
        text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
        read = pasted(text, Expected(row.country, row.number, row.year))
        brought = create_import(actor=self.salma, instrument=row, brought=read, client_id=own_id(f"text {name}"))
        publish_import(actor=self.salma, text_import=brought)
        return publish_instrument(actor=self.salma, instrument=row)

    def acknowledge(self, issue: Issue, key: str) -> None:
        """Nobody does for an organisation that was suspended meanwhile."""
        row = Instrument.objects.get(client_id=own_id(f"law {issue.name}"))
        for actor in people_of(called(self.stage, key))[:1]:
            acknowledge_circular(actor=actor, instrument=row)
