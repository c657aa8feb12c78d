"""A text of the library that is not published yet, for the walks."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from legislation.models import Instrument, InstrumentLink, Provision, ProvisionText, Topic
from tests.attacks.recommended import Ids
from tests.factories import Cast


def library_ids(cast: Cast, mark: str) -> Ids:
    own: dict[str, Any] = {"person": cast.salma}
    law, other = (
        Instrument.objects.create(code=code, title=f"قانون {mark}", about=mark, client_id=uuid4(), **own)
        for code in ("L-ZQX23", "L-ZQX24")
    )
    article = Provision.objects.create(instrument=law, kind="article", label="مادة 1", eid="art_1", position=1)
    ProvisionText.objects.create(provision=article, text=mark, sha256="0" * 64, search_text=mark)
    link = InstrumentLink.objects.create(source=law, target=other, kind="amends", note=mark, **own)
    topic = Topic.objects.create(name_ar="موضوع")
    return {"laws": [law.pk, other.pk], "provisions": [article.pk], "law-links": [link.pk], "topics": [topic.pk]}
