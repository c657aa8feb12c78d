from django.urls import path

from live import api as live_api
from live import views
from live.metrics import metrics

pages = [
    path("about/", views.about, name="about"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
]
api = [path("sync/", live_api.sync, name="sync")]
