"""The library of texts, and reading them."""

from django.urls import URLPattern

from journal.addresses import page
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
calls: list[URLPattern] = []
