"""What happened in a project, in words: a verbal noun for each event of its stream, the group it belongs to, and how
the thing it happened to is called.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.models import Project

WORDS: dict[str, Any] = {
    "project_created": gettext_lazy("Project proposed"),
    "project_edited": gettext_lazy("Project described anew"),
    "project_lost": gettext_lazy("Access ended with a membership or an organisation"),
    "project_status_changed": gettext_lazy("State of the project"),
    "need_linked": gettext_lazy("Need taken up"),
    "need_unlinked": gettext_lazy("Need let go"),
    "plan_laid": gettext_lazy("Plan laid out from a template"),
    "partner_invited": gettext_lazy("Organisation invited"),
    "invitation_revoked": gettext_lazy("Invitation withdrawn"),
    "partnership_accepted": gettext_lazy("Partner joined"),
    "partnership_declined": gettext_lazy("Invitation declined"),
    "partner_changed": gettext_lazy("Role or share changed"),
    "partner_left": gettext_lazy("Partner left"),
    "partnership_ended": gettext_lazy("Partnership ended"),
    "lead_offered": gettext_lazy("Lead offered"),
    "lead_offer_withdrawn": gettext_lazy("Lead kept"),
    "lead_declined": gettext_lazy("Lead declined"),
    "lead_declared_vacant": gettext_lazy("Lead vacant"),
    "lead_taken_over": gettext_lazy("Lead taken over"),
    "lead_handed_over": gettext_lazy("Lead handed over"),
    "guest_taken_in": gettext_lazy("Guest taken in"),
    "guest_taken_out": gettext_lazy("Guest taken out"),
    "task_created": gettext_lazy("Task added"),
    "task_created_from_message": gettext_lazy("Made of a message"),
    "task_edited": gettext_lazy("Task changed"),
    "task_moved": gettext_lazy("Task moved"),
    "task_assigned": gettext_lazy("Task assigned"),
    "task_deleted": gettext_lazy("Task deleted"),
    "task_restored": gettext_lazy("Task restored"),
    "tasks_replanned": gettext_lazy("Tasks planned anew"),
    "comment_posted": gettext_lazy("Comment written"),
    "comment_deleted": gettext_lazy("Comment deleted"),
    "file_attached": gettext_lazy("File attached to a task"),
    "file_detached": gettext_lazy("File taken off a task"),
    "result_created": gettext_lazy("Goal or output added"),
    "result_edited": gettext_lazy("Goal or output changed"),
    "result_deleted": gettext_lazy("Goal or output deleted"),
    "activity_created": gettext_lazy("Activity added"),
    "activity_edited": gettext_lazy("Activity changed"),
    "activity_deleted": gettext_lazy("Activity deleted"),
    "document_added": gettext_lazy("Document added"),
    "document_edited": gettext_lazy("Document renamed or moved"),
    "document_version_added": gettext_lazy("New version of a document"),
    "document_deleted": gettext_lazy("Document deleted"),
    "document_restored": gettext_lazy("Document restored"),
    "folder_created": gettext_lazy("Folder made"),
    "folder_renamed": gettext_lazy("Folder renamed"),
    "folder_deleted": gettext_lazy("Folder deleted"),
    "note_created": gettext_lazy("Note begun"),
    "note_renamed": gettext_lazy("Note renamed"),
    "note_written": gettext_lazy("Note written"),
    "note_commented": gettext_lazy("Comment on a note"),
    "note_comment_resolved": gettext_lazy("Comment on a note settled"),
    "note_comment_reopened": gettext_lazy("Comment on a note reopened"),
    "note_comment_deleted": gettext_lazy("Comment on a note taken back"),
    "note_version_kept": gettext_lazy("Version of a note kept"),
    "note_restored": gettext_lazy("Version of a note restored"),
    "contribution_promised": gettext_lazy("Contribution promised"),
    "contribution_edited": gettext_lazy("Contribution changed"),
    "contribution_withdrawn": gettext_lazy("Contribution withdrawn"),
    "giving_recorded": gettext_lazy("Contribution arrived"),
    "giving_withdrawn": gettext_lazy("Arrival of a contribution withdrawn"),
    "expense_recorded": gettext_lazy("Expense recorded"),
    "expense_corrected": gettext_lazy("Expense corrected"),
    "expense_withdrawn": gettext_lazy("Expense withdrawn"),
    "budget_line_created": gettext_lazy("Budget line added"),
    "budget_line_edited": gettext_lazy("Budget line changed"),
    "budget_line_withdrawn": gettext_lazy("Budget line withdrawn"),
    "indicator_created": gettext_lazy("Indicator added"),
    "indicator_edited": gettext_lazy("Indicator changed"),
    "indicator_withdrawn": gettext_lazy("Indicator withdrawn"),
    "measurement_recorded": gettext_lazy("Measured"),
    "measurement_corrected": gettext_lazy("Measurement corrected"),
    "period_created": gettext_lazy("Reporting period added"),
    "period_edited": gettext_lazy("Reporting period changed"),
    "period_closed": gettext_lazy("Reporting period closed"),
    "period_reopened": gettext_lazy("Reporting period opened again"),
    "photo_added": gettext_lazy("Photo added"),
    "photo_removed": gettext_lazy("Photo deleted"),
    "document_taken_down": gettext_lazy("A former partner took its file back"),
}
# The groups by which one filters: what their events begin with.
GROUPS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "project": (gettext_lazy("The project itself"), ("project_", "need_", "plan_", "photo_")),
    "partners": (gettext_lazy("Partners and guests"), ("partner", "invitation_", "lead_", "guest_")),
    "tasks": (
        gettext_lazy("Tasks"),
        ("task", "comment_", "column_", "label_", "check_", "dependency_", "file_"),
    ),
    "plan": (gettext_lazy("Work plan"), ("result_", "activity_")),
    "documents": (gettext_lazy("Minutes and documents"), ("document_", "folder_", "note_")),
    "money": (gettext_lazy("Contributions and budget"), ("contribution_", "giving_", "expense_", "budget_")),
    "indicators": (gettext_lazy("Indicators"), ("indicator_", "measurement_", "period_")),
}


def words_for(event: str) -> str:
    """A verbal noun; of an event without words of its own no more than that something was changed."""
    return str(WORDS.get(event) or _("Changed"))


def of_group(group: str) -> Q:
    """The entries of a group; all of them for one that is not known."""
    wanted = Q()
    for start in GROUPS[group][1] if group in GROUPS else ():
        wanted |= Q(event__startswith=start)
    return wanted


def name_of(facts: Mapping[str, Any], event_facts: Mapping[str, Any]) -> str:
    """How the object of an entry is called as it stands now; empty where it is gone or has no name."""
    if "before" in event_facts and event_facts.get("status") in Project.Status.values:
        return str(Project.Status(event_facts["status"]).label)
    if "need" in event_facts:
        return str(event_facts["need"])  # its code: not everybody may read its title
    organization = facts.get("organization")
    if "project" in facts and "role" in facts and isinstance(organization, Mapping):
        return str(organization.get("name", ""))  # of a partner
    return str(facts.get("title") or facts.get("name") or "")
