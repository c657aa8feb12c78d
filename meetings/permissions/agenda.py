"""Who sees the agenda of a session, and who writes and runs it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from journal.actors import Actor
from meetings.models import AgendaDocument, AgendaItem, Session
from meetings.permissions.seen import granted_bodies, sessions_for
from meetings.permissions.sessions import can_run_session
from meetings.states import OPEN, RUNNING


def agenda_items_for(user: Any) -> QuerySet[AgendaItem]:
    """What stands on the agendas of the sessions one sees; internal items, and their parts, only for those who take
    part in the body.
    """
    inside = granted_bodies(user, "see_body").values("pk")
    open_to_all = Q(is_internal=False) & (Q(parent=None) | Q(parent__is_internal=False))
    rows = AgendaItem.objects.filter(withdrawn_at=None, session__in=sessions_for(user).values("pk"))
    return rows.filter(open_to_all | Q(session__body__in=inside))


def agenda_documents_for(user: Any) -> QuerySet[AgendaDocument]:
    return AgendaDocument.objects.filter(item__in=agenda_items_for(user).values("pk"))


def can_add_agenda_item(actor: Actor, session: Session) -> bool:
    """Until it is over."""
    return session.status in RUNNING and can_run_session(actor, session)


def can_edit_agenda_item(actor: Actor, item: AgendaItem) -> bool:
    return can_add_agenda_item(actor, item.session)


def can_move_agenda_item(actor: Actor, item: AgendaItem) -> bool:
    return can_edit_agenda_item(actor, item)


def can_withdraw_agenda_item(actor: Actor, item: AgendaItem) -> bool:
    return can_edit_agenda_item(actor, item)


def can_take_up_item(actor: Actor, session: Session) -> bool:
    return session.status == OPEN and can_run_session(actor, session)


def can_add_agenda_document(actor: Actor, item: AgendaItem) -> bool:
    """Those who write the agenda; and whoever presents the item, as long as the session is to come or runs."""
    return (item.session.status in RUNNING and presents(actor, item)) or can_edit_agenda_item(actor, item)


def presents(actor: Actor, item: AgendaItem) -> bool:
    presenter = item.presenter
    if presenter is None or not presenter.is_standing or not actor.is_person or item.session.body.closed_at is not None:
        return False
    return presenter.person_id == actor.user.pk and presenter.organization_id == actor.organization_id


def can_remove_agenda_document(actor: Actor, document: AgendaDocument) -> bool:
    """Those who write the agenda, and whoever brought it."""
    is_own = actor.is_person and document.person_id == actor.user.pk
    return can_edit_agenda_item(actor, document.item) or (is_own and can_add_agenda_document(actor, document.item))
