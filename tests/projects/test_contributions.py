"""Three ledgers: who promises, what comes, and what the board says of a pledge; the counters equal the givings."""

from __future__ import annotations

import logging
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from journal.models import Due
from journal.refusals import Conflict, Refused
from needs.actions.deliveries import confirm_receipt
from needs.actions.pledges import withdraw_pledge
from projects.actions import (
    edit_contribution,
    link_pledge,
    promise_contribution,
    withdraw_contribution,
    withdraw_giving,
)
from projects.models import Contribution, Giving, Project
from projects.permissions import (
    can_edit_contribution,
    can_link_pledge,
    can_promise_contribution,
    can_record_giving,
    can_withdraw_contribution,
    can_withdraw_giving,
)
from projects.queries import ledgers_of
from projects.queries.contributions import drift, one_counted
from projects.tasks.money import check_contributions
from tests.entries import entries_left
from tests.factories import Cast, signed_in
from tests.needs.giving import accepted, counts, make_item, make_need, sent
from tests.projects.made import joint_project
from tests.projects.money import giving, hours, money, queries_of
from tests.threads import at_once

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def goods(cast: Cast, project: Project, amount: int | str = 20, name: str = "omar", **more: Any) -> Contribution:
    given: dict[str, Any] = {"client_id": uuid4(), "kind": "items", **more}
    return promise_contribution(actor=cast.actor(name), project=project, amount=Decimal(amount), **given)


def test_who_gives_and_who_says_what_came(cast: Cast, project: Project) -> None:
    row = money(cast, project)
    came = giving(cast, row)
    assert cast.who(can_promise_contribution, project) == "basel omar"
    assert cast.who(can_edit_contribution, row) == cast.who(can_withdraw_contribution, row) == "omar"
    assert cast.who(can_record_giving, row) == "basel omar"  # the lead says what it got
    assert cast.who(can_withdraw_giving, came) == "omar"
    assert cast.who(can_withdraw_giving, giving(cast, row, name="basel")) == "basel omar"


@pytest.mark.parametrize("name", ["hala", "rania", "gharib", "salma"])
def test_promise_contribution_refuses_who_speaks_for_no_partner(cast: Cast, project: Project, name: str) -> None:
    with pytest.raises(Refused):
        money(cast, project, name=name)
    with pytest.raises(Refused):
        giving(cast, money(cast, project), name=name)


def test_the_verbs_leave_their_entries(cast: Cast, project: Project) -> None:
    with entries_left() as left:
        row = money(cast, project)
        came = giving(cast, row)
        withdraw_giving(actor=cast.actor("omar"), giving=came, reason="لم يصل")
        edit_contribution(actor=cast.actor("omar"), contribution=row, note="دفعة أولى")
        withdraw_contribution(actor=cast.actor("omar"), contribution=row, reason="تغيّر التمويل")
    assert left == [
        (project.stream, "contribution_promised", row.pk, {"kind_of": "money"}),
        (project.stream, "giving_recorded", came.pk, {}),
        (project.stream, "giving_withdrawn", came.pk, {}),
        (project.stream, "contribution_edited", row.pk, {"fields": ["note"]}),
        (project.stream, "contribution_withdrawn", row.pk, {}),
    ]


def test_the_ledgers_are_three_and_currencies_are_not_added(cast: Cast, project: Project) -> None:
    giving(cast, money(cast, project, 500), 200)
    money(cast, project, 300, name="basel")
    money(cast, project, 4_000_000, currency="SYP")
    giving(cast, hours(cast, project, "12.5"), "2.5")
    carton = make_item(carton=24)
    goods(cast, project, 2, item=carton, unit=carton.units.get(code="carton"))
    in_money, in_items, in_hours = ledgers_of(project)
    assert {each.of: (each.promised, each.given) for each in in_money.totals} == {
        "USD": (80_000, 20_000),
        "SYP": (400_000_000, 0),
    }
    assert {organization for organization, _rows in in_money.givers} == {cast.association, cast.other}
    ((_giver, (kept,)),) = in_items.givers
    assert (kept.promised, kept.promised_amount, in_items.totals) == (48_000, Decimal(2), [])
    ((_giver, (work,)),) = in_hours.givers
    assert (work.promised, work.given, work.given_amount, work.share) == (750, 150, Decimal("2.5"), 20)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"kind": "gold"}, "invalid_choice"),
        ({"kind": "money", "currency": "ABC"}, "unknown_currency"),
        ({"kind": "money", "currency": "USD", "amount": "-1"}, "invalid_amount"),
        ({"kind": "hours", "currency": "USD", "title": "تدريب"}, "wrong_unit"),
        ({"kind": "hours", "title": ""}, "required"),
        ({"kind": "hours", "title": "تدريب", "amount": "2000000"}, "invalid_amount"),
        ({"kind": "items", "title": ""}, "required"),
        ({"kind": "items", "title": "سيارة", "amount": "0.0001"}, "invalid_amount"),
        ({"kind": "money", "currency": "USD", "expected_on": timezone.localdate() + timedelta(9000)}, "invalid_day"),
    ],
)
def test_promise_contribution_refuses(cast: Cast, project: Project, given: dict[str, Any], code: str) -> None:
    said = {"client_id": uuid4(), **given, "amount": Decimal(given.get("amount", "10"))}
    with pytest.raises(ValidationError) as refusal:
        promise_contribution(actor=cast.actor("omar"), project=project, **said)
    assert [error.code for errors in refusal.value.error_dict.values() for error in errors] == [code]


