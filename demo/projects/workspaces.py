"""The joint projects of the demo: proposed, joined through signatories, begun; one is asked into, and not answered yet.
What is planned, spent and measured in them is told by the modules beside this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from uuid import NAMESPACE_URL, UUID, uuid5

from accounts.models import User
from chat.actions import post_message
from demo.calendar import by_day
from demo.projects.plans import fill_plan
from demo.stage import Stage
from demo.talk import Talk
from journal.actors import Actor
from needs.models import TargetGroup
from organizations.models import Membership, Organization, Role
from organizations.permissions import SPEAKING
from projects.actions import accept_partnership, begin_project, invite_partner, set_project_status, take_in_guest
from projects.models import Project, Template

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Joint:
    """A project: who leads, (partner, role, share) of those who said yes, and of those who have not answered; its days
    from the demo's end, whether its work began, the template of its plan, and what its people say in the room.
    """

    key: str
    title: str
    aim: str
    lead: str
    partners: tuple[tuple[str, str, str], ...]
    waiting: tuple[tuple[str, str, str], ...]
    places: tuple[str, ...]
    sectors: tuple[str, ...]
    groups: tuple[str, ...]
    days: tuple[int, int]
    told_before: int  # hours
    is_begun: bool = True
    template: str = ""
    said: tuple[tuple[str, str], ...] = ()


JOINT = (
    Joint(
        "home", "دار رعاية المسنّين في طرطوس",
        "دار تتسع لستين مسنّاً ممن لا معيل لهم، تُرمَّم وتُجهَّز وتُشغَّل بالاشتراك، وتتولى كل جهة ما تحسنه.\n"
        "الدار خدمة دائمة: لا تُغلق بانتهاء التمويل الأول.",
        "homs",
        (("aleppo", "implementer", "ترميم الطابقين وتجهيز المطبخ"),
         ("network", "technical", "تدريب مقدّمي الرعاية ونظام المناوبات"),
         ("supporter_a", "funder", "كلفة الأسرّة الطبية والمصعد"),
         ("directorate", "host", "متابعة رخصة التشغيل")),
        (("union_south", "implementer", "نقل المقيمين إلى مواعيدهم الطبية"),),
        ("SY10", "SY04"), ("SHL", "HEA"), ("elderly",), (-80, 200), 21 * 24,
        said=(("basel", "العقد جاهز، نوقّعه الأحد في العاشرة. من يحضر من الشركاء؟"),
              ("omar", "أحضر أنا، ومعي تقرير الكشف الهندسي."),
              ("hala", "رفعت قائمة الأوراق المطلوبة للرخصة، ينقصنا كتاب الدفاع المدني.")),
    ),
    Joint(
        "convoy", "قافلة الشتاء إلى ريف حلب الشرقي",
        "ألف حقيبة شتاء ومئة مدفأة لأربع قرى، قبل أول موجة برد، دون تكرار ما وُزّع هناك في الشهر الماضي.",
        "aleppo",
        (("homs", "implementer", "مئتا حقيبة ومستودع للتجميع"),
         ("union_north", "technical", "قوائم القرى وما وُزّع فيها من قبل")),
        (), ("SY02",), ("SHL", "FSC"), (), (-12, 20), 12 * 24, template="convoy",
        said=(("omar", "وصلت قوائم القرى: 940 أسرة في أربع قرى."),
              ("basel", "المستودع في حمص جاهز للاستلام كل يوم حتى الرابعة.")),
    ),
    Joint(
        "training", "تدريب مقدّمي الرعاية على مستوى المحافظات",
        "دورة واحدة مشتركة في كل محافظة بدل أن تدرّب كل جهة كادرها وحدها.",
        "network",
        (("aleppo", "implementer", "القاعة والضيافة في حلب"),),
        (("homs", "implementer", "القاعة والمتدربون في حمص"),),
        ("SY02", "SY04", "SY05"), ("HEA", "EDU"), (), (14, 120), 5 * 24, is_begun=False, template="training",
    ),
)  # fmt: skip
WELCOME = "عملنا معاً من قبل، ونرجو أن تكونوا معنا في هذا المشروع."


def plan_workspaces(stage: Stage, talk: Talk) -> None:
    """Each is proposed in its hour, and joined by its partners some hours later."""
    for joint in JOINT:
        begins = by_day(talk.until - joint.told_before * HOUR)
        talk.at(begins, partial(propose, stage, joint))
        talk.at(by_day(begins + 5 * HOUR), partial(join, stage, joint))
        for number, (name, words) in enumerate(joint.said):
            moment = by_day(talk.until - (joint.told_before / 2 - number) * HOUR)
            talk.at(moment, partial(say, stage, joint, name, words))


def propose(stage: Stage, joint: Joint) -> None:
    actor = signatory_of(stage, joint.lead)
    project = begin_project(
        actor=actor,
        client_id=own_id(joint.key),
        title=joint.title,
        aim=joint.aim,
        starts_on=(stage.now + timedelta(days=joint.days[0])).date(),
        ends_on=(stage.now + timedelta(days=joint.days[1])).date(),
        places=[stage.governorates[pcode] for pcode in joint.places],
        sectors=[stage.sectors[code] for code in joint.sectors],
        target_groups=list(TargetGroup.objects.filter(code__in=joint.groups)),
        template=Template.objects.filter(key=joint.template).first() if joint.template else None,
    )
    for key, role, share in (*joint.partners, *joint.waiting):
        invite_partner(
            actor=actor, project=project, organization=stage.named[key], role=role, share=share, message=WELCOME
        )


def join(stage: Stage, joint: Joint) -> None:
    """The signatories say yes; with two partners the work begins."""
    project = made(joint)
    for key, _role, _share in joint.partners:
        partner = project.partners.select_related("project__room", "organization").get(organization=stage.named[key])
        accept_partnership(actor=signatory_of(stage, key), partner=partner)
    lead, day = signatory_of(stage, joint.lead), stage.now.date()
    if joint.is_begun:
        set_project_status(actor=lead, project=project, status=Project.Status.ACTIVE)
    if joint.key == "home":
        take_in_guest(actor=lead, project=project, person=User.objects.get(pk=stage.cast["rania"].user.pk))
        fill_plan(
            project, [people_of(stage, key) for key in (joint.lead, *(key for key, *_rest in joint.partners))], day
        )


def say(stage: Stage, joint: Joint, name: str, words: str) -> None:
    room = made(joint).room
    assert room is not None  # made with the project
    actor = stage.cast[name].actor()
    if actor.user.room_memberships.filter(room=room).exists():
        post_message(actor=actor, room=room, body=words, client_id=own_id(f"{joint.key} {words}"))


def made(joint: Joint) -> Project:
    return Project.objects.select_related("room").get(client_id=own_id(joint.key))


def signatory_of(stage: Stage, key: str) -> Actor:
    organization: Organization = stage.named[key]
    found = Membership.objects.filter(SPEAKING, organization=organization, role=Role.SIGNATORY)
    return Actor(found.select_related("person").order_by("pk")[0].person, organization)


def people_of(stage: Stage, key: str) -> list[Actor]:
    """Everybody of a partner, the signatory first."""
    organization = stage.named[key]
    rows = Membership.objects.filter(SPEAKING, organization=organization).select_related("person").order_by("pk")
    found = [Actor(row.person, organization) for row in rows]
    first = signatory_of(stage, key)
    return [first, *(actor for actor in found if actor.user != first.user)]


def own_id(name: str) -> UUID:
    """Not by the stage's dice: what is said after would be cast anew."""
    return uuid5(NAMESPACE_URL, f"demo/workspaces/{name}")
