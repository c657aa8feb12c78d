"""Ninety invented organisations: who they are, how they came in, who speaks for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.contrib.auth.models import AnonymousUser

from accounts.actions import make_secretariat
from demo.cast import CAST, Part
from demo.names import InventedName, invented_names
from demo.people import Colleague, make_colleague, titles
from demo.stage import Stage
from demo.titles import Title, invented_titles
from journal.actors import Actor
from journal.worker import turn
from organizations.actions import (
    affiliate,
    apply,
    create_invitation,
    create_organization,
    start_membership,
    suspend_organization,
    verify_organization,
)
from organizations.models import Organization, Place, Role

PEOPLE = 200
SIZE = 90
WAITING = 6  # organisations that await verification
SCAN = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"  # noqa: E501


@dataclass(frozen=True)
class Named:
    """An organisation with a part of its own in the demo."""

    key: str
    kind: str
    name_ar: str
    name_en: str
    governorate: str
    sectors: str
    about: str


NAMED = (
    Named("secretariat", "foundation", "أمانة سر الملتقى", "Secretariat of the Forum", "SY01", "Multi",
          "تدير منصة الملتقى، وتدعو إلى الملتقيات التنسيقية، وتتابع توصياتها مع الجهات."),
    Named("ministry", "public_body", "وزارة شؤون الجمعيات", "Ministry of Associations", "SY01", "Multi",
          "الجهة العامة التي ترعى عمل الجمعيات وتتلقى مقترحاتها."),
    Named("directorate", "public_body", "مديرية شؤون الجمعيات في حمص", "Directorate of Associations, Homs", "SY04",
          "Multi", "تتابع معاملات الجمعيات العاملة في محافظة حمص."),
    Named("union_south", "union", "اتحاد سنديان للجمعيات الأهلية", "Sindian Union of Associations", "SY01", "Multi",
          "يضم جمعيات من دمشق وريفها والمنطقة الجنوبية، ويوثّق أعضاءه وينسّق بينهم."),
    Named("union_north", "union", "اتحاد بوادي للجمعيات الخيرية", "Bawadi Union of Charities", "SY02", "Multi",
          "يضم جمعيات خيرية من حلب وإدلب والمحافظات الشرقية."),
    Named("network", "network", "شبكة خيوط للعمل الأهلي", "Khuyut Civil Network", "SY05", "Multi",
          "شبكة تجمع مؤسسات ومبادرات تعمل على مشاريع مشتركة في الوسط والساحل."),
    Named("supporter_a", "supporter", "صندوق مرافئ للتنمية", "Marafi Development Fund", "SY06", "ERY Multi",
          "يدعم مشاريع سبل العيش والتعليم بمنح صغيرة ومتوسطة."),
    Named("supporter_b", "supporter", "مؤسسة أفلاك الداعمة", "Aflak Giving Foundation", "SY01", "HEA FSC",
          "تموّل مشاريع الصحة والأمن الغذائي التي تنفذها جهتان أو أكثر معاً."),
    Named("homs", "association", "جمعية ينابيع الياسمين", "Jasmine Springs Association", "SY04", "SHL HEA FSC LOG",
          "نعمل في حمص وريفها: ترميم جزئي لبيوت العائدين، وسلال غذائية، وعيادة متنقلة في الناحية."),
    Named("aleppo", "association", "جمعية قمح ونوارس", "Wheat and Gulls Association", "SY02", "FSC SHL EDU WSH",
          "جمعية في حلب تدير مطبخاً ومركزين للتعليم، وتصل إلى قرى الريف الشرقي."),
)  # fmt: skip
SEATS = (
    ["SY02"] * 12 + ["SY03"] * 11 + ["SY01"] * 8 + ["SY04"] * 8 + ["SY07"] * 7 + ["SY05"] * 6 + ["SY06"] * 5
    + ["SY09"] * 4 + ["SY12"] * 4 + ["SY10"] * 4 + ["SY08"] * 3 + ["SY11"] * 3 + ["SY13"] * 3 + ["SY14"] * 2
)  # fmt: skip
CONVENERS = {
    "union_south": {"SY01", "SY03", "SY12", "SY13", "SY14"},
    "union_north": {"SY02", "SY07", "SY08", "SY09", "SY11"},
    "network": {"SY04", "SY05", "SY06", "SY10"},
}


class Founder:
    """Brings organisations and people in, one after the other, as the secretariat and the unions would."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.dice = stage.dice
        self.names: Iterator[InventedName] = invented_names(stage.dice)
        self.titles = titles(stage.dice)
        self.number = stage.dice.randint(400, 900)

    @property
    def secretariat(self) -> Actor:
        return self.stage.cast["salma"].actor()

    def begin(self, moment: datetime) -> None:
        """The first day: Salma, the secretariat, the conveners and the cast."""
        self.stage.move_to(moment)
        salma = self.join_cast(CAST[0], Actor.clock())
        make_secretariat(actor=Actor.clock(), person=salma.user)
        salma.user.refresh_from_db()
        for named in NAMED:
            organization = self.enter(named)
            self.stage.named[named.key] = organization
            self.stage.organizations.append(organization)
            self.vouch(organization)
        self.belong(salma, self.stage.named["secretariat"], CAST[0].role, CAST[0].title)
        for part in CAST[1:]:
            self.join_cast(part, self.secretariat)
        self.staff_named()

    def staff_named(self) -> None:
        for named in NAMED:
            size = 2 if named.kind in {"public_body", "supporter"} else 3
            organization = self.stage.named[named.key]
            while organization.memberships.count() < size:
                has_signatory = organization.memberships.filter(role=Role.SIGNATORY).exists()
                self.hire(organization, Role.MANAGER if has_signatory else Role.SIGNATORY)
        for convener in ("union_south", "union_north", "network"):
            for key in ("homs", "aleppo"):
                if self.stage.named[key].governorate_id in CONVENERS[convener]:
                    affiliate(actor=self.secretariat, member=self.stage.named[key], convener=self.stage.named[convener])

    def join_cast(self, part: Part, actor: Actor) -> Colleague:
        colleague = self.stage.add(make_colleague(actor, part.name, self.stage.password_hash, self.dice))
        colleague.is_cast, colleague.talks = True, 1.6
        self.stage.cast[part.name.username] = colleague
        if part.organization and part.organization in self.stage.named:
            self.belong(colleague, self.stage.named[part.organization], part.role, part.title)
        return colleague

    def enter(self, named: Named) -> Organization:
        return create_organization(
            actor=self.secretariat,
            kind=named.kind,
            name_ar=named.name_ar,
            name_en=named.name_en,
            governorate=self.stage.governorates[named.governorate],
            licence_number=self.licence() if named.kind in {"association", "union", "network"} else "",
            sectors=[self.stage.sectors[code] for code in named.sectors.split()],
            about=named.about,
        )

    def licence(self) -> str:
        self.number += self.dice.randint(3, 40)
        return f"{self.number}/{self.dice.randint(2008, 2024)}"

    def found(self, title: Title, seat: str, convener: str, *, is_waiting: bool) -> Organization:
        """One of the many: entered by its union or the secretariat, verified (or not yet), with its first person."""
        governorate = self.stage.governorates[seat]
        towns = Place.objects.filter(level=2, parent=governorate)
        organization = create_organization(
            actor=self.desk_of(convener),
            kind=title.kind,
            name_ar=title.arabic,
            name_en=title.english,
            governorate=governorate,
            licence_number=self.licence() if title.kind != "initiative" else "",
            sectors=[self.stage.sectors[code] for code in title.sectors],
            places=self.dice.sample(list(towns), min(len(towns), self.dice.randint(1, 3))),
            about=title.about.format(governorate=governorate.name_ar),
            website=f"https://{title.site}.example/" if self.dice.random() < 0.4 else "",
        )
        self.stage.organizations.append(organization)
        self.hire(organization, Role.SIGNATORY)
        if not is_waiting:
            self.vouch(organization, convener)
        return organization

    def desk_of(self, convener: str) -> Actor:
        """Who enters an organisation: its union's signatory, else the secretariat."""
        if not convener:
            return self.secretariat
        union = self.stage.named[convener]
        signatory = union.memberships.filter(role=Role.SIGNATORY).select_related("person").earliest("pk")
        return Actor(signatory.person, union)

    def vouch(self, organization: Organization, convener: str = "") -> None:
        verify_organization(actor=self.desk_of(convener), organization=organization)

    def hire(self, organization: Organization, role: str = Role.MEMBER) -> Colleague:
        colleague = self.stage.add(
            make_colleague(self.secretariat, next(self.names), self.stage.password_hash, self.dice)
        )
        for_man, for_woman, is_physicians = next(self.titles)
        colleague.is_doctor = is_physicians and role == Role.MEMBER
        title = for_woman if colleague.is_woman else for_man
        if role == Role.SIGNATORY:
            title = "رئيسة مجلس الإدارة" if colleague.is_woman else "رئيس مجلس الإدارة"
        elif is_physicians and role == Role.MANAGER:
            title = "مديرة المكتب" if colleague.is_woman else "مدير المكتب"
        self.belong(colleague, organization, role, title)
        return colleague

    def belong(self, colleague: Colleague, organization: Organization, role: str, title: str) -> None:
        start_membership(
            actor=Actor(self.stage.cast["salma"].user),
            organization=organization,
            person=colleague.user,
            role=role,
            title=title,
        )
        colleague.organizations.append(organization)


