"""Sheets to print, and what was filled in on them."""

from journal.addresses import call, page
from meetings.api.paper import PaperSheetViewSet
from meetings.views import paper

pages = [
    page("sessions/<int:pk>/sheets/", paper.sheets),
    page("sessions/<int:pk>/sheets/print/", paper.print_sheet),
    page("sessions/<int:pk>/agenda.pdf", paper.agenda_paper),
    page("paper-sheets/<int:pk>/", paper.enter_sheet),
    page("paper-sheets/<int:pk>/sheet.pdf", paper.sheet_paper),
    page("paper-sheets/<int:pk>/photo/", paper.sheet_photo),
]
calls = [
    call("sessions/<int:pk>/paper-sheets/", "api_paper_sheets", PaperSheetViewSet, get="list", post="create"),
    call("paper-sheets/<int:pk>/entry/", "api_paper_sheet_entry", PaperSheetViewSet, put="enter"),
]
