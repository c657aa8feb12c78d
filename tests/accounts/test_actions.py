"""Every verb of accounts: allowed, refused, and the exact entries it leaves."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts import actions
from accounts.authentication import user_of_session, user_of_token
from accounts.models import ApiToken, User, digest_of
from journal.actors import Actor
from journal.refusals import Conflict, Refused
from tests.factories import PASSWORD, Cast, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.both]
Entries = Callable[[User], list[tuple[str, dict[str, Any]]]]
CLOCK = Actor.clock()
GOOD = "walnut-terrace-41"


def open_session(person: User) -> str:
    """A session as signing in makes it; its key."""
    session = SessionStore()
    session["_auth_user_id"] = str(person.pk)
    session["_auth_user_hash"] = person.get_session_auth_hash()
    session.create()
    UserSession.objects.create(user=person, ip="127.0.0.1", session_key=session.session_key, user_agent="test")
    return str(session.session_key)


def code_of(refusal: ValidationError) -> str:
    """The code of a refusal's only fault."""
    faults = refusal.error_dict if hasattr(refusal, "error_dict") else {"": refusal.error_list}
    ((fault,),) = faults.values()
    return str(fault.code)


# Role × verb ---------------------------------------------------------------------------------
CALLS: dict[str, Callable[[Actor, User], object]] = {
    "create_person": lambda actor, _: actions.create_person(actor=actor, username="nada", display_name="ندى"),
    "update_profile": lambda actor, _: actions.update_profile(actor=actor, display_name="اسم آخر"),
    "set_avatar": lambda actor, _: actions.set_avatar(actor=actor, picture=None),
    "change_password": lambda actor, _: actions.change_password(actor=actor, password=GOOD),
    "end_other_sessions": lambda actor, _: actions.end_other_sessions(actor=actor, session_key=None),
    "create_token": lambda actor, _: actions.create_token(actor=actor, name="برنامج", days=7),
    "set_password": lambda actor, person: actions.set_password(actor=actor, person=person, password=GOOD),
    "suspend_person": lambda actor, person: actions.suspend_person(actor=actor, person=person),
    "restore_person": lambda actor, person: actions.restore_person(actor=actor, person=person),
    "make_secretariat": lambda actor, person: actions.make_secretariat(actor=actor, person=person),
    "end_secretariat": lambda actor, person: actions.end_secretariat(actor=actor, person=person),
    "remove_factors": lambda actor, person: actions.remove_factors(actor=actor, person=person),
    "end_session": lambda actor, person: actions.end_session(actor=actor, session_key=open_session(person)),
    "revoke_token": lambda actor, person: actions.revoke_token(actor=actor, token=token_of(person)),
}
SIGNED_IN = {"salma", "basel", "hala", "gharib"}
MAY = {  # who may do it to Basel, or for themselves where nobody else is meant
    "create_person": {"salma", "clock"},
    "update_profile": SIGNED_IN,
    "set_avatar": SIGNED_IN,
    "change_password": SIGNED_IN,
    "end_other_sessions": SIGNED_IN,
    "create_token": SIGNED_IN,
    "set_password": {"basel", "clock"},
    "suspend_person": {"salma"},
    "restore_person": {"salma"},
    "make_secretariat": {"salma", "clock"},
    "end_secretariat": {"salma", "clock"},
    "remove_factors": {"salma"},
    "end_session": {"basel"},
    "revoke_token": {"basel", "salma"},
}


def token_of(person: User) -> ApiToken:
    ends = timezone.now() + timedelta(days=1)
    return ApiToken.objects.create(user=person, name="مزامنة", digest=digest_of("s3cret"), expires_at=ends)


def actor_named(cast: Cast, name: str) -> Actor:
    others = {"clock": CLOCK, "stranger": Actor(AnonymousUser()), "suspended": Actor(make_person(is_active=False))}
    return others.get(name) or cast.actor(name)


@pytest.mark.parametrize("who", ["salma", "basel", "hala", "gharib", "clock", "stranger", "suspended"])
@pytest.mark.parametrize("verb", CALLS)
def test_who_may(cast: Cast, verb: str, who: str) -> None:
    actor = actor_named(cast, who)
    if who in MAY[verb]:
        CALLS[verb](actor, cast.basel)
    else:
        with pytest.raises(Refused):
            CALLS[verb](actor, cast.basel)


def test_nobody_of_the_secretariat_suspends_or_opens_themselves(cast: Cast) -> None:
    for verb in ("suspend_person", "restore_person", "remove_factors"):
        with pytest.raises(Refused):
            CALLS[verb](cast.actor("salma"), cast.salma)


# People ---------------------------------------------------------------------------------
def test_create_person_makes_an_account(entries: Entries) -> None:
    person = actions.create_person(
        actor=CLOCK,
        username="Nada.K",
        display_name=" ندى   ك ",
        password=GOOD,
        phone="٠٩٤٤١٢٣٤٥٦",
        email="nada@example.org",
    )
    person.refresh_from_db()
    assert (person.username, person.display_name, person.phone) == ("nada.k", "ندى ك", "0944123456")
    assert person.check_password(GOOD)
    assert entries(person) == [("person_created", {})]