def arrivals(dice: Random, scale: int) -> list[tuple[Title, str, str]]:
    """(title, seat, convener) of the organisations that come in besides the named ones."""
    names = invented_titles(dice)
    coming = []
    for number in range(SIZE * scale - len(NAMED)):
        seat = SEATS[number % len(SEATS)]
        convener = next(key for key, seats in CONVENERS.items() if seat in seats)
        coming.append((next(names), seat, convener if dice.random() < 0.6 else ""))
    dice.shuffle(coming)
    return coming


def settle_followers() -> None:
    """Let the worker do what waits, as it would within a second."""
    while turn():
        pass


def people_to_come(stage: Stage) -> int:
    """How many people are still missing once every organisation has its first."""
    return PEOPLE * stage.scale - len(stage.colleagues) - (SIZE * stage.scale - len(stage.organizations))


def suspend_one(stage: Stage) -> Organization:
    """The secretariat suspends an organisation that nobody of the cast belongs to."""
    member = Organization.Kind.ASSOCIATION
    candidates = [row for row in stage.organizations if row.kind == member and row.is_verified]
    unlucky = next(row for row in candidates[5:] if row not in stage.named.values())
    suspend_organization(
        actor=Actor(stage.cast["salma"].user),
        organization=unlucky,
        reason="انتهت مدة مجلس الإدارة ولم يصل محضر انتخاب المجلس الجديد بعد تذكيرين.",
    )
    settle_followers()
    return unlucky


