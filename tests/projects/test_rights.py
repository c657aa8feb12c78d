"""Every permission of joint projects by every role, while the project runs and when it is archived."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from projects import permissions
from projects.models import Project
from projects.permissions import documents, publishing
from tests.factories import Cast
from tests.projects.roles import OUT, Roles, make_roles

pytestmark = [pytest.mark.django_db, pytest.mark.both]
LEAD = "basel manager"
WORK = "basel hala omar manager member worker"
SEE = "basel hala omar rania manager member worker"
SPEAK = "basel omar manager"
READING = {
    **dict.fromkeys(("see", "read_project", "enter_project_room", "create_feed_key", "read_document"), SEE),
    **dict.fromkeys(("begin_project", "create_project"), "basel omar manager former"),
    **dict.fromkeys(("discard_task_sheet", "revoke_feed_key"), "basel"),  # what Basel brought
    "take_down_document": "former",  # what its organisation brought
}
WORKING = (
    *("work", "create_task", "edit_task", "complete_task", "reopen_task", "delete_task", "restore_task", "move_task"),
    *("add_check", "edit_check", "set_check", "delete_check", "attach_file", "detach_file", "post_comment"),
    *("create_label", "edit_label", "delete_label", "create_activity", "edit_activity", "place_activity"),
    *("delete_activity", "create_result", "edit_result", "place_result", "delete_result", "add_dependency"),
    *("edit_dependency", "remove_dependency", "replan_tasks", "import_task_sheet"),
    *("create_note", "write_note", "rename_note", "keep_note_version", "restore_note_version", "comment_note"),
    *("resolve_note_comment", "unlink_need", "create_folder", "edit_folder", "delete_folder"),
    *("add_document", "add_version", "edit_document", "add_photo"),
)
LEADING = (
    *("lead", "edit_project", "set_project_status", "invite_partner", "revoke_invitation", "change_partner"),
    *("end_partnership", "take_in_guest", "create_column", "edit_column", "move_column", "delete_column"),
    *("create_budget_line", "edit_budget_line", "withdraw_budget_line", "create_indicator", "edit_indicator"),
    *("withdraw_indicator", "set_target", "create_period", "edit_period", "close_period", "reopen_period"),
    *("lay_plan", "publish_project", "show_photo"),
)
OF_OMARS = (  # what Omar wrote down, or what is his organisation's to say
    *("edit_contribution", "withdraw_contribution", "correct_expense", "withdraw_expense", "withdraw_giving"),
    *("correct_measurement", "leave_project", "accept_lead", "decline_lead", "take_lead", "show_partner"),
    *("accept_partnership", "decline_partnership", "link_pledge"),
)
OF_BASELS = ("edit_comment", "delete_note_comment", "start_task_sheet")
BINDING = ("speak", "promise_contribution", "record_expense", "record_measurement", "save_template")
OF_THE_CLOCK = (
    *("declare_lead_vacant", "settle_project_room", "remind_of_period", "remind_of_task"),
    *("preview_task_file", "preview_photo"),
)
RIGHTS = {
    **READING,
    **dict.fromkeys(WORKING, WORK),
    "link_need": "basel hala omar manager member",
    "create_task_from_message": "basel omar worker",  # who see them
    **dict.fromkeys(LEADING, LEAD),
    **dict.fromkeys(("offer_lead", "withdraw_lead_offer"), "basel"),
    **dict.fromkeys(BINDING, SPEAK),
    **dict.fromkeys(OF_OMARS, "omar"),
    **dict.fromkeys(OF_BASELS, "basel"),
    **dict.fromkeys(OF_THE_CLOCK, ""),
    "delete_comment": LEAD,
    "record_giving": SPEAK,
    "take_out_guest": "basel rania manager",
    **dict.fromkeys(("delete_document", "restore_document"), "basel hala manager"),
    **dict.fromkeys(("remove_photo", "withdraw_template"), LEAD),
}
ARCHIVED = {
    **READING,
    **dict.fromkeys(("lead", "set_project_status", "publish_project", "show_photo", "revoke_invitation"), LEAD),
    **dict.fromkeys(("leave_project", "decline_lead", "take_lead", "show_partner", "decline_partnership"), "omar"),
    **dict.fromkeys(("speak", "save_template"), SPEAK),
    "take_out_guest": "basel rania manager",
    "remove_photo": LEAD,
    "withdraw_template": LEAD,
}


@pytest.fixture
def roles(cast: Cast) -> Roles:
    return make_roles(cast, "كلمة")


def all_permissions() -> dict[str, Callable[..., bool]]:
    found = {**vars(permissions), **vars(documents), **vars(publishing)}
    return {name.removeprefix("can_"): may for name, may in found.items() if name.startswith("can_")}


def held_by(roles: Roles) -> dict[str, str]:
    return {name: roles.who(may) for name, may in all_permissions().items()}


def ordered(names: str) -> list[str]:
    return sorted(names.split())


def test_the_table_of_rights(roles: Roles) -> None:
    found = held_by(roles)
    wrong = {name: found[name] for name in found if ordered(found[name]) != ordered(RIGHTS.get(name, "unknown"))}
    assert wrong == {}
    beside = {name for name in READING if name.endswith("_project") and name != "read_project"} | {"take_down_document"}
    assert not {role for name in found.keys() - beside for role in found[name].split()} & set(OUT)


def test_the_table_of_rights_in_what_is_archived(roles: Roles) -> None:
    Project.objects.filter(pk=roles.project.pk).update(status="archived")
    for thing in roles.things.values():
        getattr(thing, "refresh_from_db", lambda: None)()
    roles.things["project"] = Project.objects.get(pk=roles.project.pk)
    found = held_by(roles)
    wrong = {name: found[name] for name in found if ordered(found[name]) != ordered(ARCHIVED.get(name, ""))}
    assert wrong == {}
