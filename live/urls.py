from django.urls import path

from live import api as live_api
from live import installing, views
from live.metrics import metrics

pages = [
    path("about/", views.about, name="about"),
    path("rooms/shell/", installing.shell, name="shell"),
    path("manifest.webmanifest", installing.manifest, name="manifest"),
    path("service-worker.js", installing.service_worker, name="service_worker"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
]
api = [path("sync/", live_api.sync, name="sync")]
