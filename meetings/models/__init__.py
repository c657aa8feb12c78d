"""How any body meets: who takes part, its sessions and their agenda, who is there, who speaks, votes, minutes."""

from meetings.models.ballots import Ballot, Choice, Elector, Proxy, Vote
from meetings.models.bodies import Body, BodyGroupPermission, BodyUserPermission, Participant, Voice
from meetings.models.minutes import MinuteEntry, MinuteVersion, Objection
from meetings.models.sessions import AgendaDocument, AgendaItem, Attendance, PaperSheet, Session, SheetPhoto, Speaker
