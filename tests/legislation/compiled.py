"""Rounds that were decided, and the dossiers made of them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django.utils import timezone

from legislation.actions import create_dossier, send_dossier
from legislation.models import Amendment, Dossier, Endorsement, Instrument, Proposal, Provision, Round
from legislation.permissions import grant
from legislation.tasks.dossiers import write_dossier
from needs.codes import new_code
from organizations.models import Organization
from tests.factories import Cast
from tests.legislation.made import article, published_law

SITE = "https://multaqa.example"


def decided_round(cast: Cast, **columns: Any) -> Round:
    """Convened by Basel's association; two proposals of Omar's were adopted, one was not, one was withdrawn."""
    law = columns.pop("instrument", None) or published_law(cast)
    row = bare_round(cast, law, **columns)
    fee = proposed(
        cast,
        row,
        "نطاق القانون ونفقات التطوع",
        rationale="لا يجوز أن يشمل القانون الفروع بلا قرار معلل، والنفقات تحددها كل جمعية.",
    )
    change(fee, article(law, 2), new_text=shorter(article(law, 2)))
    change(fee, article(law, 5), kind="repeal")
    terms = proposed(cast, row, "مصطلح واحد للهيئة", rationale="يرد المصطلحان في القانون لمعنى واحد.")
    change(terms, None, kind="replace_term", term="الجهة", new_term="الجمعية")
    change(terms, article(law, 4), kind="insert_after", new_text="تنشر الجمعية تقريرها السنوي.", new_kind="article")
    proposed(cast, row, "مقترح لم يعتمد", status="rejected", status_reason="خارج نطاق القانون")
    proposed(cast, row, "مقترح سُحب", status="withdrawn", status_reason="سحبته الجمعية")
    endorsed(cast, fee, cast.association)
    return row


def bare_round(cast: Cast, law: Instrument, **columns: Any) -> Round:
    """Decided, with nothing in it."""
    days = {"opens_on": date(2026, 1, 1), "freezes_on": date(2026, 2, 1), "closes_on": date(2026, 3, 1)}
    details: dict[str, Any] = {"code": new_code("A"), "title": "جولة تعديل قانون الجمعيات", "status": "decided", **days}
    details |= {"base_on": date(2026, 1, 1), "organization": cast.association, "author": cast.basel, **columns}
    row = Round.objects.create(instrument=law, client_id=uuid4(), **details)
    grant(row, cast.association)
    return row


def shorter(row: Provision) -> str:
    """Its text without the last words, and two others behind."""
    return f"{' '.join(row.texts.get().text.split()[:-2])} بقرار معلل."


def proposed(cast: Cast, row: Round, title: str, **columns: Any) -> Proposal:
    details: dict[str, Any] = {"author": cast.omar, "organization": cast.other, "status": "adopted", **columns}
    details |= {"signed_by": cast.omar, "submitted_at": timezone.now()}
    code = f"{row.code}-{row.proposals.count() + 1:03d}"
    return Proposal.objects.create(code=code, round=row, title=title, client_id=uuid4(), **details)


def change(proposal: Proposal, provision: Provision | None, **columns: Any) -> Amendment:
    details: dict[str, Any] = {"kind": "replace", "position": proposal.amendments.count() + 1, **columns}
    base = provision.texts.get() if provision else None
    if base is not None:
        details |= {"provision": provision, "base": base, "base_sha256": base.sha256}
    return Amendment.objects.create(proposal=proposal, person=proposal.author, client_id=uuid4(), **details)


def endorsed(cast: Cast, proposal: Proposal, organization: Organization) -> Endorsement:
    proposal.endorsements_count += 1
    proposal.save(update_fields=["endorsements_count"])
    return Endorsement.objects.create(proposal=proposal, organization=organization, version=1, person=cast.basel)


def asked_for(cast: Cast, row: Round, **more: Any) -> Dossier:
    given: dict[str, Any] = {"client_id": uuid4(), "site": SITE, "addressee": "وزارة الشؤون", "letter": "تحية طيبة"}
    return create_dossier(actor=cast.actor("basel"), row=row, **{**given, **more})


def frozen_dossier(cast: Cast, row: Round | None = None, **more: Any) -> Dossier:
    made = asked_for(cast, row or decided_round(cast), **more)
    write_dossier(made.pk)
    return Dossier.objects.select_related("round").get(pk=made.pk)


def sent_dossier(cast: Cast, row: Round | None = None) -> Dossier:
    made = frozen_dossier(cast, row)
    return send_dossier(actor=cast.actor("basel"), dossier=made, sent_on=timezone.localdate(), receipt_number="1/2026")
