"""A text on its way in, and a law whose text is not published, for the walks."""

from __future__ import annotations

from uuid import uuid4

from legislation.models import ImportDoubt, ImportedNode, Instrument, ProvisionText, TextImport
from tests.attacks.recommended import Ids
from tests.factories import Cast


def text_ids(cast: Cast, law: Instrument, mark: str) -> Ids:
    known = {"text": mark, "title": mark, "preamble": mark, "name": mark, "format": "pasted", "status": "parsed"}
    brought = TextImport.objects.create(instrument=law, person=cast.salma, client_id=uuid4(), **known)
    row = ImportedNode.objects.create(text_import=brought, position=1, kind="article", label=mark, text=mark)
    facts = {"words": mark}
    doubt = ImportDoubt.objects.create(text_import=brought, node=row, code="note", facts=facts)
    texts = ProvisionText.objects.filter(provision__instrument=law).values_list("pk", flat=True)
    ids: Ids = {"text-imports": [brought.pk], "imported-rows": [row.pk], "import-doubts": [doubt.pk]}
    return ids | {"provision-texts": list(texts)}
