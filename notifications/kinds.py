"""What people can hear of. A new kind is a line here, and its words in templates/notifications/kinds/<kind>.txt.

A kind that is no message is the name of an event on `user.<id>`: whichever app records it there makes that person hear
of it. The words may use `name` (who did it), `room`, `excerpt` (of a message) and the entry's `facts`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """`icon` is a symbol of frontend/icons/sprite.svg. What is `personal` is meant for this one person: it may make a
    sound and go out by mail at once. `by_oneself` tells also of what one did oneself.
    """

    icon: str
    is_personal: bool = True
    by_oneself: bool = False


MESSAGES, MENTION, REPLY, THREAD = "messages", "mention", "reply", "thread"
KINDS: dict[str, Kind] = {
    MESSAGES: Kind("rooms", is_personal=False),
    MENTION: Kind("mention"),
    REPLY: Kind("reply"),
    THREAD: Kind("thread", is_personal=False),
    "room_joined": Kind("people"),
    "author_warned": Kind("warning"),
    "message_removed": Kind("delete"),
    "member_suspended": Kind("lock"),
    "message_reported": Kind("warning"),
    "report_handled": Kind("check"),
    "acknowledgement_reminded": Kind("announcement", by_oneself=True),
    "reminder_due": Kind("clock", by_oneself=True),
    "archive_finished": Kind("import", is_personal=False, by_oneself=True),
    "archive_failed": Kind("warning", by_oneself=True),
    "history_failed": Kind("warning", by_oneself=True),
    "pledge_proposed": Kind("decision"),
    "pledge_accepted": Kind("check"),
    "pledge_declined": Kind("close"),
    "pledge_withdrawn": Kind("close"),
    "pledge_lapsing": Kind("clock", by_oneself=True),
    "pledge_lapsed": Kind("clock", by_oneself=True),
    "pledge_closed_short": Kind("close"),
    "delivery_dispatched": Kind("forward"),
    "delivery_arrived": Kind("place"),
    "delivery_disputed": Kind("warning"),
    "receipt_confirmed": Kind("checks"),
    "need_found": Kind("heart", is_personal=False, by_oneself=True),
    "need_expiring": Kind("clock", by_oneself=True),
    "dispatch_due": Kind("clock", by_oneself=True),
    "receipt_due": Kind("clock", by_oneself=True),
    "convening_asked": Kind("people"),
    "item_proposed": Kind("edit", is_personal=False),
    "period_ending": Kind("clock", by_oneself=True),
    "period_closed": Kind("lock", is_personal=False),
    "period_reopened": Kind("calendar", is_personal=False),
    "task_assigned": Kind("board"),
    "task_commented": Kind("reply"),
    "task_mentioned": Kind("mention"),
    "task_due": Kind("clock", by_oneself=True),
    "responsibility_asked": Kind("people"),
    "responsibility_withdrawn": Kind("close", is_personal=False),
    "responsibility_accepted": Kind("check"),
    "responsibility_declined": Kind("close"),
    "responsibility_ended": Kind("close"),
    "focal_point_named": Kind("person"),
    "recommendation_blocked": Kind("warning"),
    "recommendation_reopened": Kind("history"),
    "recommendation_ended": Kind("close"),
    "update_submitted": Kind("decision"),
    "update_confirmed": Kind("checks"),
    "update_returned": Kind("warning"),
    "recommendation_reminded": Kind("clock", by_oneself=True),
    "partnership_asked": Kind("people"),
    "partnership_accepted": Kind("check", is_personal=False),
    "partnership_declined": Kind("close"),
    "invitation_revoked": Kind("close"),
    "partner_changed": Kind("edit", is_personal=False),
    "partner_left": Kind("close"),
    "partnership_ended": Kind("close"),
    "lead_offered": Kind("decision"),
    "lead_offer_withdrawn": Kind("close", is_personal=False),
    "lead_declined": Kind("close"),
    "lead_declared_vacant": Kind("warning", by_oneself=True),
    "lead_taken_over": Kind("check"),
    "lead_handed_over": Kind("check"),
    "guest_taken_in": Kind("people"),
    "guest_taken_out": Kind("close"),
    "project_status_changed": Kind("board", is_personal=False),
    "delegation_asked": Kind("decision"),
    "delegation_answered": Kind("people", is_personal=False),
    "delegation_withdrawn": Kind("close"),
    "delegate_named": Kind("person"),
    "convener_added": Kind("people"),
    "forum_status_changed": Kind("announcement", is_personal=False),
    "decision_created": Kind("decision", is_personal=False),
    "decisions_gathered": Kind("decision", is_personal=False),
    "outcome_frozen": Kind("file", is_personal=False, by_oneself=True),
    "minutes_put_to_review": Kind("decision"),
    "objection_raised": Kind("warning"),
    "objection_answered": Kind("reply"),
    "seat_given": Kind("people"),
    "seat_changed": Kind("people", is_personal=False),
    "seat_ended": Kind("close"),
    "holder_named": Kind("person"),
    "holder_ended": Kind("close"),
    "term_ended": Kind("calendar", by_oneself=True),
    "committee_closed": Kind("lock", is_personal=False),
    "referral_offered": Kind("forward"),
    "referral_taken": Kind("check"),
    "referral_declined": Kind("close"),
    "referral_withdrawn": Kind("close", is_personal=False),
    "plan_status_changed": Kind("decision"),
    "proposal_endorsed": Kind("check", is_personal=False),
    "endorsement_withdrawn": Kind("close", is_personal=False),
    "sponsor_asked": Kind("reply"),
    "remark_answered": Kind("reply"),
    "proposal_admitted": Kind("decision"),
    "opinion_published": Kind("announcement"),
    "proposal_decided": Kind("decision"),
    "verdict_reopened": Kind("decision"),
    "instrument_published": Kind("scales", is_personal=False),
    "session_status_changed": Kind("calendar"),
    "dossier_sent": Kind("forward"),
    "dossier_failed": Kind("warning", by_oneself=True),
    "answers_entered": Kind("decision"),
    "proposal_answered": Kind("check"),
    "liaison_granted": Kind("people"),
    "liaison_revoked": Kind("close"),
    "round_opened": Kind("announcement", is_personal=False, by_oneself=True),
    "proposal_handed_in": Kind("decision"),
    "proposal_submitted": Kind("check"),
    "proposal_returned": Kind("reply"),
    "proposal_withdrawn": Kind("close"),
    "proposal_waits": Kind("clock", is_personal=False),
    "proposal_writer_added": Kind("edit"),
    "sponsor_accepted": Kind("check"),
    "sponsor_declined": Kind("close"),
    "sponsorship_ended": Kind("close", is_personal=False),
    "webhook_disabled": Kind("warning", by_oneself=True),
}
GATHERED = frozenset({MESSAGES, THREAD})  # one unread row stands for many messages
SAYING = frozenset({MESSAGES, MENTION, REPLY, THREAD})  # of what was said in a room
OWN = frozenset(KINDS) - SAYING
PERSONAL = frozenset(name for name, kind in KINDS.items() if kind.is_personal)
