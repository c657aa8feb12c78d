"""Texts in time."""

from journal.addresses import call, page
from legislation.api.texts import LawTextViewSet, OwnTextViewSet, ProvisionTextViewSet
from legislation.views import texts

pages = [
    page("laws/<int:pk>/on/", texts.instrument_on),
    page("laws/<int:pk>/compare/", texts.compare_dates),
    page("laws/<int:pk>/akn/", texts.akn),
    page("provisions/<int:pk>/history/", texts.history),
    page("provisions/<int:pk>/change/", texts.change_text),
    page("provisions/<int:pk>/insert/", texts.insert_provision),
    page("provisions/<int:pk>/repeal/", texts.repeal_provision),
    page("provision-texts/<int:pk>/correct/", texts.correct_text),
]
calls = [
    call("laws/<int:pk>/text/", "api_law_text", LawTextViewSet, get="retrieve", post="insert"),
    call("laws/<int:pk>/compare/", "api_law_compare", LawTextViewSet, get="compare"),
    call("laws/<int:pk>/akn/", "api_law_akn", LawTextViewSet, get="akn"),
    call("provisions/<int:pk>/texts/", "api_provision_texts", ProvisionTextViewSet, get="list", post="change"),
    call("provisions/<int:pk>/repeal/", "api_provision_repeal", ProvisionTextViewSet, put="repeal"),
    call("provision-texts/<int:pk>/", "api_provision_text", OwnTextViewSet, patch="partial_update"),
]
