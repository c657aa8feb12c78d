"""What verbs wrote into the journal, as tests compare it."""

from journal.models import Entry


def events(stream: str) -> list[str]:
    return list(Entry.objects.filter(stream__name=stream).order_by("number").values_list("event", flat=True))
