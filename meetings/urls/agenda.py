"""The agenda of a session."""

from journal.addresses import call, page
from meetings.api.agenda import AgendaDocumentViewSet, AgendaItemViewSet, AgendaViewSet
from meetings.views import agenda, sessions

pages = [
    page("sessions/<int:pk>/agenda/", agenda.agenda),
    page("sessions/<int:pk>/agenda/new/", agenda.add_agenda_item),
    page("sessions/<int:pk>/item/", sessions.take_up_item),
    page("agenda-items/<int:pk>/edit/", agenda.edit_agenda_item),
    page("agenda-items/<int:pk>/move/", agenda.move_agenda_item),
    page("agenda-items/<int:pk>/withdraw/", agenda.withdraw_agenda_item),
    page("agenda-items/<int:pk>/documents/new/", agenda.add_agenda_document),
    page("agenda-documents/<int:pk>/", agenda.agenda_document),
    page("agenda-documents/<int:pk>/remove/", agenda.remove_agenda_document),
]
calls = [
    call("sessions/<int:pk>/agenda/", "api_agenda", AgendaViewSet, get="list", post="create"),
    call("sessions/<int:pk>/item/", "api_session_item", AgendaViewSet, put="take_up"),
    call(
        "agenda-items/<int:pk>/",
        "api_agenda_item",
        AgendaItemViewSet,
        get="retrieve",
        patch="partial_update",
        delete="destroy",
    ),
    call("agenda-items/<int:pk>/place/", "api_agenda_item_place", AgendaItemViewSet, put="place"),
    call("agenda-items/<int:pk>/documents/", "api_agenda_documents", AgendaItemViewSet, post="add_document"),
    call("agenda-documents/<int:pk>/", "api_agenda_document", AgendaDocumentViewSet, delete="destroy"),
]