def test_promise_contribution_refuses_a_unit_of_something_else(cast: Cast, project: Project) -> None:
    blanket, basket = make_item(), make_item("basket", "سلة")
    for more in ({"item": blanket, "unit": basket.units.get()}, {"kind": "money", "currency": "USD", "item": blanket}):
        with pytest.raises(ValidationError) as refusal:
            goods(cast, project, **more)
        assert "wrong_unit" in str(refusal.value.error_dict["unit"][0].code)


def test_what_came_stays_when_a_promise_is_taken_back(cast: Cast, project: Project) -> None:
    row = money(cast, project, 500)
    giving(cast, row, 200)
    with pytest.raises(ValidationError):
        withdraw_contribution(actor=cast.actor("omar"), contribution=row, reason="")
    withdraw_contribution(actor=cast.actor("omar"), contribution=row, reason="تغيّر التمويل")
    row.refresh_from_db()
    counted = one_counted(row)
    assert (counted.promised, counted.given) == (20_000, 20_000)
    for act in (lambda: giving(cast, row, 1), lambda: edit_contribution(actor=cast.actor("omar"), contribution=row)):
        with pytest.raises(Conflict) as refusal:
            act()
        assert refusal.value.code == "withdrawn"


def test_what_did_not_come_counts_no_more(cast: Cast, project: Project) -> None:
    row = money(cast, project, 500)
    first, second = giving(cast, row, 200), giving(cast, row, 100)
    withdraw_giving(actor=cast.actor("omar"), giving=first, reason="لم يصل")
    row.refresh_from_db()
    first.refresh_from_db()
    assert (row.given, first.reason, second.withdrawn_at) == (10_000, "لم يصل", None)
    with pytest.raises(Conflict):
        withdraw_giving(actor=cast.actor("omar"), giving=first, reason="مرة أخرى")
    with pytest.raises(Refused):
        withdraw_giving(actor=cast.actor("basel"), giving=second, reason="ليس لي")


def test_a_form_sent_twice_counts_once(cast: Cast, project: Project) -> None:
    client_id = uuid4()
    row = money(cast, project, client_id=client_id)
    assert money(cast, project, client_id=client_id) == row
    with pytest.raises(Conflict):
        money(cast, project, 7, client_id=client_id)
    given_id = uuid4()
    assert giving(cast, row, client_id=given_id) == giving(cast, row, client_id=given_id)
    row.refresh_from_db()
    assert row.given == 10_000


# Pledges of the board -------------------------------------------------------------------------------------------------
def test_link_pledge_counts_what_is_received_on_the_board(cast: Cast, project: Project) -> None:
    pledge = accepted(cast, make_need(cast, 100), 40)
    with entries_left() as left:
        (row,) = link_pledge(actor=cast.actor("omar"), project=project, pledge=pledge)
    assert left == [(project.stream, "contribution_promised", row.pk, {"kind_of": "items"})]
    assert (one_counted(row).promised, one_counted(row).given) == (40_000, 0)
    load = sent(cast, pledge, 30)
    confirm_receipt(actor=cast.actor("basel"), delivery=load, counts=counts(load, 30))
    assert (one_counted(row).promised, one_counted(row).given, one_counted(row).share) == (40_000, 30_000, 75)
    with pytest.raises(Conflict) as refusal:
        giving(cast, row, 5)
    assert refusal.value.code == "counts_by_pledge"


