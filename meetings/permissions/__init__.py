"""Who sees which body and its sessions, and who may do what there; a module per noun."""

from meetings.permissions.bodies import can_announce_body, can_close_body, can_create_body
from meetings.permissions.seen import (
    PERMISSIONS,
    bodies_for,
    can_chair,
    can_lead,
    can_minute,
    can_see,
    grant,
    grant_person,
    granted_bodies,
    inside_bodies_for,
    insiders_among,
    participant_of,
    revoke,
    revoke_person,
    sessions_for,
    streams_for,
    voice_of,
)
from meetings.permissions.sessions import can_plan_session
