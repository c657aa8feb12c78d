"""Who can say what an object looks like, who may watch a stream, who follows it, what the clock may wake.

A new app adds its lines here: the journal lies below all of them and knows them by these names only.
"""

from config.settings.data import REDIS_URL
from config.settings.environment import env

JOURNAL_KINDS = {
    "user": "accounts.queries.facts",
    "organization": "organizations.queries.facts",
    "membership": "organizations.queries.facts",
    "application": "organizations.queries.facts",
    "room": "chat.queries.facts",
    "room_membership": "chat.queries.facts",
    "report": "chat.queries.facts",
    "measure": "chat.queries.facts",
    "message": "chat.queries.facts",
    "need": "needs.queries.facts",
    "challenge": "needs.queries.challenges.facts",
    "offer": "needs.queries.facts",
    "item": "needs.queries.facts",
    "operation": "needs.queries.operations.facts",
    "saved_filter": "needs.queries.filters.facts",
    "pledge": "needs.queries.pledges.facts",
    "delivery": "needs.queries.pledges.facts",
    "sheet": "needs.queries.sheet_facts",
    "project": "projects.queries.facts",
    "partner": "projects.queries.facts",
    "feed_key": "projects.queries.facts",
    "dependency": "projects.queries.facts",
    "column": "projects.queries.facts",
    "document": "projects.queries.facts",
    "folder": "projects.queries.facts",
    "task": "projects.queries.facts",
    "archive": "archives.queries.facts",
    "bot": "bots.queries.facts",
    "outgoing_webhook": "bots.queries.facts",
    "notification": "notifications.queries.facts",
    "push_subscription": "notifications.queries.facts",
    "preferences": "notifications.queries.facts",
    "digest": "notifications.queries.facts",
    "saved_message": "chat.queries.facts",
    "reminder": "chat.queries.facts",
}
JOURNAL_STREAMS = {
    "user": "accounts.permissions.streams_for",
    "org": "organizations.permissions.streams_for",
    "desk": "organizations.permissions.desk_streams_for",
    "room": "chat.permissions.streams_for",
    "board": "needs.permissions.streams_for",
    "need": "needs.permissions.streams_for",
    "challenge": "needs.permissions.streams_for",
    "offer": "needs.permissions.streams_for",
    "operation": "needs.permissions.streams_for",
    "project": "projects.permissions.streams_for",
}
JOURNAL_FOLLOWERS = [
    "chat.tasks.rooms_follow_memberships",
    "needs.tasks.searches_follow_needs",
    "bots.tasks.webhooks_follow",
    "notifications.tasks.notices_of_rooms",
    "notifications.tasks.notices_of_people",
    "search.tasks.search_follows_rooms",
    "search.tasks.search_follows_names",
]
JOURNAL_TASKS = {
    "mail_person": "notifications.mails.mail_person",
    "send_digest": "notifications.mails.send_digest",
    "push_stream": "notifications.tasks.push_stream",
    "push_person": "notifications.tasks.push_person",
    "push_again": "notifications.tasks.push_again",
    "expire_upload": "files.tasks.expire_upload",
    "write_imports": "chat.tasks.write_imports",
    "forget_import": "chat.tasks.forget_waiting_import",
    "preview_files": "chat.tasks.preview_files",
    "discard_import": "chat.tasks.discard_import",
    "remind_acknowledgement": "chat.tasks.remind_acknowledgement_of",
    "send_webhook": "bots.tasks.send_webhook",
    "write_archive": "archives.tasks.write_archive",
    "forget_archive": "archives.tasks.forget_old_archive",
    "purge_room": "chat.tasks.purge_room",
    "close_poll": "chat.tasks.close_due_poll",
    "expire_need": "needs.tasks.expire_need",
    "remind_of_confirming": "needs.tasks.remind_of_confirming",
    "remind_of_dispatch": "needs.tasks.remind_of_dispatch",
    "remind_of_receipt": "needs.tasks.remind_of_receipt",
    "expire_offer": "needs.tasks.expire_offer",
    "lapse_pledge": "needs.tasks.lapse_pledge",
    "warn_of_lapsing": "needs.tasks.warn_of_lapsing",
    "preview_delivery_files": "needs.tasks.preview_delivery_files",
    "check_ledger": "needs.tasks.check_ledger",
    "write_sheet": "needs.tasks.write_sheet",
    "clear_sheet": "needs.tasks.clear_sheet",
    "forget_sheet": "needs.tasks.forget_sheet",
    "remind": "chat.tasks.remind_of_message",
    "fill_search": "search.tasks.fill_search",
}
# Those of them that may take minutes: they run beside the others, one at a time.
JOURNAL_SLOW = {
    "write_sheet",
    "clear_sheet",
    "write_imports",
    "discard_import",
    "write_archive",
    "purge_room",
    "fill_search",
}
# Who hears of a task that failed for the last time.
JOURNAL_GIVEN_UP = {
    "write_imports": "chat.tasks.give_up_import",
    "write_archive": "archives.tasks.give_up_archive",
    "write_sheet": "needs.tasks.give_up_sheet",
    "purge_room": "chat.tasks.purge_again",
}
AUDIT_SECONDS = env.float("AUDIT_SECONDS", default=10.0 if REDIS_URL else 1.0)