def test_link_pledge_again_changes_nothing_and_elsewhere_is_refused(cast: Cast, project: Project) -> None:
    pledge = accepted(cast, make_need(cast, 100, 50), 40, 10)
    rows = link_pledge(actor=cast.actor("omar"), project=project, pledge=pledge)
    assert len(rows) == 2
    assert link_pledge(actor=cast.actor("omar"), project=project, pledge=pledge) == rows
    other = joint_project(cast)
    with pytest.raises(Conflict) as refusal:
        link_pledge(actor=cast.actor("omar"), project=other, pledge=pledge)
    assert refusal.value.code == "linked_elsewhere"
    for row in rows:
        withdraw_contribution(actor=cast.actor("omar"), contribution=row, reason="إلى مشروع آخر")
    assert len(link_pledge(actor=cast.actor("omar"), project=other, pledge=pledge)) == 2
    assert [one_counted(Contribution.objects.get(pk=row.pk)).promised for row in rows] == [0, 0]


def test_link_pledge_is_for_the_giver(cast: Cast, project: Project) -> None:
    pledge = accepted(cast, make_need(cast, 100), 40)
    assert cast.who(can_link_pledge, project, pledge) == "omar"
    with pytest.raises(Refused):
        link_pledge(actor=cast.actor("basel"), project=project, pledge=pledge)


def test_a_pledge_that_was_taken_back_counts_nothing(cast: Cast, project: Project) -> None:
    pledge = accepted(cast, make_need(cast, 100), 40)
    (row,) = link_pledge(actor=cast.actor("omar"), project=project, pledge=pledge)
    withdraw_pledge(actor=cast.actor("omar"), pledge=pledge, reason="لم نعد نستطيع")
    assert (one_counted(row).promised, one_counted(row).given) == (0, 0)
    gone = accepted(cast, make_need(cast, 100), 40)
    withdraw_pledge(actor=cast.actor("omar"), pledge=gone, reason="لم نعد نستطيع")
    with pytest.raises(Conflict):
        link_pledge(actor=cast.actor("omar"), project=project, pledge=gone)


def test_both_sides_are_shown(cast: Cast, project: Project) -> None:
    pledge = accepted(cast, make_need(cast, 100), 40)
    client = signed_in(cast.omar)
    assert pledge.code in client.get(f"/projects/{project.pk}/contributions/pledges/").content.decode()
    client.post(f"/projects/{project.pk}/contributions/pledges/", {"pledge": pledge.pk})
    assert pledge.code in client.get(f"/projects/{project.pk}/contributions/").content.decode()
    fragment = f"/pledges/{pledge.pk}/projects/"
    assert fragment in client.get(f"/pledges/{pledge.pk}/").content.decode()
    assert project.code in client.get(fragment).content.decode()
    assert project.code not in signed_in(cast.rania).get(fragment).content.decode()


# Counters -------------------------------------------------------------------------------------------------------------
class Ledger(RuleBasedStateMachine):
    """Random givings and taking back; refusals are outcomes, faults are not."""

    cast: Cast

    def __init__(self) -> None:
        super().__init__()
        self.point = transaction.atomic()
        self.point.__enter__()
        self.project = joint_project(self.cast)
        self.rows = [money(self.cast, self.project), hours(self.cast, self.project)]

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.point.__exit__(None, None, None)

    def tried(self, act: Any, **given: Any) -> None:
        try:
            with transaction.atomic():
                act(**given)
        except (Conflict, ValidationError):
            pass

    @rule(which=st.integers(0, 1), amount=st.integers(0, 60), name=st.sampled_from(["basel", "omar"]))
    def give(self, which: int, amount: int, name: str) -> None:
        self.tried(lambda: giving(self.cast, self.rows[which], amount, name))

    @rule(pick=st.integers(0, 9))
    def strike_out(self, pick: int) -> None:
        if givings := list(Giving.objects.order_by("pk")):
            row = givings[pick % len(givings)]
            self.tried(withdraw_giving, actor=self.cast.actor("omar"), giving=row, reason="سبب")

    @rule(which=st.integers(0, 1))
    def take_back(self, which: int) -> None:
        row = self.rows[which]
        self.tried(withdraw_contribution, actor=self.cast.actor("omar"), contribution=row, reason="سبب")

    @invariant()
    def counters_equal_the_givings(self) -> None:
        assert drift() == []