def test_create_person_takes_a_ready_hash() -> None:
    shared = make_password(GOOD)
    person = actions.create_person(actor=CLOCK, username="nada", display_name="ندى", password_hash=shared)
    assert User.objects.get(pk=person.pk).password == shared


def test_without_a_password_nobody_signs_in() -> None:
    person = actions.create_person(actor=CLOCK, username="nada", display_name="ندى")
    assert not person.has_usable_password()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"username": "a b"}, "username_invalid"),
        ({"username": "BASEL"}, "username_taken"),
        ({"display_name": " \u200b "}, "name_required"),
        ({"display_name": "ن" * 81}, "name_required"),
        ({"phone": "later"}, "phone_invalid"),
        ({"email": "nobody"}, "email_invalid"),
        ({"email": "B@Example.org"}, "email_taken"),
        ({"language": "fr"}, "unknown_choice"),
        ({"password": "short"}, "password_too_short"),
    ],
)
def test_create_person_refuses(wrong: dict[str, str], code: str) -> None:
    make_person(username="basel", email="b@example.org")
    with pytest.raises(ValidationError) as refusal:
        actions.create_person(actor=CLOCK, **{"username": "nada", "display_name": "ندى", **wrong})
    assert code_of(refusal.value) == code
    assert not User.objects.filter(username="nada").exists()


def test_update_profile_changes_what_is_given(cast: Cast, entries: Entries) -> None:
    actions.update_profile(actor=cast.actor("basel"), display_name="باسل العلي", digits="arabic", data_saver=True)
    cast.basel.refresh_from_db()
    assert (cast.basel.display_name, cast.basel.digits, cast.basel.data_saver) == ("باسل العلي", "arabic", True)
    assert "العلي" in cast.basel.search_text
    assert entries(cast.basel) == [("profile_updated", {"fields": ["data_saver", "digits", "display_name"]})]


def test_update_profile_that_changes_nothing_is_no_news(cast: Cast, entries: Entries) -> None:
    actions.update_profile(actor=cast.actor("basel"), language="ar", phone="")
    assert entries(cast.basel) == []


