"""Bringing a table: who may, what it leaves, and that nothing is written in halves or twice."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from journal.models import Due, Entry
from journal.refusals import Conflict, Refused
from needs import actions, tasks
from needs.actions import (
    change_by_sheet,
    clear_sheet,
    discard_sheet,
    fail_sheet,
    finish_sheet,
    forget_sheet,
    import_sheet,
    map_sheet,
    restart_sheet,
    show_sheet,
    start_sheet,
    tell_sheet,
    write_sheet,
)
from needs.actions.sheets import Brought
from needs.models import Need, Offer, SheetImport
from needs.permissions import can_import_sheet, can_open_by_sheet, needs_for, sheets_for
from needs.sheets.dry_run import look_through
from organizations.models import Membership
from tests.factories import Cast, make_membership
from tests.needs.sheets.made import HEADINGS, as_csv, brought, row, written

pytestmark = [pytest.mark.django_db, pytest.mark.both]
TWO = as_csv(row(), row(title="فرش للمسنين", item="فرشة"))


def entries(stream: str) -> list[str]:
    return list(Entry.objects.filter(stream__name=stream).order_by("number").values_list("event", flat=True))


def test_who_may_bring_and_who_may_open(cast: Cast) -> None:
    assert cast.who(can_import_sheet) == "salma basel hala omar rania"
    assert cast.who(can_open_by_sheet) == "salma basel omar"


def test_a_table_is_its_makers_alone(cast: Cast) -> None:
    sheet = brought(cast.actor("basel"), TWO)
    assert list(sheets_for(cast.basel)) == [sheet]
    for name in ("salma", "hala", "omar", "gharib"):
        assert not sheets_for(getattr(cast, name))
        for verb in (start_sheet, restart_sheet, discard_sheet):
            with pytest.raises(Refused):
                verb(actor=cast.actor(name), sheet=sheet)
    with pytest.raises(Refused):
        brought(cast.actor("gharib"), TWO)


def test_what_the_worker_does_nobody_else_does(cast: Cast) -> None:
    sheet, basel = brought(cast.actor("basel"), TWO), cast.actor("basel")
    for verb in (show_sheet, tell_sheet, finish_sheet, fail_sheet, clear_sheet, forget_sheet):
        with pytest.raises(Refused):
            verb(actor=basel, sheet=sheet)
    with pytest.raises(Refused):
        write_sheet(actor=basel, sheet=sheet, brought=[])
    with pytest.raises(Refused):
        change_by_sheet(actor=basel, sheet=sheet, brought=Brought({}))


def test_a_table_is_written_as_drafts_or_onto_the_board_and_told_of(cast: Cast) -> None:
    sheet = written(cast.actor("basel"), TWO, opens=True)
    assert (sheet.state, sheet.done, sheet.refused, sheet.source.name) == ("finished", 2, [], "")
    first = Need.objects.get(title=row()[0])
    assert (first.status, first.is_staged, first.households) == ("open", False, 50)
    assert first.valid_until is not None
    end = Due.objects.get(task="expire_need", key=f"need.{first.pk}").at
    reminder = Due.objects.get(task="remind_of_confirming", key=f"confirm.{first.pk}")
    assert (reminder.at, reminder.arguments) == (end - timedelta(days=1), {"need_id": first.pk})
    assert entries(f"need.{first.pk}") == ["need_created", "need_opened"]
    assert entries("board.members").count("need_opened") == 2
    assert entries(f"user.{cast.basel.pk}")[-1] == "sheet_imported"
    written(cast.actor("hala"), as_csv(row(title="مسودة هالة")))
    draft = Need.objects.get(title="مسودة هالة")
    assert (draft.status, draft.opened_at) == ("draft", None)
    assert entries(f"org.{cast.association.pk}")[-1] == "need_created"


def test_the_same_table_again_changes_nothing_whoever_brings_it(cast: Cast) -> None:
    written(cast.actor("basel"), TWO, opens=True)
    for name in ("basel", "hala"):
        again = brought(cast.actor(name), TWO)
        assert (again.counts["same"], again.counts["new"]) == (2, 0)
        with pytest.raises(ValidationError) as refusal:
            start_sheet(actor=cast.actor(name), sheet=again)
        assert refusal.value.code == "nothing_to_write"


def test_a_table_changes_what_stands_by_code_and_leaves_the_rest(cast: Cast) -> None:
    written(cast.actor("basel"), TWO, opens=True)
    need = Need.objects.get(title=row()[0])
    table = as_csv((need.code, "60", "بطانية", "250"), headings=("الرمز", "الأسر", "المادة", "الكمية"))
    sheet = written(cast.actor("basel"), table)
    assert (sheet.counts["changed"], sheet.refused) == (1, [])
    need.refresh_from_db()
    line = need.lines.get()
    assert (need.households, need.title, line.quantity, line.unit.code) == (60, row()[0], 250_000, "piece")
    assert entries(need.stream)[-1] == "need_edited"


def test_what_is_wrong_is_left_out_only_if_one_says_so(cast: Cast) -> None:
    table = as_csv(row(), row(title="خطأ", quantity="-1"))
    with pytest.raises(ValidationError) as refusal:
        written(cast.actor("basel"), table)
    assert refusal.value.error_dict["skips_wrong"][0].code == "rows_wrong"
    written(cast.actor("basel"), table, skips_wrong=True)
    assert [need.title for need in Need.objects.all()] == [row()[0]]


def test_members_do_not_open_by_a_table(cast: Cast) -> None:
    with pytest.raises(ValidationError) as refusal:
        written(cast.actor("hala"), TWO, opens=True)
    assert refusal.value.error_dict["opens"][0].code == "may_not_open"


def test_nothing_is_seen_before_all_is_written_and_a_kill_does_no_harm(cast: Cast) -> None:
    """The worker dies before it shows them; begun again it writes none twice."""
    sheet = start_sheet(actor=cast.actor("basel"), sheet=brought(cast.actor("basel"), TWO), opens=True)
    with patch.object(tasks, "show_sheet", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        tasks.write_sheet(sheet.pk)
    assert Need.objects.filter(is_staged=True).count() == 2
    for person in (cast.basel, cast.hala, cast.omar):
        assert not needs_for(person)
    assert entries(f"org.{cast.association.pk}") == []
    tasks.write_sheet(sheet.pk)
    assert needs_for(cast.omar).count() == 2
    tasks.write_sheet(sheet.pk)
    assert Need.objects.count() == 2


def test_two_tables_of_one_organisation_are_written_one_after_the_other(cast: Cast) -> None:
    """Both were looked through before either was written: the later one changes what the earlier one brings."""
    sheets = [
        brought(cast.actor(name), as_csv(row(quantity=amount))) for name, amount in (("basel", "120"), ("hala", "90"))
    ]
    other = brought(cast.actor("omar"), as_csv(row(title="لجهة أخرى")))
    for sheet, name in zip([*sheets, other], ("basel", "hala", "omar"), strict=True):
        start_sheet(actor=cast.actor(name), sheet=sheet)
    tasks.write_sheet(sheets[1].pk)
    tasks.write_sheet(other.pk)
    assert [need.organization for need in Need.objects.all()] == [cast.other]
    assert Due.objects.get(key=f"sheet.{sheets[1].pk}").at > timezone.now()
    for sheet in sheets:
        tasks.write_sheet(sheet.pk)
        sheet.refresh_from_db()
        assert sheet.state == "finished"
    assert [need.lines.get().typed for need in Need.objects.filter(organization=cast.association)] == [90_000]


def test_a_table_whose_maker_left_is_given_up_and_discarded_without_a_trace(cast: Cast) -> None:
    basel = cast.actor("basel")
    sheet = start_sheet(actor=basel, sheet=brought(basel, TWO))
    with patch.object(tasks, "show_sheet", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        tasks.write_sheet(sheet.pk)
    with pytest.raises(Conflict):
        discard_sheet(actor=basel, sheet=sheet)
    tasks.give_up_sheet(sheet.pk)
    sheet.refresh_from_db()
    assert (sheet.state, entries(f"user.{cast.basel.pk}")[-1]) == ("failed", "sheet_failed")
    discard_sheet(actor=basel, sheet=sheet)
    tasks.clear_sheet(sheet.pk)
    assert not SheetImport.objects.exists()
    assert not Need.objects.exists()


def test_a_maker_without_rights_is_refused_at_once(cast: Cast) -> None:
    sheet = start_sheet(actor=cast.actor("hala"), sheet=brought(cast.actor("hala"), TWO))
    Membership.objects.filter(person=cast.hala).delete()
    tasks.write_sheet(sheet.pk)
    sheet.refresh_from_db()
    assert sheet.state == "failed"
    assert not Need.objects.exists()
    make_membership(cast.hala, cast.association)
    restart_sheet(actor=cast.actor("hala"), sheet=sheet)
    tasks.write_sheet(sheet.pk)
    assert Need.objects.filter(is_staged=False).count() == 2


def test_columns_are_mapped_and_remembered(cast: Cast) -> None:
    basel = cast.actor("basel")
    table = as_csv(("بطانيات", "حلب", "7"), headings=("شيء أول", "شيء ثان", "شيء ثالث"))
    sheet = brought(basel, table)
    columns = [["item", "place", "quantity"]]
    planned = look_through(basel, "need", [("x", table)])
    described = [{**planned.tables[0], "columns": columns[0], "is_sure": True}]
    map_sheet(actor=basel, sheet=sheet, tables=described, fallbacks={}, plan=[], counts={})
    again = brought(cast.actor("hala"), table)
    assert again.tables[0]["columns"] == columns[0]
    assert again.counts["new"] == 1
    assert brought(cast.actor("omar"), table).tables[0]["columns"] != columns[0]


def test_offers_come_by_tables_too(cast: Cast) -> None:
    headings = ("العنوان", "المكان (الرمز)", "المادة", "الكمية", "نستطيع إيصاله", "متاح حتى")
    table = as_csv(("بطانيات فائضة", "SY02", "بطانية", "300", "نعم", "31/12/2026"), headings=headings)
    sheet = written(cast.actor("omar"), table, kind="offer", opens=True)
    offer = Offer.objects.get()
    assert (sheet.state, offer.status, offer.can_transport, offer.place_id) == ("finished", "open", True, "SY02")
    assert entries(offer.stream) == ["offer_created", "offer_opened"]


def test_a_repeated_upload_is_the_first_and_others_are_a_conflict(cast: Cast) -> None:
    basel, client_id = cast.actor("basel"), uuid4()
    kept = look_through(basel, "need", [("a.csv", TWO)])
    first = import_sheet(actor=basel, kind="need", kept=kept, client_id=client_id)
    assert import_sheet(actor=basel, kind="need", kept=kept, client_id=client_id) == first
    other = look_through(basel, "need", [("a.csv", as_csv(row()))])
    with pytest.raises(Conflict) as refusal:
        import_sheet(actor=basel, kind="need", kept=other, client_id=client_id)
    assert refusal.value.code == "client_id_reused"


def test_only_five_wait_and_none_longer_than_a_week(cast: Cast) -> None:
    sheets = [brought(cast.actor("basel"), as_csv(row(households=str(at + 1)))) for at in range(6)]
    assert SheetImport.objects.count() == 5
    tasks.forget_sheet(sheets[-1].pk)
    assert SheetImport.objects.count() == 4


def test_what_has_ended_is_not_brought_back(cast: Cast) -> None:
    written(cast.actor("basel"), as_csv(row()), opens=True)
    actions.cancel_need(actor=cast.actor("basel"), need=Need.objects.get(), reason="وصل كل شيء")
    sheet = brought(cast.actor("basel"), as_csv(row(households="99")))
    assert (sheet.counts["same"], sheet.plan[0]["notes"]) == (1, ["ended"])


def test_care_gaps_come_by_tables(cast: Cast) -> None:
    headings = (*HEADINGS[:4], "النوع", "المعنيون", "أماكن ناقصة")
    table = as_csv(("لا دار للمسنين", "PRO", "SY02", "4", "فجوة رعاية", "900", "300"), headings=headings)
    written(cast.actor("basel"), table, opens=True)
    gap = Need.objects.get()
    assert (gap.kind, gap.status, gap.missing_capacity, gap.valid_until) == ("care_gap", "open", 300, None)
