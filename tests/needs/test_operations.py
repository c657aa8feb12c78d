"""Relief operations: who opens, convenes and ends them; what is reported, corrected, taken from deliveries, once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override

from journal.refusals import Conflict, Refused
from needs.actions.aid import correct_aid_report, link_delivery, report_aid, unlink_delivery, withdraw_aid_report
from needs.actions.operations import (
    accept_convening,
    close_operation,
    create_operation,
    edit_operation,
    leave_operation,
    reopen_operation,
)
from needs.figures import Figures
from needs.models import AidReport, Delivery, Operation, Visibility
from needs.permissions import operations_for
from needs.permissions.operations import can_create_operation, can_report_aid, can_run_operation
from needs.queries.operations import counted, history_of_report, likely_double, linkable, reports_of
from notifications.queries import listed, newest
from tests.entries import entries_left
from tests.factories import Cast
from tests.needs.giving import accepted, make_need, sent
from tests.needs.relief import days_ago, relief, reported, running_operation
from tests.notifications.situations import heard, settle

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def code_of(error: pytest.ExceptionInfo[ValidationError]) -> dict[str, str]:
    return {field: str(errors[0].code) for field, errors in error.value.error_dict.items()}


def whole(operation: Operation) -> Figures:
    return counted(operation).whole


# Opening and convening ------------------------------------------------------------------------------------------------
def test_create_operation_asks_its_conveners(cast: Cast) -> None:
    with entries_left() as left:
        row = running_operation(cast, conveners=[cast.other, cast.association])
    assert (row.status, row.code[:2], row.organization) == ("open", "R-", cast.association)
    assert [each.organization for each in row.conveners.all()] == [cast.other]
    own, asked = f"org.{cast.association.pk}", {f"org.{cast.other.pk}", f"user.{cast.omar.pk}"}
    created = {(name, "operation_created") for name in ("board.members", row.stream, own)}
    assert {(each.stream, each.event) for each in left} == created | {(name, "convening_asked") for name in asked}


def test_who_speaks_for_an_asked_organisation_hears_of_it_once(cast: Cast) -> None:
    row = running_operation(cast, conveners=[cast.other])
    edit_operation(actor=cast.actor("basel"), operation=row, description="نجتمع غداً", conveners=[cast.other])
    settle()
    assert [kind for kind, _object in heard(cast.omar)] == ["convening_asked"]
    assert not heard(cast.basel)
    with override("ar"):
        notice = listed(cast.omar, newest(cast.omar))[0]
    assert notice["href"] == f"/operations/{row.pk}/"
    assert notice["text"] == f"تدعوكم {cast.association} إلى المشاركة في تنظيم عملية الإغاثة {row.code}"


def test_create_operation_answers_the_same_request_with_the_same_row(cast: Cast) -> None:
    given = relief()
    first = create_operation(actor=cast.actor("basel"), **given)
    assert create_operation(actor=cast.actor("basel"), **given) == first
    with pytest.raises(Conflict) as refusal:
        create_operation(actor=cast.actor("basel"), **{**given, "title": "حملة الشتاء"})
    assert refusal.value.code == "client_id_reused"


def test_who_opens_runs_and_reports(cast: Cast) -> None:
    row = running_operation(cast)
    assert cast.who(can_create_operation) == "salma basel omar"
    assert cast.who(can_run_operation, row) == "salma basel"
    assert cast.who(can_report_aid, row) == "salma basel hala omar"


def test_who_accepts_convening_runs_it_and_may_leave(cast: Cast) -> None:
    row, omar = running_operation(cast, conveners=[cast.other]), cast.actor("omar")
    assert not can_run_operation(omar, row)
    with entries_left() as left:
        accept_convening(actor=omar, operation=row)
        accept_convening(actor=omar, operation=row)
    assert {each.event for each in left} == {"convening_accepted"}
    assert can_run_operation(omar, row)
    leave_operation(actor=omar, operation=row)
    assert not can_run_operation(omar, row)
    assert not row.conveners.exists()


@pytest.mark.parametrize("name", ["salma", "basel", "hala", "rania", "gharib"])
def test_convening_verbs_refuse_whoever_was_not_asked(cast: Cast, name: str) -> None:
    row = running_operation(cast, conveners=[cast.other])
    for act in (accept_convening, leave_operation):
        with pytest.raises(Refused):
            act(actor=cast.actor(name), operation=row)


@pytest.mark.parametrize("name", ["hala", "omar", "rania", "gharib"])
def test_operation_verbs_refuse_whoever_does_not_run_it(cast: Cast, name: str) -> None:
    row, actor = running_operation(cast), cast.actor(name)
    acts: list[Callable[[], object]] = [
        lambda: edit_operation(actor=actor, operation=row, title="غير ذلك"),
        lambda: close_operation(actor=actor, operation=row),
        lambda: reopen_operation(actor=actor, operation=row),
        lambda: create_operation(actor=actor, **relief(organization=cast.association)),
    ]
    for act in acts:
        with pytest.raises(Refused):
            act()


def test_conveners_see_it_before_they_answer(cast: Cast) -> None:
    row = running_operation(cast, conveners=[cast.other], visibility=Visibility.OWN)
    assert list(operations_for(cast.omar)) == [row]
    assert not operations_for(cast.salma).exists()
    edit_operation(actor=cast.actor("basel"), operation=row, conveners=[])
    assert not operations_for(cast.omar).exists()


def test_it_ends_and_goes_on(cast: Cast) -> None:
    row, basel = running_operation(cast), cast.actor("basel")
    with entries_left() as left:
        row = close_operation(actor=basel, operation=row, reason="انتهت المرحلة الأولى")
    assert (row.status, row.ends_on) == ("closed", timezone.localdate())
    assert {each.event for each in left} == {"operation_closed"}
    with pytest.raises(Conflict):
        reported(cast, "omar", row)
    with pytest.raises(Conflict):
        edit_operation(actor=basel, operation=row, title="أخرى")
    row = reopen_operation(actor=basel, operation=row)
    assert (row.status, row.ends_on, row.closing_reason) == ("open", None, "")


@pytest.mark.parametrize(
    ("details", "codes"),
    [
        ({"title": ""}, {"title": "blank"}),
        ({"ends_on": days_ago(40)}, {"ends_on": "dates_reversed"}),
        ({"starts_on": days_ago(4000)}, {"starts_on": "invalid_day"}),
        ({"visibility": "named"}, {"named": "nobody_named"}),
    ],
)
def test_create_operation_refuses_what_cannot_be(cast: Cast, details: dict[str, Any], codes: dict[str, str]) -> None:
    with pytest.raises(ValidationError) as refusal:
        running_operation(cast, **details)
    assert code_of(refusal) == codes


# Reports --------------------------------------------------------------------------------------------------------------
def test_report_aid_counts_and_leaves_one_entry_for_each_stream(cast: Cast) -> None:
    row = running_operation(cast)
    with entries_left() as left:
        reported(cast, "omar", row, quantity=4, weight=52_000)
    assert [each.event for each in left] == ["aid_reported"] * 3
    reported(cast, "hala", row, "kitchen", quantity=2, people=1_200, day=days_ago(2))
    reported(cast, "hala", row, "kitchen", quantity=2, people=900)
    assert whole(row) == Figures(4, 52_000, kitchens=2, meals=2_100)


def test_the_same_report_sent_twice_counts_once(cast: Cast) -> None:
    row = running_operation(cast)
    given = {"client_id": uuid4(), "kind": "convoy", "day": days_ago(1), "quantity": 2}
    first = report_aid(actor=cast.actor("omar"), operation=row, **given)  # type: ignore[arg-type]
    assert report_aid(actor=cast.actor("omar"), operation=row, **given) == first  # type: ignore[arg-type]
    with pytest.raises(Conflict):
        report_aid(actor=cast.actor("omar"), operation=row, **{**given, "quantity": 3})  # type: ignore[arg-type]
    assert whole(row).convoys == 2


@pytest.mark.parametrize(
    ("details", "codes"),
    [
        ({"quantity": 0}, {"quantity": "invalid_quantity"}),
        ({"quantity": -3}, {"quantity": "invalid_quantity"}),
        ({"weight": 10**12}, {"weight": "invalid_quantity"}),
        ({"people": 5}, {"people": "of_kitchens"}),
        ({"kind": "kitchen", "weight": 5}, {"weight": "of_convoys"}),
        ({"kind": "ship"}, {"kind": "invalid_choice"}),
        ({"day": days_ago(-2)}, {"day": "invalid_day"}),
        ({"day": days_ago(31)}, {"day": "invalid_day"}),
    ],
)
def test_report_aid_refuses_what_cannot_be(cast: Cast, details: dict[str, Any], codes: dict[str, str]) -> None:
    row = running_operation(cast)
    with pytest.raises(ValidationError) as refusal:
        reported(cast, "omar", row, **{"kind": "convoy", **details})
    assert code_of(refusal) == codes
    assert not AidReport.objects.exists()


def test_a_correction_keeps_what_was_said_before(cast: Cast) -> None:
    row, omar = running_operation(cast), cast.actor("omar")
    first = reported(cast, "omar", row, quantity=3, weight=30_000)
    with pytest.raises(ValidationError) as refusal:
        correct_aid_report(actor=omar, report=first, client_id=uuid4(), reason="", quantity=2)
    assert code_of(refusal) == {"reason": "reason_required"}
    second = correct_aid_report(actor=omar, report=first, client_id=uuid4(), reason="قافلة لم تصل", quantity=2)
    assert (second.weight, whole(row)) == (30_000, Figures(2, 30_000))
    with pytest.raises(Conflict) as no:
        correct_aid_report(actor=omar, report=first, client_id=uuid4(), reason="مرة أخرى", quantity=1)
    assert no.value.code == "corrected_already"
    shown = reports_of(row).get()
    assert [(each.quantity, each.is_standing) for each in (shown, *history_of_report(shown))] == [(2, True), (3, False)]
    withdraw_aid_report(actor=omar, report=second, reason="سُجّلت مرتين")
    withdraw_aid_report(actor=omar, report=second, reason="سُجّلت مرتين")
    assert whole(row) == Figures()


@pytest.mark.parametrize("name", ["basel", "hala", "rania", "gharib"])
def test_reports_are_corrected_by_their_own_organisation_only(cast: Cast, name: str) -> None:
    report, actor = reported(cast, "omar", running_operation(cast)), cast.actor(name)
    acts: list[Callable[[], object]] = [
        lambda: correct_aid_report(actor=actor, report=report, client_id=uuid4(), reason="لا", quantity=9),
        lambda: withdraw_aid_report(actor=actor, report=report, reason="لا"),
    ]
    for act in acts:
        with pytest.raises(Refused):
            act()


def test_report_aid_refuses_outsiders_and_those_who_do_not_see_it(cast: Cast) -> None:
    public, own = running_operation(cast, visibility="public"), running_operation(cast, visibility="own")
    for name, operation in (("gharib", public), ("omar", own)):
        with pytest.raises(Refused):
            reported(cast, name, operation)


# Deliveries -----------------------------------------------------------------------------------------------------------
@pytest.fixture
def load(cast: Cast) -> Delivery:
    """Omar's association sends Basel's 8.5 tonnes."""
    delivery = sent(cast, accepted(cast, make_need(cast)), 40)
    Delivery.objects.filter(pk=delivery.pk).update(weight=8_500, sent_on=days_ago(3))
    delivery.refresh_from_db()
    return delivery


def test_either_side_links_a_delivery_and_it_counts(cast: Cast, load: Delivery) -> None:
    row = running_operation(cast)
    for name in ("omar", "basel"):
        assert load in linkable(row, cast.actor(name).organization)
        with entries_left() as left:
            link_delivery(actor=cast.actor(name), operation=row, delivery=load)
            link_delivery(actor=cast.actor(name), operation=row, delivery=load)
        assert {each.event for each in left} == {"delivery_linked"}
        assert whole(row) == Figures(1, 8_500)
        unlink_delivery(actor=cast.actor(name), delivery=load)
        unlink_delivery(actor=cast.actor(name), delivery=load)
        assert whole(row) == Figures()


@pytest.mark.parametrize("name", ["salma", "hala", "rania", "gharib"])
def test_deliveries_are_linked_by_those_who_speak_for_a_side(cast: Cast, load: Delivery, name: str) -> None:
    row = running_operation(cast, visibility="public")
    with pytest.raises(Refused):
        link_delivery(actor=cast.actor(name), operation=row, delivery=load)
    with pytest.raises(Refused):
        unlink_delivery(actor=cast.actor(name), delivery=load)


def test_a_convoy_reported_and_delivered_counts_once(cast: Cast, load: Delivery) -> None:
    row, omar = running_operation(cast), cast.actor("omar")
    report = reported(cast, "omar", row, quantity=1, weight=9_000)
    link_delivery(actor=omar, operation=row, delivery=load)
    assert whole(row) == Figures(2, 17_500)
    assert [(one, other.delivery) for one, other in likely_double(row)] == [(report, load)]
    link_delivery(actor=omar, operation=row, delivery=load, report=report)
    assert whole(row) == Figures(1, 8_500)
    assert likely_double(row) == []
    corrected = correct_aid_report(actor=omar, report=report, client_id=uuid4(), reason="الوزن", weight=8_600)
    assert whole(row) == Figures(1, 8_500)
    withdraw_aid_report(actor=omar, report=corrected, reason="هو التسليم نفسه")
    assert whole(row) == Figures(1, 8_500)


def test_a_load_is_no_convoy_of_another_giver(cast: Cast, load: Delivery) -> None:
    row = running_operation(cast)
    for report in (reported(cast, "hala", row), reported(cast, "omar", row, "kitchen")):
        with pytest.raises(ValidationError) as refusal:
            link_delivery(actor=cast.actor("omar"), operation=row, delivery=load, report=report)
        assert code_of(refusal) == {"report": "other_report"}


@pytest.mark.parametrize("days", [{"starts_on": days_ago(2)}, {"starts_on": days_ago(9), "ends_on": days_ago(4)}])
def test_a_load_of_other_days_is_not_of_the_operation(cast: Cast, load: Delivery, days: dict[str, Any]) -> None:
    row = running_operation(cast, **days)
    with pytest.raises(ValidationError) as refusal:
        link_delivery(actor=cast.actor("omar"), operation=row, delivery=load)
    assert (code_of(refusal), whole(row)) == ({"operation": "invalid_day"}, Figures())


def test_a_load_belongs_to_one_operation(cast: Cast, load: Delivery) -> None:
    first, second, omar = running_operation(cast), running_operation(cast), cast.actor("omar")
    link_delivery(actor=omar, operation=first, delivery=load)
    link_delivery(actor=omar, operation=second, delivery=load)
    assert (whole(first), whole(second)) == (Figures(), Figures(1, 8_500))


def test_days_and_givers_add_up_to_the_whole(cast: Cast, load: Delivery) -> None:
    row = running_operation(cast)
    link_delivery(actor=cast.actor("omar"), operation=row, delivery=load)
    reported(cast, "basel", row, quantity=5, weight=60_000, day=days_ago(9))
    reported(cast, "omar", row, quantity=1, weight=7_000, day=days_ago(9))
    found = counted(row)
    assert list(found.by_day) == [days_ago(9), days_ago(3)]
    assert sum(each.weight for each in found.by_day.values()) == found.whole.weight == 75_500
    assert [(who, each.convoys) for who, each in found.by_giver] == [(cast.association, 5), (cast.other, 2)]
