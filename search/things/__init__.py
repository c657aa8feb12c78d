"""What can be found; a module for each kind of things. A new kind is a module here, a line in THINGS and one in
`SearchEntry.Kind`; what its stream tells is heard in search/tasks.py.
"""

from search.models import SearchEntry
from search.things import (
    articles,
    decisions,
    files,
    forums,
    instruments,
    messages,
    notes,
    organizations,
    people,
    projects,
    recommendations,
    sessions,
    tasks,
)
from search.things.thing import Facts, Thing

THINGS: dict[str, Thing] = {  # in the order in which rebuild_search writes them
    SearchEntry.Kind.ORGANIZATION: organizations.THING,
    SearchEntry.Kind.PERSON: people.THING,
    SearchEntry.Kind.PROJECT: projects.THING,
    SearchEntry.Kind.TASK: tasks.THING,
    SearchEntry.Kind.FORUM: forums.THING,
    SearchEntry.Kind.SESSION: sessions.THING,
    SearchEntry.Kind.DECISION: decisions.THING,
    SearchEntry.Kind.RECOMMENDED: recommendations.THING,
    SearchEntry.Kind.INSTRUMENT: instruments.THING,
    SearchEntry.Kind.ARTICLE: articles.THING,
    SearchEntry.Kind.MESSAGE: messages.THING,
    SearchEntry.Kind.FILE: files.THING,
    SearchEntry.Kind.NOTE: notes.THING,
}