def knock(stage: Stage) -> None:
    """Two organisations wait at the open door, and a colleague's invitation is on its way."""
    stage.move_to(stage.now - timedelta(days=2, hours=3))
    for name, seat, contact, convener, words in (
        ("جمعية مناديل الزهر", "SY03", "سميرة الحايك", "union_south",
         "نعمل في محو الأمية والخياطة منذ ثلاث سنوات، ونرغب في التنسيق مع جمعيات المنطقة."),
        ("مؤسسة مدارج للتأهيل", "SY06", "كمال يونس", "",
         "مركز علاج فيزيائي وأطراف صناعية. نستقبل حالات من الساحل كله ونحتاج إلى شركاء في الإحالة."),
    ):  # fmt: skip
        apply(
            actor=Actor(AnonymousUser()),
            scan=SCAN,
            sectors=[stage.sectors["HEA" if seat == "SY06" else "ERY"]],
            client_id=stage.new_id(),
            kind="foundation" if name.startswith("مؤسسة") else "association",
            name_ar=name,
            licence_number=f"{stage.dice.randint(300, 900)}/2023",
            governorate=stage.governorates[seat],
            contact_name=contact,
            contact_phone="000000000",  # nobody's number
            message=words,
            convener=stage.named[convener] if convener else None,
        )
    basel = stage.cast["basel"]
    create_invitation(
        actor=basel.actor(), organization=basel.organizations[0], display_name="مجد الشعار", role=Role.MEMBER, days=7
    )
