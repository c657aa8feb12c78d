"""Where the pages and the calls of meetings stand; a module per noun."""

from meetings.urls import agenda, attendance, ballots, minutes, paper, sessions, speakers

pages = [
    *agenda.pages,
    *attendance.pages,
    *ballots.pages,
    *minutes.pages,
    *paper.pages,
    *sessions.pages,
    *speakers.pages,
]
api = [
    *agenda.calls,
    *attendance.calls,
    *ballots.calls,
    *minutes.calls,
    *paper.calls,
    *sessions.calls,
    *speakers.calls,
]
