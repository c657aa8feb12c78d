"""The verbs of meetings; a module per noun."""

from meetings.actions.bodies import announce_body, close_body, create_body
from meetings.actions.sessions import as_it_stands, plan_session