@pytest.mark.parametrize("wrong", [{"theme": "pink"}, {"digits": "roman"}, {"phone": "x"}, {"display_name": ""}])
def test_update_profile_refuses(cast: Cast, wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        actions.update_profile(actor=cast.actor("basel"), **wrong)  # type: ignore[arg-type]


def test_set_avatar_keeps_one_file(
    cast: Cast, entries: Entries, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    first = actions.set_avatar(actor=cast.actor("basel"), picture=b"one").avatar
    storage, name = first.storage, str(first.name)
    with django_capture_on_commit_callbacks(execute=True):
        second = actions.set_avatar(actor=cast.actor("basel"), picture=b"two").avatar
    assert not storage.exists(name)
    with second.open() as file:
        assert file.read() == b"two"
    assert entries(cast.basel) == [("avatar_set", {}), ("avatar_set", {})]


def test_suspend_person_stops_everything_at_once(cast: Cast, entries: Entries) -> None:
    key = open_session(cast.basel)
    token_of(cast.basel)
    actions.suspend_person(actor=cast.actor("salma"), person=cast.basel, reason="حساب مخترق")
    assert user_of_session(key) is None
    assert user_of_token("s3cret") is None
    assert entries(cast.basel) == [("person_suspended", {"reason": "حساب مخترق"}), ("session_ended", {"all": True})]


def test_restore_person_opens_the_account(cast: Cast, entries: Entries) -> None:
    basel = make_person(is_active=False)
    actions.restore_person(actor=cast.actor("salma"), person=basel)
    basel.refresh_from_db()
    assert basel.is_active
    assert entries(basel) == [("person_restored", {})]


def test_the_secretariat_is_joined_and_left(cast: Cast, entries: Entries) -> None:
    actions.make_secretariat(actor=cast.actor("salma"), person=cast.hala)
    assert User.objects.get(pk=cast.hala.pk).is_secretariat
    actions.end_secretariat(actor=cast.actor("hala"), person=cast.hala)
    assert not User.objects.get(pk=cast.hala.pk).is_secretariat
    events = [event for event, _ in entries(cast.hala)]
    assert events == ["secretariat_joined", "access_changed", "secretariat_left", "access_changed"]


def test_somebody_remains_in_the_secretariat(cast: Cast) -> None:
    with pytest.raises(Conflict) as conflict:
        actions.end_secretariat(actor=cast.actor("salma"), person=cast.salma)
    assert conflict.value.code == "last_secretariat"
    assert User.objects.get(pk=cast.salma.pk).is_secretariat


def test_remove_factors_takes_them_all(cast: Cast, entries: Entries) -> None:
    for kind in (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES):
        Authenticator.objects.create(user=cast.basel, type=kind, data={})
    assert actions.remove_factors(actor=cast.actor("salma"), person=cast.basel) == 2
    assert not Authenticator.objects.filter(user=cast.basel).exists()
    assert entries(cast.basel) == [("factors_removed", {})]


# Sessions and passwords ---------------------------------------------------------------------------------
def test_end_session_ends_one(cast: Cast, entries: Entries) -> None:
    here, there = open_session(cast.basel), open_session(cast.basel)
    actions.end_session(actor=cast.actor("basel"), session_key=there)
    assert user_of_session(there) is None
    assert user_of_session(here) == cast.basel
    assert entries(cast.basel) == [("session_ended", {"sessions": [there]})]


def test_nobody_ends_the_session_of_another(cast: Cast) -> None:
    key = open_session(cast.basel)
    for name in ("salma", "hala"):
        with pytest.raises(Refused):
            actions.end_session(actor=cast.actor(name), session_key=key)
    assert user_of_session(key) == cast.basel


def test_end_other_sessions_keeps_this_one(cast: Cast, entries: Entries) -> None:
    here, there, far = (open_session(cast.basel) for _ in range(3))
    foreign = open_session(cast.hala)
    assert actions.end_other_sessions(actor=cast.actor("basel"), session_key=here) == 2
    assert [user_of_session(key) for key in (here, there, far, foreign)] == [cast.basel, None, None, cast.hala]
    ((event, facts),) = entries(cast.basel)
    assert (event, set(facts["sessions"])) == ("session_ended", {there, far})


def test_ending_no_other_session_is_no_news(cast: Cast, entries: Entries) -> None:
    here = open_session(cast.basel)
    assert actions.end_other_sessions(actor=cast.actor("basel"), session_key=here) == 0
    assert entries(cast.basel) == []


def test_change_password_ends_the_other_sessions_and_keeps_tokens(cast: Cast, entries: Entries) -> None:
    here, there = open_session(cast.basel), open_session(cast.basel)
    token_of(cast.basel)
    actions.change_password(actor=cast.actor("basel"), password=GOOD, session_key=here)
    assert User.objects.get(pk=cast.basel.pk).check_password(GOOD)
    assert user_of_token("s3cret") == cast.basel
    assert entries(cast.basel) == [("session_ended", {"sessions": [there]}), ("password_changed", {})]


def test_set_password_ends_everything_but_the_second_factor(cast: Cast, entries: Entries) -> None:
    key, token = open_session(cast.basel), token_of(cast.basel)
    Authenticator.objects.create(user=cast.basel, type=Authenticator.Type.TOTP, data={})
    actions.set_password(actor=CLOCK, person=cast.basel, password=GOOD)
    assert User.objects.get(pk=cast.basel.pk).check_password(GOOD)
    assert (user_of_session(key), user_of_token("s3cret")) == (None, None)
    assert Authenticator.objects.filter(user=cast.basel).exists()
    assert entries(cast.basel) == [("password_changed", {}), ("session_ended", {"all": True, "tokens": [token.pk]})]


@pytest.mark.parametrize("password", ["basel", "1234567890", "password12", ""])
def test_weak_passwords_are_refused(cast: Cast, password: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        actions.set_password(actor=CLOCK, person=cast.basel, password=password)
    assert list(refusal.value.error_dict) == ["password"]
    assert User.objects.get(pk=cast.basel.pk).check_password(PASSWORD)


# Tokens ---------------------------------------------------------------------------------
def test_create_token_returns_its_secret_once(cast: Cast, entries: Entries) -> None:
    token, secret = actions.create_token(actor=cast.actor("basel"), name=" جدول  الحضور ", days=30)
    token.refresh_from_db()
    assert (token.name, token.digest) == ("جدول الحضور", digest_of(secret))
    assert secret not in str(ApiToken.objects.values())
    assert user_of_token(secret) == cast.basel
    assert entries(cast.basel) == [("token_created", {"token": token.pk})]


@pytest.mark.parametrize(
    ("name", "days", "code"), [("", 7, "name_required"), ("x", 0, "days_out_of_range"), ("x", 367, "days_out_of_range")]
)
def test_create_token_refuses(cast: Cast, name: str, days: int, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        actions.create_token(actor=cast.actor("basel"), name=name, days=days)
    assert code_of(refusal.value) == code


def test_tokens_are_few(cast: Cast) -> None:
    for number in range(actions.TOKENS_AT_ONCE):
        actions.create_token(actor=cast.actor("basel"), name=f"برنامج {number}", days=1)
    with pytest.raises(Conflict):
        actions.create_token(actor=cast.actor("basel"), name="واحد بعد", days=1)


def test_revoke_token_makes_it_worthless(cast: Cast, entries: Entries) -> None:
    token, secret = actions.create_token(actor=cast.actor("basel"), name="برنامج", days=1)
    actions.revoke_token(actor=cast.actor("basel"), token=token)
    assert user_of_token(secret) is None
    assert entries(cast.basel)[-1] == ("session_ended", {"tokens": [token.pk]})
