from django.urls import path

from journal.addresses import page
from live import api as live_api
from live import installing, views
from live.metrics import metrics

pages = [
    page("about/", views.about),
    page("rooms/shell/", installing.shell),
    page("manifest.webmanifest", installing.manifest),
    page("service-worker.js", installing.service_worker),
    page("healthz", views.healthz),
    page("readyz", views.readyz),
    page("metrics", metrics),
]
api = [path("sync/", live_api.sync, name="sync")]
