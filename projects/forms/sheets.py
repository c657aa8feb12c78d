"""Files of tasks that somebody brings: read and looked through, before anything is kept."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.digits import grouped
from journal.refusals import invalid
from organizations.cells import TableError, words_of
from projects.actions.sheets import Brought
from projects.models import Project, TaskSheet
from projects.queries.sheets import planned_cards, planned_rows
from projects.task_table import MOST_ROWS, read_table
from projects.trello import MOST_BYTES, MOST_CARDS, TrelloError, read_board


class TaskSheetForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    file = forms.FileField(
        label=gettext_lazy("File"),
        max_length=200,
        help_text=gettext_lazy("XLSX or CSV of at most 2,000 rows, or what Trello exports of a board (JSON)."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv,.json"}),
    )
    with_archived = forms.BooleanField(label=gettext_lazy("Of a Trello board: archived cards too"), required=False)


def brought(project: Project, file: Any, with_archived: bool) -> Brought:
    """A file as it was looked through. ValidationError under `file`: the code of TableError or TrelloError."""
    content, name = file.read(MOST_BYTES + 1), file.name or ""
    digest = hashlib.sha256(content + (b"+" if with_archived else b"")).hexdigest()
    is_board = name.lower().endswith(".json") or content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")
    try:
        if is_board:
            plans = planned_cards(project, read_board(content), with_archived=with_archived)
        else:
            plans = planned_rows(project, read_table(content))
    except TableError as error:
        raise invalid(words_of(error, MOST_ROWS), code=error.code, field="file") from error
    except TrelloError as error:
        raise invalid(trello_words(error), code=error.code, field="file") from error
    kind = TaskSheet.Kind.TRELLO if is_board else TaskSheet.Kind.TABLE
    return Brought(kind, name, digest, [plan.facts() for plan in plans])


def trello_words(error: TrelloError) -> str:
    words: dict[str, Any] = {
        "too_large": _("The file is larger than 15 MB. Leave the archived cards out when you export it."),
        "too_many_cards": _("The board has more than %(most)s cards. Bring it in parts.")
        % {"most": grouped(MOST_CARDS)},
        "empty": _("There are no cards on this board."),
        "not_trello": _("This file is no board of Trello. There: Menu, Print and export, Export as JSON."),
    }
    return str(words.get(error.code, _("This file cannot be read. Export the board once more, as JSON.")))
