"""The words of a dossier, the same on paper, in DOCX and in tables: what `Dossier.shown` holds, said in ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from arabic.numbers import format_number
from legislation.amending import AFTER, BEFORE, HEADING, RENUMBER, REPEAL, REPLACE, TERM
from legislation.models import Amendment, Dossier, Instrument

Shown = Mapping[str, Any]
MOST_NAMES = 6  # in a cell of the comparison; all of them stand in the list of proposals


def number_of(row: Dossier) -> str:
    """`A-1/2`: the second dossier of a round."""
    return f"{row.round.code}/{row.number}"


def title_of(row: Dossier) -> str:
    return _("Proposals to amend: %(law)s") % {"law": law_words(row.shown["instrument"])}


def law_words(law: Shown) -> str:
    """«Law No. 93 of 1958», or its title where it has no number."""
    if not law["number"]:
        return str(law["title"])
    kind = Instrument.Kind(law["kind"]).label
    if not law["year"]:
        return _("%(kind)s No. %(number)s") % {"kind": kind, "number": law["number"]}
    return _("%(kind)s No. %(number)s of %(year)s") % {"kind": kind, "number": law["number"], "year": law["year"]}


def made_line(row: Dossier) -> str:
    return _("Dossier %(number)s, as it stood on %(day)s") % {"number": number_of(row), "day": day(row.created_at)}


def foot_of(row: Dossier) -> str:
    return _("Code for verification: %(code)s") % {"code": row.code}


def address_of(row: Dossier) -> str:
    return f"{row.shown['site']}/dossiers/verify/{row.code}/"


def day(value: Any) -> str:
    if not value:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return formats.date_format(date.fromisoformat(value) if isinstance(value, str) else value, "DATE_FORMAT")


def default_letter(law: str, base_on: date, convener: str, proposals: int) -> str:
    """What a cover letter begins as; who leads the round writes it as they see fit."""
    counted = ngettext("%(number)s proposal", "%(number)s proposals", proposals) % {"number": format_number(proposals)}
    return _(
        "Greetings,\n\n"
        "We attach %(count)s to amend %(law)s, drafted by civil society organisations and adopted after they had been "
        "compared and discussed. Each is shown beside the text as it stood on %(day)s, with its reasons and with the "
        "organisations that endorse it; the law as it would read follows.\n\n"
        "We ask you to study them and to answer each of them. We are at your service for any explanation.\n\n"
        "With our appreciation\n%(convener)s"
    ) % {"count": counted, "law": law, "day": day(base_on), "convener": convener}


# The comparison -------------------------------------------------------------------------------------------------------
def comparison_headings() -> list[str]:
    return [_("Where in the law"), _("Current text"), _("Proposed text"), _("Reasons"), _("Endorsed by")]


def place_words(change: Shown) -> str:
    """Where it is, and which proposal wants it."""
    kind = change["kind"]
    where = change["place"] or (_("The whole law") if kind == TERM else "")
    return "\n".join([where, act_words(change), change["proposal"]])


def act_words(change: Shown) -> str:
    kind = change["kind"]
    if kind == BEFORE:
        return _("Inserted before %(label)s") % {"label": change["beside"]}
    if kind == AFTER:
        return _("Inserted after %(label)s") % {"label": change["beside"]}
    return str(Amendment.Kind(kind).label)


def current_words(change: Shown) -> str:
    if change["kind"] in (BEFORE, AFTER):
        return _("(nothing: a new provision)")
    if change["kind"] == TERM:
        return f"«{change['current']}»"
    return str(change["current"])


def proposed_words(change: Shown) -> str:
    if change["kind"] == REPEAL:
        return _("(repealed)")
    if change["kind"] == TERM:
        return "\n".join([f"«{change['proposed']}»", hits_words(change["hits"])])
    return str(change["proposed"])


def hits_words(hits: Sequence[Shown]) -> str:
    """«12 times, in article 3, article 7 (2 times)»."""
    count = sum(each["count"] for each in hits)
    counted = ngettext("once", "%(number)s times", count) % {"number": format_number(count)}
    places = [
        each["place"] if each["count"] == 1 else f"{each['place']} (×{format_number(each['count'])})" for each in hits
    ]
    return f"{counted}: {joined(places)}" if places else counted


def is_redlined(change: Shown) -> bool:
    """Is it the same words changed, and not others put in or taken out?"""
    return change["kind"] in (REPLACE, HEADING, RENUMBER)


def with_reasons(shown: Shown) -> Iterator[tuple[Shown, str, str]]:
    """(change, its reasons, who endorses it): reasons of a proposal are told in full at its first change."""
    proposals = {each["code"]: each for each in shown["proposals"]}
    told: set[str] = set()
    for change in shown["changes"]:
        proposal = proposals[change["proposal"]]
        is_first = change["proposal"] not in told
        told.add(change["proposal"])
        has_more = not is_first and proposal["rationale"]
        reasons = proposal["rationale"] if not has_more else _("As above, %(code)s") % {"code": change["proposal"]}
        endorsed = endorsed_words(proposal) if is_first else counted_endorsers(proposal)
        yield change, "\n".join(filter(None, [change["note"], reasons])), endorsed


def counted_endorsers(proposal: Shown) -> str:
    count = len(proposal["endorsed_by"])
    words = ngettext("%(number)s organisation endorses", "%(number)s organisations endorse", count)
    return words % {"number": format_number(count)} if count else "–"


def endorsed_words(proposal: Shown) -> str:
    """The first few by name, and how many more."""
    names = proposal["endorsed_by"]
    if not names:
        return "–"
    more = len(names) - MOST_NAMES
    shown = "\n".join(names[:MOST_NAMES])
    if more <= 0:
        return shown
    rest = ngettext("and %(number)s more", "and %(number)s more", more) % {"number": format_number(more)}
    return f"{shown}\n{rest}"


# The proposals --------------------------------------------------------------------------------------------------------
def proposal_facts(each: Shown) -> Iterator[tuple[str, str]]:
    yield _("Put forward by"), joined([each["organization"], *each["sponsors"]])
    yield _("Drafted by"), each["drafted_by"]
    names = joined(each["endorsed_by"]) or _("No organisation yet")
    yield _("Endorsed by (%(count)s)") % {"count": format_number(len(each["endorsed_by"]))}, names
    if each["effect"]:
        yield _("Expected effect"), each["effect"]


def counted(shown: Shown) -> str:
    """«3 proposals with 7 changes, endorsed by 12 organisations»."""
    names = {name for each in shown["proposals"] for name in each["endorsed_by"]}
    parts = [
        (len(shown["proposals"]), ngettext("%(number)s proposal", "%(number)s proposals", len(shown["proposals"]))),
        (len(shown["changes"]), ngettext("%(number)s change", "%(number)s changes", len(shown["changes"]))),
        (len(names), ngettext("%(number)s organisation endorses", "%(number)s organisations endorse", len(names))),
    ]
    return joined([words % {"number": format_number(number)} for number, words in parts])


def origin_codes(shown: Shown) -> dict[int, str]:
    """{change: the code of its proposal}."""
    return {each["id"]: each["proposal"] for each in shown["changes"]}


def proposers(shown: Shown) -> dict[Any, str]:
    """{change: whose it is}, as tracked changes name them."""
    names = {each["code"]: f"{each['organization']} ({each['code']})" for each in shown["proposals"]}
    return {each["id"]: names[each["proposal"]] for each in shown["changes"]}


def joined(words: Sequence[str]) -> str:
    return _(", ").join(words)
