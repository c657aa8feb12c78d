"""What is typed of money, goods and hours, checked; and the papers beside it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from files.actions import store_file
from files.examining import Examined
from files.models import StoredFile
from journal.actors import Actor
from journal.refusals import demand_repeat, invalid
from projects.actions.storage import bring
from projects.currencies import is_known, minor
from projects.models import Activity, Project

Row = TypeVar("Row", bound=Model)
LONG_AGO = timedelta(days=20 * 366)


class Paper(NamedTuple):
    """A receipt: `file` came in pieces before (of the same person), or `picture` comes with the form, examined."""

    file: StoredFile | None = None
    picture: Examined | None = None


NO_PAPER = Paper()


def checked_currency(currency: str) -> str:
    code = currency.strip().upper()
    if not is_known(code):
        words = _("We do not know this currency. Write its three letters, such as SYP or USD.")
        raise invalid(words, code="unknown_currency", field="currency")
    return code


def checked_money(amount: Decimal, currency: str, field: str = "amount") -> int:
    """Minor units. ValidationError `invalid_amount`."""
    try:
        return minor(amount, currency)
    except ValueError:
        words = _("Write an amount above 0, with no more digits behind the point than the currency has.")
        raise invalid(words, code="invalid_amount", field=field) from None


def checked_day(day: date, field: str = "day") -> date:
    """What happened, happened: not tomorrow, and not before anybody can remember."""
    today = timezone.localdate()
    if not today - LONG_AGO <= day <= today:
        raise invalid(_("Choose a day that has come, within twenty years."), code="invalid_day", field=field)
    return day


def checked_words(text: str, field: str, longest: int, *, is_required: bool = False) -> str:
    words = defuse_name(text)
    if is_required and not words:
        raise invalid(_("This is missing."), code="required", field=field)
    if len(words) > longest:
        raise invalid(_("Say it in at most %(count)s letters.") % {"count": longest}, code="too_long", field=field)
    return words


def checked_activity(activity: Activity | None, project: Project) -> Activity | None:
    if activity is not None and activity.project_id != project.pk:
        raise invalid(_("This activity belongs to another project."), code="foreign_plan", field="activity")
    return activity


def demand_same(first: Row, **columns: Any) -> Row:
    """A form that was sent twice counts once; with other content it is another form. Conflict `client_id_reused`."""
    demand_repeat(all(getattr(first, name) == value for name, value in columns.items()))
    return first


def held_paper(actor: Actor, project: Project, paper: Paper) -> StoredFile | None:
    """The file that a row is to hold from now on. As `bring`: ValidationError `unknown_file`, Conflict `over_quota`."""
    file = store_file(actor=actor, examined=paper.picture) if paper.picture is not None else paper.file
    return bring(actor, project, [file])[0] if file is not None else None