def test_whatever_is_given_and_taken_back_the_counters_equal_the_givings(cast: Cast) -> None:
    class OfThisCast(Ledger):
        pass

    OfThisCast.cast = cast
    unhurried = settings(
        max_examples=8,
        stateful_step_count=15,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(OfThisCast, settings=unhurried)


def test_the_ledger_is_checked_each_night(cast: Cast, project: Project, caplog: pytest.LogCaptureFixture) -> None:
    row = money(cast, project)
    giving(cast, row)
    assert Due.objects.filter(key="contributions.check").count() == 1
    Contribution.objects.filter(pk=row.pk).update(given=7)
    with caplog.at_level(logging.ERROR):
        check_contributions()
    assert f"contribution drift: {row.pk} counted 7, summed 10000" in caplog.text
    assert Due.objects.get(key="contributions.check").at > timezone.now()


@pytest.mark.django_db(transaction=True)
def test_many_givings_at_once_are_all_counted(cast: Cast) -> None:
    row = money(cast, joint_project(cast))
    at_once(*[lambda: giving(cast, row, 5) for _ in range(8)])
    row.refresh_from_db()
    assert (row.given, drift()) == (4000, [])


@pytest.mark.django_db(transaction=True)
def test_a_giving_is_taken_back_once(cast: Cast) -> None:
    row = money(cast, joint_project(cast))
    kept, came = giving(cast, row, 5), giving(cast, row, 10)
    at_once(*[lambda: withdraw_giving(actor=cast.actor("omar"), giving=came, reason="سبب") for _ in range(4)])
    row.refresh_from_db()
    assert (row.given, kept.withdrawn_at, drift()) == (500, None, [])


@pytest.mark.django_db(transaction=True)
def test_a_pledge_counts_in_one_of_two_projects(cast: Cast) -> None:
    first, second = joint_project(cast), joint_project(cast)
    pledge = accepted(cast, make_need(cast, 100), 40)
    at_once(
        lambda: link_pledge(actor=cast.actor("omar"), project=first, pledge=pledge),
        lambda: link_pledge(actor=cast.actor("omar"), project=second, pledge=pledge),
    )
    assert Contribution.objects.filter(pledge=pledge, withdrawn_at=None).count() == 1


# Pages ----------------------------------------------------------------------------------------------------------------
def test_the_pages_promise_give_and_take_back(cast: Cast, project: Project) -> None:
    client, day = signed_in(cast.omar), str(timezone.localdate())
    said = {"client_id": str(uuid4()), "amount": "٥٠٠", "currency": "USD", "title": "", "note": ""}
    assert client.post(f"/projects/{project.pk}/contributions/new/?kind=money", said).status_code == 302
    row = Contribution.objects.get()
    came = {"client_id": str(uuid4()), "amount": "120", "day": day}
    assert client.post(f"/contributions/{row.pk}/give/", came).status_code == 302
    page = signed_in(cast.basel).get(f"/projects/{project.pk}/contributions/").content.decode()
    assert "500" in page
    assert "120" in page
    client.post(f"/givings/{Giving.objects.get().pk}/withdraw/", {"reason": "خطأ"})
    client.post(f"/contributions/{row.pk}/edit/", {"note": "دفعة واحدة"})
    client.post(f"/contributions/{row.pk}/withdraw/", {"reason": "تغيّر التمويل"})
    row.refresh_from_db()
    assert (row.given, row.note, row.reason) == (0, "دفعة واحدة", "تغيّر التمويل")
    assert "تغيّر التمويل" in client.get(f"/contributions/{row.pk}/").content.decode()


@pytest.mark.parametrize("kind", ["items", "hours"])
def test_the_form_of_each_ledger(cast: Cast, project: Project, kind: str) -> None:
    client = signed_in(cast.omar)
    address = f"/projects/{project.pk}/contributions/new/?kind={kind}"
    assert client.get(address).status_code == 200
    said = {"client_id": str(uuid4()), "amount": "12.5", "title": "تدريب"}
    assert client.post(address, said).status_code == 302
    assert Contribution.objects.get().kind == kind


def test_the_ledgers_ask_as_often_for_three_as_for_one(cast: Cast, project: Project) -> None:
    address = f"/projects/{project.pk}/contributions/"
    link_pledge(actor=cast.actor("omar"), project=project, pledge=accepted(cast, make_need(cast, 100), 40))
    money(cast, project)
    first = queries_of(cast, address)
    for _ in range(2):
        money(cast, project, name="basel")
        hours(cast, project)
    assert queries_of(cast, address) == first


def test_the_ledgers_are_read_in_two_queries(cast: Cast, project: Project, django_assert_num_queries: Any) -> None:
    link_pledge(actor=cast.actor("omar"), project=project, pledge=accepted(cast, make_need(cast, 100), 40))
    money(cast, project)
    with django_assert_num_queries(2):
        ledgers_of(project)
