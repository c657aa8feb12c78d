"""Budget lines and expenses: who plans, who spends, what is corrected, and no currency converted."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from files.models import StoredFile
from journal.refusals import Conflict, Refused
from projects.actions import (
    correct_expense,
    create_budget_line,
    edit_budget_line,
    record_expense,
    withdraw_budget_line,
    withdraw_expense,
)
from projects.models import Expense, Partner, Project
from projects.permissions import (
    can_correct_expense,
    can_create_budget_line,
    can_edit_budget_line,
    can_record_expense,
    can_withdraw_budget_line,
    can_withdraw_expense,
)
from projects.queries.budget import budget_of
from tests.entries import entries_left
from tests.factories import Cast, signed_in
from tests.projects.made import joint_project
from tests.projects.money import budget_line, expense, queries_of
from tests.threads import at_once

pytestmark = [pytest.mark.both, pytest.mark.django_db]
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def test_who_plans_and_who_spends(cast: Cast, project: Project) -> None:
    line, spent = budget_line(cast, project), expense(cast, project)
    assert cast.who(can_create_budget_line, project) == "basel"
    assert cast.who(can_edit_budget_line, line) == cast.who(can_withdraw_budget_line, line) == "basel"
    assert cast.who(can_record_expense, project) == "basel omar"
    assert cast.who(can_correct_expense, spent) == cast.who(can_withdraw_expense, spent) == "omar"


@pytest.mark.parametrize("name", ["hala", "omar", "rania", "gharib", "salma"])
def test_create_budget_line_refuses_all_but_the_lead(cast: Cast, project: Project, name: str) -> None:
    given: dict[str, Any] = {"title": "س", "planned": Decimal(1), "currency": "USD", "client_id": uuid4()}
    with pytest.raises(Refused):
        create_budget_line(actor=cast.actor(name), project=project, **given)


@pytest.mark.parametrize("name", ["hala", "rania", "gharib", "salma"])
def test_record_expense_refuses_who_speaks_for_no_partner(cast: Cast, project: Project, name: str) -> None:
    with pytest.raises(Refused):
        expense(cast, project, name=name)


def test_nothing_is_planned_or_spent_in_what_is_archived(cast: Cast, project: Project) -> None:
    spent = expense(cast, project)
    spent.project.status = project.status = Project.Status.ARCHIVED
    assert cast.who(can_create_budget_line, project) == cast.who(can_record_expense, project) == ""
    assert cast.who(can_correct_expense, spent) == ""


def test_the_verbs_leave_their_entries(cast: Cast, project: Project) -> None:
    with entries_left() as left:
        line = budget_line(cast, project)
        edit_budget_line(actor=cast.actor("basel"), line=line, planned=Decimal(2000))
        spent = expense(cast, project, line=line)
        right = corrected(cast, spent, 90)
        withdraw_expense(actor=cast.actor("omar"), expense=right, reason="مكرّر")
        withdraw_budget_line(actor=cast.actor("basel"), line=line)
    assert left == [
        (project.stream, "budget_line_created", line.pk, {}),
        (project.stream, "budget_line_edited", line.pk, {"fields": ["planned"]}),
        (project.stream, "expense_recorded", spent.pk, {}),
        (project.stream, "expense_corrected", right.pk, {"corrects": spent.pk}),
        (project.stream, "expense_withdrawn", right.pk, {}),
        (project.stream, "budget_line_withdrawn", line.pk, {}),
    ]


def corrected(cast: Cast, row: Expense, amount: int, name: str = "omar", **more: Any) -> Expense:
    given: dict[str, Any] = {
        "client_id": uuid4(),
        "reason": "خطأ في الكتابة",
        "currency": "USD",
        "day": row.day,
        **more,
    }
    return correct_expense(actor=cast.actor(name), expense=row, amount=Decimal(amount), **given)


def test_each_currency_has_its_own_sum(cast: Cast, project: Project) -> None:
    dollars, pounds = budget_line(cast, project, 1000), budget_line(cast, project, 5_000_000, "SYP")
    expense(cast, project, "250.50", line=dollars)
    expense(cast, project, 700_000, line=dollars, currency="SYP")
    expense(cast, project, 10, currency="TRY")
    found = budget_of(project)
    first, second = found.lines
    assert (first.own.spent, first.own.left, first.own.share) == (25_050, 74_950, 25)
    assert [(each.currency, each.spent) for each in first.others] == [("SYP", 70_000_000)]
    assert (second.line, second.own.spent) == (pounds, 0)
    assert [(each.currency, each.spent) for each in found.unplanned] == [("TRY", 1000)]
    sums = {each.currency: (each.planned, each.spent) for each in found.totals}
    assert sums == {"SYP": (500_000_000, 70_000_000), "USD": (100_000, 25_050), "TRY": (0, 1000)}


def test_a_corrected_expense_counts_once_and_stays_as_history(cast: Cast, project: Project) -> None:
    line = budget_line(cast, project)
    wrong = expense(cast, project, 900, line=line)
    right = corrected(cast, wrong, 90, line=line)
    assert budget_of(project).lines[0].own.spent == 9000
    wrong.refresh_from_db()
    assert (wrong.is_standing, wrong.amount, right.corrects, right.reason) == (False, 90_000, wrong, "خطأ في الكتابة")
    with pytest.raises(Conflict) as refusal:
        corrected(cast, wrong, 80)
    assert refusal.value.code == "not_standing"


def test_correct_expense_is_for_its_own_organisation(cast: Cast, project: Project) -> None:
    with pytest.raises(Refused):
        corrected(cast, expense(cast, project), 1, name="basel")
    with pytest.raises(Refused):
        withdraw_expense(actor=cast.actor("basel"), expense=expense(cast, project), reason="سبب")


def test_withdraw_expense_counts_no_more_and_says_why(cast: Cast, project: Project) -> None:
    row = expense(cast, project)
    with pytest.raises(ValidationError):
        withdraw_expense(actor=cast.actor("omar"), expense=row, reason=" ")
    withdraw_expense(actor=cast.actor("omar"), expense=row, reason="مكرّر")
    row.refresh_from_db()
    assert (row.is_standing, row.withdrawn_reason, budget_of(project).totals) == (False, "مكرّر", [])
    with pytest.raises(Conflict):
        withdraw_expense(actor=cast.actor("omar"), expense=row, reason="مكرّر")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"amount": "-5"}, "invalid_amount"),
        ({"amount": "0"}, "invalid_amount"),
        ({"amount": "1.005"}, "invalid_amount"),
        ({"amount": "1e17"}, "invalid_amount"),
        ({"currency": "XXX"}, "unknown_currency"),
        ({"day": timezone.localdate() + timedelta(days=2)}, "invalid_day"),
        ({"note": "م" * 301}, "too_long"),
    ],
)
def test_record_expense_refuses(cast: Cast, project: Project, given: dict[str, Any], code: str) -> None:
    amount = given.pop("amount", "10")
    with pytest.raises(ValidationError) as refusal:
        expense(cast, project, amount, **given)
    assert [error.code for errors in refusal.value.error_dict.values() for error in errors] == [code]


def test_a_line_of_another_project_takes_no_expense(cast: Cast, project: Project) -> None:
    elsewhere = budget_line(cast, joint_project(cast))
    with pytest.raises(ValidationError):
        expense(cast, project, line=elsewhere)


def test_withdraw_budget_line_keeps_one_that_was_spent_on(cast: Cast, project: Project) -> None:
    line = budget_line(cast, project)
    expense(cast, project, line=line)
    with pytest.raises(Conflict) as refusal:
        withdraw_budget_line(actor=cast.actor("basel"), line=line)
    assert refusal.value.code == "has_expenses"
    other = budget_line(cast, project)
    withdraw_budget_line(actor=cast.actor("basel"), line=other)
    with pytest.raises(Conflict):
        expense(cast, project, line=other)


def test_a_form_sent_twice_counts_once(cast: Cast, project: Project) -> None:
    client_id = uuid4()
    assert expense(cast, project, client_id=client_id) == expense(cast, project, client_id=client_id)
    with pytest.raises(Conflict) as refusal:
        expense(cast, project, 7, client_id=client_id)
    assert (refusal.value.code, Expense.objects.count()) == ("client_id_reused", 1)
    line_id = uuid4()
    assert budget_line(cast, project, client_id=line_id) == budget_line(cast, project, client_id=line_id)


@pytest.mark.django_db(transaction=True)
def test_of_two_corrections_at_once_one_counts(cast: Cast) -> None:
    project = joint_project(cast)
    row = expense(cast, project, 900)
    at_once(lambda: corrected(cast, row, 90), lambda: corrected(cast, row, 80))
    assert Expense.objects.filter(is_standing=True).count() == 1
    assert Expense.objects.filter(corrects=row).count() == 1


# Pages ----------------------------------------------------------------------------------------------------------------
def test_the_pages_plan_spend_and_correct(cast: Cast, project: Project) -> None:
    lead, partner, day = signed_in(cast.basel), signed_in(cast.omar), str(timezone.localdate())
    sent = {"client_id": str(uuid4()), "title": "أجور", "planned": "١٬٥٠٠", "currency": "USD"}
    assert lead.post(f"/projects/{project.pk}/budget/new/", sent).status_code == 302
    line = project.budget_lines.get()
    assert line.planned == 150_000
    paid = {"client_id": str(uuid4()), "amount": "100.5", "currency": "USD", "line": line.pk, "day": day}
    answer = partner.post(f"/projects/{project.pk}/expenses/new/", {**paid, "receipt": paper()})
    assert answer.status_code == 302
    page = partner.get(f"/projects/{project.pk}/expenses/").content.decode()
    row = Expense.objects.get()
    assert "100.50" in page
    assert f"/expenses/{row.pk}/receipt/" in page
    fixed = {**paid, "client_id": str(uuid4()), "amount": "99", "reason": "فاتورة أوضح"}
    assert partner.post(f"/expenses/{row.pk}/correct/", fixed).status_code == 302
    assert Expense.objects.get(is_standing=True).receipt == row.receipt
    assert "99 " in lead.get(f"/projects/{project.pk}/budget/").content.decode()


def paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("فاتورة.pdf", PDF, "application/pdf")


def test_receipts_are_for_partners_and_not_for_guests(cast: Cast, project: Project) -> None:
    day = str(timezone.localdate())
    sent = {"client_id": str(uuid4()), "amount": "5", "currency": "USD", "day": day, "receipt": paper()}
    signed_in(cast.omar).post(f"/projects/{project.pk}/expenses/new/", sent)
    address = f"/expenses/{Expense.objects.get().pk}/receipt/"
    assert StoredFile.objects.get().uses == 1
    assert signed_in(cast.hala).get(address).status_code == 200
    for name in ("rania", "gharib", "salma"):
        assert signed_in(getattr(cast, name)).get(address).status_code == 404


def test_a_paper_that_is_none_is_refused_at_its_field(cast: Cast, project: Project) -> None:
    lie = SimpleUploadedFile("فاتورة.pdf", b"MZ\x90\x00 no paper", "application/pdf")
    sent = {"client_id": str(uuid4()), "amount": "5", "currency": "USD", "day": str(timezone.localdate())}
    answer = signed_in(cast.omar).post(f"/projects/{project.pk}/expenses/new/", {**sent, "receipt": lie})
    assert answer.status_code == 200
    assert not Expense.objects.exists()
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("name", ["budget", "expenses", "contributions", "indicators"])
def test_outsiders_find_no_page(cast: Cast, project: Project, name: str) -> None:
    for person in (cast.rania, cast.gharib, cast.salma):
        assert signed_in(person).get(f"/projects/{project.pk}/{name}/").status_code == 404
    assert signed_in(cast.hala).get(f"/projects/{project.pk}/{name}/").status_code == 200


@pytest.mark.parametrize("name", ["budget", "expenses"])
def test_the_pages_ask_as_often_for_three_as_for_one(cast: Cast, project: Project, name: str) -> None:
    expense(cast, project, line=budget_line(cast, project))
    first = queries_of(cast, f"/projects/{project.pk}/{name}/")
    for _ in range(2):
        expense(cast, project, line=budget_line(cast, project))
    assert queries_of(cast, f"/projects/{project.pk}/{name}/") == first


def test_a_budget_is_read_in_two_queries(cast: Cast, project: Project, django_assert_num_queries: Any) -> None:
    for _ in range(3):
        expense(cast, project, line=budget_line(cast, project))
    with django_assert_num_queries(2):
        budget_of(project)


def test_record_expense_by_a_funder(cast: Cast, project: Project) -> None:
    """Every partner, whatever its role."""
    Partner.objects.filter(project=project, organization=cast.other).update(role="funder")
    assert (
        record_expense(
            actor=cast.actor("omar"),
            project=project,
            client_id=uuid4(),
            amount=Decimal(3),
            currency="eur",
            day=timezone.localdate(),
        ).currency
        == "EUR"
    )
