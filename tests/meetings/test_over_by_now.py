"""What was read before a session was over does not open a door in it: who may is asked of the session as it stands."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from files.examining import examine_bytes
from journal.refusals import Refused
from meetings.actions import add_agenda_document, end_proxy, give_proxy, show_on_projector
from meetings.models import AgendaDocument, AgendaItem, Proxy, Session
from tests.factories import Cast
from tests.files.samples import pdf
from tests.meetings.made import chair_of, make_item, open_session, standing_body

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture
def session(cast: Cast) -> Session:
    return open_session(cast, standing_body(cast))


def close(session: Session) -> None:
    Session.objects.filter(pk=session.pk).update(status="closed")


def test_no_voice_is_given_or_taken_back_by_its_organisation_once_it_is_over(cast: Cast, session: Session) -> None:
    given = give_proxy(actor=cast.actor("omar"), session=session, holder=cast.association)
    as_read = Session.objects.select_related("body").get(pk=session.pk)
    proxy = Proxy.objects.select_related("session__body", "organization").get(pk=given.pk)
    close(session)
    with pytest.raises(Refused):
        give_proxy(actor=cast.actor("basel"), session=as_read, holder=cast.other)
    with pytest.raises(Refused):
        end_proxy(actor=cast.actor("omar"), proxy=proxy)
    assert Proxy.objects.get().ended_at is None


def test_the_projector_and_the_agenda_rest_once_it_is_over(
    cast: Cast, session: Session, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    made = make_item(cast, session)
    as_read = Session.objects.select_related("body", "chair").get(pk=session.pk)
    item = AgendaItem.objects.select_related("session__body", "presenter").get(pk=made.pk)
    close(session)
    with pytest.raises(Refused):
        show_on_projector(actor=chair_of(cast), session=as_read, shown="words", words="استراحة")
    file = examine_bytes(pdf(), "agenda.pdf")
    with pytest.raises(Refused):
        add_agenda_document(actor=chair_of(cast), item=item, client_id=uuid4(), file=file)
    assert not AgendaDocument.objects.exists()
