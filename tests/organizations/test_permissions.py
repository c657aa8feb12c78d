"""One table: which of the cast, and of a union's people, may do which verb to what."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import pytest
from django.contrib.auth.models import AnonymousUser

from journal.actors import Actor
from organizations import permissions
from organizations.models import Affiliation, Application, FactorRemoval, Invitation, Membership, Organization, Role
from tests.factories import Cast, make_affiliation, make_membership, make_organization, make_person, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.both]


Kinded = TypeVar("Kinded", Organization, Application)


@dataclass(frozen=True)
class Scene:
    cast: Cast
    actors: dict[str, Actor]
    union: Organization
    newcomer: Organization  # unverified, belongs to the union
    taken_in: Organization  # belongs to the union, verified by the secretariat, without people
    vouched: Organization  # belongs to the union, verified by it
    affiliation: Affiliation
    membership: Membership  # Hala's
    signing: Membership  # Basel's
    invitation: Invitation
    application: Application  # to the union
    removal: FactorRemoval  # asked by Salma for Gharib


@pytest.fixture
def scene(cast: Cast) -> Scene:
    union = make_organization("اتحاد الجمعيات", kind=Organization.Kind.UNION)
    newcomer = make_organization("جمعية الزيتون", status=Organization.Status.UNVERIFIED)
    actors = {name: cast.actor(name) for name in ("salma", "basel", "hala", "omar", "rania", "gharib")}
    managers = {"manager": cast.association, "union": union}
    for name, organization in managers.items():
        person = make_person(username=name)
        make_membership(person, organization, Role.MANAGER)
        actors[name] = Actor(person, organization)
    actors |= {"nobody": Actor(AnonymousUser()), "clock": Actor.clock()}
    actors["second"] = Actor(make_person(username="second", is_secretariat=True))
    taken_in, vouched = make_organization("جمعية التين"), make_organization("جمعية اللوز", verified_by=union)
    make_affiliation(taken_in, union), make_affiliation(vouched, union)
    now = cast.association.created_at
    return Scene(
        cast=cast,
        actors=actors,
        union=union,
        newcomer=newcomer,
        taken_in=taken_in,
        vouched=vouched,
        affiliation=make_affiliation(newcomer, union),
        membership=Membership.objects.get(person=cast.hala),
        signing=Membership.objects.get(person=cast.basel),
        invitation=Invitation.objects.create(
            organization=cast.association, made_by=cast.basel, digest="x", expires_at=now, display_name="ليلى"
        ),
        application=Application.objects.create(code="A-1", name_ar="جمعية", governorate=make_place(), convener=union),
        removal=FactorRemoval.objects.create(person=cast.gharib, asked_by=cast.salma, reason="ضاع الهاتف"),
    )


def as_kind(row: Kinded, kind: str) -> Kinded:
    row.kind = kind
    return row


Asked = Callable[[Actor, Scene], bool]
TABLE: dict[str, tuple[Asked, str]] = {
    "create_organization": (lambda a, s: permissions.can_create_organization(a), "salma second union"),
    "import_organizations": (lambda a, s: permissions.can_import_organizations(a), "salma second union"),
    "update_organization": (
        lambda a, s: permissions.can_update_organization(a, s.cast.association),
        "salma second basel manager",
    ),
    "update_organization of a newcomer": (
        lambda a, s: permissions.can_update_organization(a, s.newcomer),
        "salma second union",
    ),
    "update what was verified": (lambda a, s: permissions.can_update_identity(a, s.cast.association), "salma second"),
    "verify_organization of a member": (
        lambda a, s: permissions.can_verify_organization(a, s.newcomer),
        "salma second union",
    ),
    "verify_organization of a stranger": (
        lambda a, s: permissions.can_verify_organization(a, s.cast.other),
        "salma second",
    ),
    "verify_organization of a member that is a public body": (
        lambda a, s: permissions.can_verify_organization(a, as_kind(s.newcomer, "public_body")),
        "salma second",
    ),
    "verify_organization of a member that others verified": (
        lambda a, s: permissions.can_verify_organization(a, s.taken_in),
        "salma second",
    ),
    "update what others verified of a member": (
        lambda a, s: permissions.can_update_identity(a, s.taken_in),
        "salma second",
    ),
    "change kind of a member into a union": (
        lambda a, s: permissions.can_change_kind(a, s.vouched, Organization.Kind.UNION),
        "salma second",
    ),
    "change kind of a member into a foundation": (
        lambda a, s: permissions.can_change_kind(a, s.vouched, Organization.Kind.FOUNDATION),
        "salma second union",
    ),
    "create_invitation of the first where others verified": (
        lambda a, s: permissions.can_create_invitation(a, s.taken_in, Role.SIGNATORY),
        "salma second",
    ),
    "suspend_organization": (lambda a, s: permissions.can_suspend_organization(a, s.cast.other), "salma second"),
    "restore_organization": (lambda a, s: permissions.can_restore_organization(a, s.cast.other), "salma second"),
    "close_organization": (
        lambda a, s: permissions.can_close_organization(a, s.cast.association),
        "salma second basel",
    ),
    "affiliate": (lambda a, s: permissions.can_affiliate(a, s.cast.other, s.union), "salma second union"),
    "affiliate to no union": (lambda a, s: permissions.can_affiliate(a, s.cast.other, s.cast.association), ""),
    "end_affiliation": (lambda a, s: permissions.can_end_affiliation(a, s.affiliation), "salma second union"),
    "start_membership": (lambda a, s: permissions.can_start_membership(a, s.cast.association), "salma second"),
    "change_role to member": (
        lambda a, s: permissions.can_change_role(a, s.membership, Role.MEMBER),
        "salma second basel manager",
    ),
    "change_role to signatory": (
        lambda a, s: permissions.can_change_role(a, s.membership, Role.SIGNATORY),
        "salma second basel",
    ),
    "change_role of a signatory": (
        lambda a, s: permissions.can_change_role(a, s.signing, Role.MEMBER),
        "salma second basel",
    ),
    "end_membership": (
        lambda a, s: permissions.can_end_membership(a, s.membership),
        "salma second basel manager hala",
    ),
    "create_invitation of a member": (
        lambda a, s: permissions.can_create_invitation(a, s.cast.association),
        "salma second basel manager",
    ),
    "create_invitation of a signatory": (
        lambda a, s: permissions.can_create_invitation(a, s.cast.association, Role.SIGNATORY),
        "salma second basel",
    ),
    "create_invitation of the first": (
        lambda a, s: permissions.can_create_invitation(a, s.newcomer, Role.SIGNATORY),
        "salma second union",
    ),
    "revoke_invitation": (
        lambda a, s: permissions.can_revoke_invitation(a, s.invitation),
        "salma second basel manager",
    ),
    "accept_invitation": (
        lambda a, s: permissions.can_accept_invitation(a, s.invitation),
        "salma second basel hala omar rania gharib manager union nobody",
    ),
    "apply": (
        lambda a, s: permissions.can_apply(a),
        "salma second basel hala omar rania gharib manager union nobody",
    ),
    "accept_application": (
        lambda a, s: permissions.can_accept_application(a, s.application),
        "salma second union",
    ),
    "refuse_application": (
        lambda a, s: permissions.can_refuse_application(a, s.application),
        "salma second union",
    ),
    "accept_application of a network": (
        lambda a, s: permissions.can_accept_application(a, as_kind(s.application, "network")),
        "salma second",
    ),
    "hand_out_reset_link to a member": (
        lambda a, s: permissions.can_hand_out_reset_link(a, s.cast.hala),
        "salma second basel manager",
    ),
    "hand_out_reset_link to a signatory": (
        lambda a, s: permissions.can_hand_out_reset_link(a, s.cast.basel),
        "salma second",
    ),
    "hand_out_reset_link to the secretariat": (
        lambda a, s: permissions.can_hand_out_reset_link(a, s.cast.salma),
        "second",
    ),
    "use_reset_link": (
        lambda a, s: permissions.can_use_reset_link(a),
        "salma second basel hala omar rania gharib manager union nobody",
    ),
    "ask_factor_removal": (lambda a, s: permissions.can_ask_factor_removal(a, s.cast.gharib), "salma second"),
    "confirm_factor_removal": (lambda a, s: permissions.can_confirm_factor_removal(a, s.removal), "second"),
}


@pytest.mark.parametrize("verb", TABLE)
def test_exactly_these_may(scene: Scene, verb: str) -> None:
    asked, allowed = TABLE[verb]
    assert {name for name, actor in scene.actors.items() if asked(actor, scene)} == set(allowed.split())


def test_who_speaks_for_another_organisation_manages_nothing_here(scene: Scene) -> None:
    elsewhere = replace(scene.actors["basel"], organization=scene.cast.other)
    assert not permissions.can_update_organization(elsewhere, scene.cast.association)


def test_a_suspended_person_may_do_nothing(scene: Scene) -> None:
    suspended = scene.actors["basel"]
    suspended.user.is_active = False
    assert not [
        verb
        for verb, (asked, _) in TABLE.items()
        if verb not in {"apply", "use_reset_link"} and asked(suspended, scene)
    ]


def test_a_manager_resets_nobody_who_signs_elsewhere(scene: Scene) -> None:
    make_membership(scene.cast.hala, scene.cast.other, Role.SIGNATORY)
    assert not permissions.can_hand_out_reset_link(scene.actors["basel"], scene.cast.hala)


def test_organizations_for(scene: Scene) -> None:
    def sees(name: str, row: Organization) -> bool:
        return permissions.organizations_for(scene.actors[name].person).filter(pk=row.pk).exists()  # type: ignore[arg-type]

    assert {name for name in scene.actors if name != "clock" and sees(name, scene.newcomer)} == {
        "salma",
        "second",
        "union",
    }
    assert sees("nobody", scene.cast.association)


def test_officials_and_outsiders_see_no_people(scene: Scene) -> None:
    def seen(name: str) -> set[str]:
        rows: Any = permissions.memberships_for(scene.actors[name].person)  # type: ignore[arg-type]
        return {row.person.username for row in rows.select_related("person")}

    assert seen("omar") >= {"basel", "hala"}
    assert seen("rania") == {"rania"}
    assert seen("gharib") == seen("nobody") == set()


def test_is_verified_person(cast: Cast) -> None:
    assert permissions.is_verified_person(cast.basel)
    assert not permissions.is_verified_person(cast.rania)
    assert not permissions.is_verified_person(cast.gharib)
    Organization.objects.filter(pk=cast.association.pk).update(status=Organization.Status.SUSPENDED)
    assert not permissions.is_verified_person(cast.basel)


def test_streams_for_own_organisations_only(cast: Cast) -> None:
    own, other = f"org.{cast.association.pk}", f"org.{cast.other.pk}"
    asked = {own, other, "org.999999", "org.x", "org.²", "org." + "9" * 23}
    assert permissions.streams_for(cast.basel, asked) == {own}
    assert permissions.streams_for(cast.salma, asked) == {own, other}
    assert permissions.streams_for(cast.gharib, asked) == permissions.streams_for(AnonymousUser(), asked) == set()


def test_desks_are_for_who_manages(cast: Cast) -> None:
    own, other = f"desk.{cast.association.pk}", f"desk.{cast.other.pk}"
    asked = {own, other, "desk.secretariat", "desk.x", "desk.999999", "desk." + "9" * 23}
    assert permissions.desk_streams_for(cast.salma, asked) == {own, other, "desk.secretariat"}
    assert permissions.desk_streams_for(cast.basel, asked) == {own}
    for outsider in (cast.hala, cast.rania, cast.gharib, AnonymousUser()):
        assert permissions.desk_streams_for(outsider, asked) == set()


def test_a_desk_is_lost_with_the_role(cast: Cast) -> None:
    own = {f"desk.{cast.association.pk}"}
    Membership.objects.filter(person=cast.basel).update(role=Role.MEMBER)
    assert permissions.desk_streams_for(cast.basel, own) == set()
