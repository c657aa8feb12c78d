"""The words of the browser's side, in the reader's language; base.html hands them over in one script element."""

from config.words.acts import act_words
from config.words.board import board_words
from config.words.composer import composer_words
from config.words.counts import counted_words
from config.words.desk import desk_words as words_of_desk
from config.words.files import file_words
from config.words.gantt import gantt_words as words_of_gantt
from config.words.history import history_words
from config.words.kanban import kanban_words as board_of_tasks_words
from config.words.lists import list_words
from config.words.meeting import meeting_words as words_of_meeting
from config.words.moderation import moderation_words
from config.words.notes import note_words
from config.words.polls import poll_words
from config.words.shell import shell_words
from config.words.talk import talk_words
from config.words.threads import thread_words

SHELL_COUNTS = {"unread", "mentions", "unsent"}
ROOM_WORDS = (
    talk_words,
    poll_words,
    thread_words,
    act_words,
    history_words,
    moderation_words,
    composer_words,
    file_words,
    list_words,
    counted_words,
)


def words() -> dict[str, str]:
    """All of them, for the page of rooms: {name: words}. `{name}` in a text is filled in by the page; counted things
    stand under `name.kind`.
    """
    gathered = shell_words()
    for part in ROOM_WORDS:
        gathered |= part()
    return gathered


def page_words() -> dict[str, str]:
    """Those that every other page needs: a sign-in page should not carry what rooms say."""
    counted = {name: text for name, text in counted_words().items() if name.split(".")[0] in SHELL_COUNTS}
    return {**shell_words(), **counted}


def needs_words() -> dict[str, str]:
    """Those of the board of needs."""
    return page_words() | board_words()


def gantt_words() -> dict[str, str]:
    """Those of a project's timeline."""
    return page_words() | words_of_gantt()


def kanban_words() -> dict[str, str]:
    """Those of the board of a joint project."""
    return page_words() | board_of_tasks_words()


def meeting_words() -> dict[str, str]:
    """Those of a session's pages."""
    return page_words() | words_of_meeting()


def desk_words() -> dict[str, str]:
    """Those of the registration desk of a forum."""
    return page_words() | words_of_desk()


def note_page_words() -> dict[str, str]:
    """Those of a note's page."""
    return page_words() | note_words()
