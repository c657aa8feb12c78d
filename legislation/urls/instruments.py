"""The library of texts, and reading them."""

from django.urls import URLPattern

from journal.addresses import call, page
from legislation.api.instruments import InstrumentViewSet
from legislation.api.reading import ProvisionViewSet
from legislation.api.topics import TopicViewSet
from legislation.views import instruments, reading, topics

pages: list[URLPattern] = [
    page("laws/", instruments.instruments),
    page("laws/new/", instruments.create_instrument),
    page("laws/<int:pk>/", reading.instrument),
    page("laws/<int:pk>/card/", reading.instrument_card),
    page("laws/<int:pk>/law.pdf", reading.instrument_pdf),
    page("laws/<int:pk>/law.docx", reading.instrument_docx),
    page("laws/<int:pk>/edit/", instruments.edit_instrument),
    page("laws/<int:pk>/publish/", instruments.publish_instrument),
    page("laws/<int:pk>/discard/", instruments.discard_instrument),
    page("laws/<int:pk>/status/", instruments.set_instrument_status),
    page("laws/<int:pk>/scan/", instruments.instrument_source),
    page("laws/<int:pk>/scan/new/", instruments.set_source),
    page("laws/<int:pk>/links/new/", instruments.link_instruments),
    page("laws/<int:pk>/acknowledge/", instruments.acknowledge_circular),
    page("laws/<int:pk>/acknowledgements/", instruments.acknowledgements),
    page("law-links/<int:pk>/delete/", instruments.unlink_instruments),
    page("provisions/<int:pk>/", reading.provision),
    page("provisions/<int:pk>/card/", reading.provision_card),
    page("provisions/<int:pk>/article.pdf", reading.provision_pdf),
    page("topics/", topics.topics),
    page("topics/<int:pk>/edit/", topics.edit_topic),
    page("topics/<int:pk>/follow/", topics.follow_topic),
    page("topics/<int:pk>/unfollow/", topics.unfollow_topic),
]
calls: list[URLPattern] = [
    call("laws/", "api_laws", InstrumentViewSet, get="list", post="create"),
    call("laws/<int:pk>/", "api_law", InstrumentViewSet, get="retrieve", patch="partial_update", delete="destroy"),
    call("laws/<int:pk>/publication/", "api_law_publication", InstrumentViewSet, put="publish"),
    call("laws/<int:pk>/status/", "api_law_status", InstrumentViewSet, put="status"),
    call("laws/<int:pk>/scan/", "api_law_scan", InstrumentViewSet, put="scan"),
    call("laws/<int:pk>/links/", "api_law_links", InstrumentViewSet, put="link"),
    call("law-links/<int:pk>/", "api_law_link", InstrumentViewSet, delete="unlink"),
    call("laws/<int:pk>/acknowledgement/", "api_acknowledgement_of_law", InstrumentViewSet, put="acknowledge"),
    call("laws/<int:pk>/acknowledgements/", "api_acknowledgements_of_law", InstrumentViewSet, get="acknowledgements"),
    call("provisions/", "api_provisions", ProvisionViewSet, get="list"),
    call("provisions/<int:pk>/", "api_provision", ProvisionViewSet, get="retrieve"),
    call("topics/", "api_topics", TopicViewSet, get="list", post="create"),
    call("topics/<int:pk>/", "api_topic", TopicViewSet, patch="partial_update"),
    call("topics/<int:pk>/following/", "api_topic_following", TopicViewSet, put="follow", delete="unfollow"),
]
