"""Files of rows: a verb that fails leaves none behind and loses none; one that succeeds leaves no old one."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import Storage
from django.db import OperationalError
from django.db.transaction import Atomic
from PIL import Image

from accounts.actions import set_avatar
from accounts.models import User
from chat.actions import import_history
from chat.models import HistoryImport
from journal.actors import Actor
from journal.refusals import Conflict
from journal.verbs import verb
from organizations.actions import apply, set_logo
from organizations.models import Application, Organization
from tests.chat.rooms import group_room
from tests.factories import Cast, make_cast, make_place

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def scan() -> bytes:
    written = BytesIO()
    Image.new("RGB", (4, 4)).save(written, "PNG")
    return written.getvalue()


def avatar(cast: Cast) -> None:
    set_avatar(actor=cast.actor("basel"), picture=b"picture")


def logo(cast: Cast) -> None:
    set_logo(actor=cast.actor("basel"), organization=cast.association, picture=b"picture")


def application(cast: Cast) -> None:
    details: dict[str, Any] = {"name_ar": "جمعية الأفق", "licence_number": "7", "governorate": make_place()}
    contact: dict[str, Any] = {"contact_name": "منى", "contact_phone": "+963944123456"}
    apply(actor=cast.actor("gharib"), scan=scan(), **details, **contact)


def export(cast: Cast) -> None:
    room = group_room(cast, "basel", [])
    seen = {"summary": {"messages": 1}}
    import_history(actor=cast.actor("basel"), room=room, source=b"x", filename="chat.txt", preview=seen)


WRITERS: dict[str, tuple[Callable[[Cast], None], Callable[[], Storage], str]] = {
    "avatar": (avatar, lambda: User.avatar.field.storage, "avatars"),
    "logo": (logo, lambda: Organization.logo.field.storage, "logos"),
    "application": (application, lambda: Application.scan.field.storage, "applications"),
    "export": (export, lambda: HistoryImport.source.field.storage, "imports"),
}


def kept(storage: Storage, folder: str) -> list[str]:
    return storage.listdir(folder)[1] if storage.exists(folder) else []


@verb
def failed(*, actor: Actor, act: Callable[[Cast], None], cast: Cast) -> None:
    act(cast)
    raise Conflict("no", code="no")


@pytest.mark.parametrize("what", WRITERS)
def test_a_verb_that_fails_leaves_no_file(cast: Cast, what: str) -> None:
    act, storage, folder = WRITERS[what]
    with pytest.raises(Conflict):
        failed(actor=cast.actor("basel"), act=act, cast=cast)
    assert kept(storage(), folder) == []


@pytest.mark.parametrize("what", WRITERS)
def test_a_verb_that_succeeds_leaves_one_file(cast: Cast, what: str) -> None:
    act, storage, folder = WRITERS[what]
    act(cast)
    assert len(kept(storage(), folder)) == 1


@pytest.mark.parametrize("what", ["avatar", "logo"])
def test_the_picture_before_goes_after_commit_and_never_before(cast: Cast, what: str) -> None:
    act, storage, folder = WRITERS[what]
    act(cast)
    first = kept(storage(), folder)
    with pytest.raises(Conflict):
        failed(actor=cast.actor("basel"), act=act, cast=cast)
    assert kept(storage(), folder) == first
    act(cast)
    assert len(kept(storage(), folder)) == 1
    assert kept(storage(), folder) != first


def test_a_picture_taken_away_is_deleted(cast: Cast) -> None:
    logo(cast)
    set_logo(actor=cast.actor("basel"), organization=cast.association, picture=None)
    assert kept(Organization.logo.field.storage, "logos") == []


def test_where_nobody_knows_whether_it_was_committed_the_file_stays(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(Atomic):
        def __exit__(self, *failure: object) -> None:
            super().__exit__(*failure)  # type: ignore[arg-type]
            raise OperationalError("the line broke")

    monkeypatch.setattr("journal.verbs.transaction.atomic", lambda: Broken(None, True, False))
    with pytest.raises(OperationalError):
        avatar(cast)
    assert len(kept(User.avatar.field.storage, "avatars")) == 1
