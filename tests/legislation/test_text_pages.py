"""The pages and calls of texts: on their way in, and in time."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from legislation.models import ImportedNode, ProvisionText, TextImport
from tests.factories import Cast, signed_in
from tests.legislation.brought import GAP, an_import, bare_law, law_with_text, read_row
from tests.legislation.made import article

pytestmark = [pytest.mark.both, pytest.mark.django_db]
JSON: dict[str, Any] = {"content_type": "application/json"}
ROW_PAGES = ("edit_import_row", "split_import_row", "move_import_row")
ROW_BUTTONS = ("merge_import_row", "delete_import_row")


def address(name: str, pk: int) -> str:
    return reverse(f"legislation:{name}", args=[pk])


def test_a_text_is_brought_looked_through_and_published_in_the_browser(cast: Cast) -> None:
    salma, law = signed_in(cast.salma), bare_law(cast)
    own = address("texts", law.pk)
    assert "لصق النص" in salma.get(own).content.decode()
    assert "errorlist" in salma.post(own, {"client_id": str(uuid4())}).content.decode()
    answer = salma.post(own, {"client_id": str(uuid4()), "text": GAP})
    made = TextImport.objects.get()
    page = salma.get(answer.headers["Location"]).content.decode()
    assert "الرقم 5 حيث المنتظر 4" in page
    assert "مادة 3" in page
    assert "مادة 3" not in salma.get(f"{address('text_import', made.pk)}?only=doubts").content.decode()
    assert address("text_import", made.pk) in salma.get(own).content.decode()
    row = read_row(made, "مادة 5")
    given = {"version": "1", "kind": "article", "label": "مادة 4", "heading": "", "text": row.text}
    assert "مادة 5" in salma.get(address("edit_import_row", row.pk)).content.decode()
    assert salma.post(address("edit_import_row", row.pk), given)["Location"].endswith(f"#row-{row.pk}")
    assert "errorlist" in salma.post(address("edit_import_row", row.pk), given | {"label": "مادة 9"}).content.decode()
    publish = address("publish_import", made.pk)
    assert "8" in salma.get(publish).content.decode()
    assert salma.post(publish, {"version": "2", "text_version": "0"})["Location"] == address("instrument_on", law.pk)
    assert "تفرض الغرامة" in salma.get(address("instrument_on", law.pk)).content.decode()


def test_rows_are_split_joined_moved_added_and_left_out_in_the_browser(cast: Cast) -> None:
    salma, made = signed_in(cast.salma), an_import(cast)
    third, letter = read_row(made, "مادة 3"), read_row(made, "ب")
    for name in ROW_PAGES:
        assert salma.get(address(name, third.pk)).status_code == 200
    at = third.text.index("وفقاً")
    assert salma.post(address("split_import_row", third.pk), {"at": str(at)}).status_code == 200
    longer = "يدعى إليه. ويعلن موعده."
    salma.post(
        address("edit_import_row", third.pk), {"kind": "article", "label": "مادة 3", "heading": "", "text": longer}
    )
    salma.post(address("split_import_row", third.pk), {"at": str(longer.index("ويعلن")), "kind": "paragraph"})
    part = ImportedNode.objects.get(text="ويعلن موعده.")
    assert (part.kind, part.parent_id) == ("paragraph", third.pk)
    salma.post(address("merge_import_row", part.pk))
    third.refresh_from_db()
    assert third.text == "يدعى إليه.\nويعلن موعده."
    salma.post(address("move_import_row", third.pk), {"parent": str(read_row(made, "الباب الثاني").pk), "first": "on"})
    assert read_row(made, "مادة 3").parent == read_row(made, "الباب الثاني")
    assert salma.get(f"{address('insert_import_row', made.pk)}?after={letter.pk}").status_code == 200
    salma.post(
        address("insert_import_row", made.pk), {"kind": "paragraph", "label": "ج", "text": "مكتب.", "after": letter.pk}
    )
    assert read_row(made, "ج").parent == letter.parent
    salma.post(address("delete_import_row", letter.pk))
    assert not made.nodes.filter(pk=letter.pk).exists()
    salma.post(address("discard_import", made.pk))
    made.refresh_from_db()
    assert made.status == "discarded"


def test_doubts_are_answered_and_opened_again_in_the_browser(cast: Cast) -> None:
    salma, made = signed_in(cast.salma), an_import(cast, text=GAP)
    doubt = made.doubts.get()
    answer = salma.post(address("accept_import_doubt", doubt.pk), {"only": "doubts"})
    assert answer["Location"] == f"{address('text_import', made.pk)}?only=doubts#row-{doubt.node_id}"
    doubt.refresh_from_db()
    assert doubt.accepted_by == cast.salma
    salma.post(address("reopen_import_doubt", doubt.pk))
    doubt.refresh_from_db()
    assert doubt.accepted_at is None


def test_others_find_no_texts_on_their_way_in(cast: Cast) -> None:
    made = an_import(cast, text=GAP)
    row, doubt = made.nodes.all()[0], made.doubts.get()
    for person in (cast.basel, cast.rania, cast.gharib):
        client = signed_in(person)
        assert client.get(address("texts", made.instrument_id)).status_code == 403
        for name in ("text_import", "publish_import", "insert_import_row"):
            assert client.get(address(name, made.pk)).status_code == 404
        for name in ROW_PAGES:
            assert client.get(address(name, row.pk)).status_code == 404
        for name in ROW_BUTTONS:
            assert client.post(address(name, row.pk)).status_code == 404
        assert client.post(address("accept_import_doubt", doubt.pk)).status_code == 404
        assert client.post(address("discard_import", made.pk)).status_code == 404
        assert client.get(f"/api/text-imports/{made.pk}/").status_code == 404
        assert client.get(f"/api/laws/{made.instrument_id}/imports/").status_code == 403
        assert client.patch(f"/api/imported-rows/{row.pk}/", {}, **JSON).status_code == 404
        assert client.put(f"/api/import-doubts/{doubt.pk}/", **JSON).status_code == 404
    hidden = bare_law(cast, number="8", published_at=None)
    assert signed_in(cast.basel).get(address("instrument_on", hidden.pk)).status_code == 404
    assert signed_in(cast.basel).get(f"/api/laws/{hidden.pk}/akn/").status_code == 404


@pytest.mark.parametrize("times", [1, 3])
def test_looking_a_text_through_asks_the_same_however_long_it_is(
    cast: Cast, times: int, django_assert_num_queries: Any
) -> None:
    text = "\n".join(f"مادة {number}- نص المادة." for number in range(1, 3 * times))
    made, client = an_import(cast, text=f"قانون\n{text}"), signed_in(cast.salma)
    client.get(address("text_import", made.pk))
    with django_assert_num_queries(10):
        client.get(address("text_import", made.pk))


@pytest.mark.parametrize("times", [1, 3])
def test_the_list_of_texts_asks_the_same_however_long_it_is(
    cast: Cast, times: int, django_assert_num_queries: Any
) -> None:
    law, client = bare_law(cast), signed_in(cast.salma)
    for _each in range(times):
        an_import(cast, law)
    client.get(address("texts", law.pk))
    with django_assert_num_queries(9):
        client.get(address("texts", law.pk))


@pytest.mark.parametrize("times", [1, 3])
def test_a_law_on_a_day_asks_the_same_however_long_it_is(
    cast: Cast, times: int, django_assert_num_queries: Any
) -> None:
    text = "\n".join(f"مادة {number}- نص المادة." for number in range(1, 3 * times))
    law, client = law_with_text(cast, f"قانون\n{text}"), signed_in(cast.basel)
    client.get(address("instrument_on", law.pk))
    with django_assert_num_queries(10):
        client.get(address("instrument_on", law.pk))


# In time --------------------------------------------------------------------------------------------------------------
def test_texts_change_from_a_day_on_in_the_browser(cast: Cast) -> None:
    salma, law, by = signed_in(cast.salma), law_with_text(cast), bare_law(cast, number="8", title="قانون معدِّل")
    row = article(law, 3)
    for name in ("change_text", "repeal_provision", "insert_provision"):
        assert salma.get(address(name, row.pk)).status_code == 200
    cause = {"valid_from": "2025-01-01", "changed_by": by.pk}
    words = {"text": "تدعو اللجنة إلى الاجتماع.", "heading": "", "client_id": str(uuid4())}
    assert salma.post(address("change_text", row.pk), cause | words)["Location"] == address("history", row.pk)
    assert salma.post(address("change_text", row.pk), cause | words).status_code == 302  # pressed twice
    assert row.texts.count() == 2
    again = words | {"client_id": str(uuid4())}
    assert "errorlist" in salma.post(address("change_text", row.pk), cause | again).content.decode()
    new = {"client_id": str(uuid4()), "kind": "article", "label": "مادة 3 مكرر", "text": "نص جديد."}
    made = salma.post(address("insert_provision", row.pk), cause | new)
    assert made.status_code == 302
    salma.post(address("repeal_provision", article(law, 1).pk), cause)
    page = salma.get(address("history", row.pk)).content.decode()
    assert "قانون معدِّل" in page
    assert "<del" in page
    part = salma.get(address("history", row.pk), headers={"HX-Request": "true"}).content.decode()
    assert part.startswith("<ol")
    basel = signed_in(cast.basel)
    before = basel.get(f"{address('instrument_on', law.pk)}?on=2024-12-31").content.decode()
    after = basel.get(f"{address('instrument_on', law.pk)}?on=2025-01-01").content.decode()
    assert "تدعو اللجنة" in after
    assert "تدعو اللجنة" not in before
    changes = basel.get(f"{address('compare_dates', law.pk)}?from=2024-12-31&to=2025-01-01").content.decode()
    assert "مادة 3 مكرر" in changes
    assert "مادة 4" not in changes
    assert basel.get(f"{address('compare_dates', law.pk)}?from=x").status_code == 200
    assert address("change_text", row.pk) not in basel.get(address("history", row.pk)).content.decode()
    for name in ("change_text", "repeal_provision", "insert_provision"):
        assert basel.post(address(name, row.pk), cause | words).status_code == 403
    text = row.texts.all()[0]
    assert basel.post(address("correct_text", text.pk), {"words": "نص."}).status_code == 403
    assert salma.get(address("correct_text", text.pk)).status_code == 200
    salma.post(address("correct_text", text.pk), {"words": "نص مصحح.", "heading": "", "note": "الجريدة"})
    text.refresh_from_db()
    assert text.text == "نص مصحح."


def test_the_calls_bring_correct_and_publish(cast: Cast) -> None:
    salma, law = signed_in(cast.salma), bare_law(cast)
    given = {"client_id": str(uuid4()), "text": GAP}
    answers = [salma.post(f"/api/laws/{law.pk}/imports/", given, **JSON) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    made = answers[0].json()
    own, rows = f"/api/text-imports/{made['id']}/", {row["label"]: row for row in made["rows"]}
    assert (made["letters_lost"], rows["مادة 5"]["doubts"][0]["code"]) == (0, "gap")
    assert [each["id"] for each in salma.get(f"/api/laws/{law.pk}/imports/").json()] == [made["id"]]
    assert salma.put(f"{own}publish/", {}, **JSON).json()["code"] == "doubts_open"
    doubt = f"/api/import-doubts/{rows['مادة 5']['doubts'][0]['id']}/"
    assert salma.put(doubt, **JSON).json()["accepted_at"]
    assert salma.delete(doubt).json()["accepted_at"] is None
    row = f"/api/imported-rows/{rows['مادة 5']['id']}/"
    assert salma.patch(row, {"label": "مادة 4", "version": 9}, **JSON).status_code == 409
    assert salma.patch(row, {"label": "مادة 4", "version": 1}, **JSON).json()["doubts"] == []
    third = rows["مادة 3"]
    split = salma.post(
        f"/api/imported-rows/{third['id']}/split/", {"at": 20, "kind": "paragraph", "label": "أ"}, **JSON
    )
    assert (split.status_code, split.json()["parent"]) == (201, third["id"])
    merged = salma.put(f"/api/imported-rows/{split.json()['id']}/merge/", {}, **JSON).json()
    assert merged["id"] == third["id"]
    second = rows["الباب الثاني"]["id"]
    moved = salma.put(f"/api/imported-rows/{third['id']}/move/", {"parent": second}, **JSON).json()
    assert moved["parent"] == second
    back = {"parent": rows["الباب الأول"]["id"], "after": rows["مادة 2"]["id"]}
    assert salma.put(f"/api/imported-rows/{third['id']}/move/", back, **JSON).status_code == 200
    added = {"kind": "paragraph", "label": "ج", "parent": rows["مادة 2"]["id"], "after": rows["ب"]["id"]}
    answer = salma.post(f"{own}rows/", added, **JSON)
    assert answer.status_code == 201
    assert salma.post(f"{own}rows/", added | {"parent": 999_999}, **JSON).status_code == 400
    assert salma.delete(f"/api/imported-rows/{answer.json()['id']}/").status_code == 204
    assert salma.put(f"{own}publish/", {"valid_from": "2020-01-01"}, **JSON).json()["status"] == "published"
    assert salma.delete(own).status_code == 409
    other = an_import(cast, law)
    assert salma.delete(f"/api/text-imports/{other.pk}/").status_code == 204


def test_the_calls_read_and_change_texts_in_time(cast: Cast) -> None:
    salma, basel, law = signed_in(cast.salma), signed_in(cast.basel), law_with_text(cast)
    row, own = article(law, 3), f"/api/laws/{law.pk}/"
    said = basel.get(f"{own}text/").json()
    assert [each["eid"] for each in said][:2] == ["part_1", "part_1__art_1"]
    change = {"text": "تدعو اللجنة.", "valid_from": "2025-01-01", "seen": row.texts.get().sha256}
    change |= {"client_id": str(uuid4())}
    texts = f"/api/provisions/{row.pk}/texts/"
    assert basel.post(texts, change, **JSON).status_code == 403
    assert salma.post(texts, change, **JSON).status_code == 201
    assert salma.post(texts, change, **JSON).status_code == 200
    assert salma.post(texts, change | {"text": "غيره"}, **JSON).json()["code"] == "client_id_reused"
    change |= {"client_id": str(uuid4())}
    assert salma.post(texts, change | {"valid_from": "2025-02-01"}, **JSON).json()["code"] == "stale"
    assert salma.post(texts, change | {"changed_by": 999_999}, **JSON).status_code == 400
    assert [each["change"] for each in basel.get(texts).json()] == ["replace", "original"]
    added = {"kind": "article", "label": "مادة 9", "text": "نص.", "valid_from": "2025-01-01"}
    added |= {"client_id": str(uuid4())}
    assert salma.post(f"{own}text/", added, **JSON).status_code == 201
    assert salma.post(f"{own}text/", added, **JSON).status_code == 200
    assert salma.post(f"{own}text/", added | {"client_id": str(uuid4())}, **JSON).status_code == 400
    assert basel.post(f"{own}text/", added, **JSON).status_code == 403
    gone = f"/api/provisions/{article(law, 1).pk}/repeal/"
    assert salma.put(gone, {"valid_from": "2025-01-01"}, **JSON).json()["change"] == "repeal"
    assert salma.put(gone, {"valid_from": "2025-01-02"}, **JSON).json()["code"] == "already_repealed"
    changes = basel.get(f"{own}compare/?before=2024-12-31&after=2025-01-01").json()
    assert [(each["label"], each["state"]) for each in changes] == [
        ("مادة 9", "inserted"),
        ("مادة 1", "repealed"),
        ("مادة 3", "changed"),
    ]
    assert {piece["kind"] for piece in changes[2]["text"]} == {"same", "removed", "added"}
    assert basel.get(f"{own}compare/").status_code == 400


def test_the_call_corrects_our_copy(cast: Cast) -> None:
    salma, basel, law = signed_in(cast.salma), signed_in(cast.basel), law_with_text(cast)
    row, hidden = article(law, 3), bare_law(cast, number="9", published_at=None)
    text = ProvisionText.objects.get(provision=article(law, 4))
    fixed = f"/api/provision-texts/{text.pk}/"
    assert basel.patch(fixed, {"text": "نص."}, **JSON).status_code == 403
    assert salma.patch(fixed, {"text": "نص."}, **JSON).json()["change"] == "correct"
    assert basel.get(f"/api/provisions/{row.pk}/texts/").status_code == 200
    assert basel.get(f"/api/laws/{hidden.pk}/text/").status_code == 404


def test_akoma_ntoso_goes_out_and_in_over_the_calls(cast: Cast) -> None:
    salma, law = signed_in(cast.salma), law_with_text(cast)
    out = signed_in(cast.basel).get(f"/api/laws/{law.pk}/akn/?on=2024-01-01")
    assert out["Content-Type"] == "application/xml"
    assert b"part_1__art_2__para_a" in out.content
    assert signed_in(cast.basel).get(address("akn", law.pk)).content.startswith(b"<?xml")
    other = bare_law(cast, number="7", year=2020)
    answer = salma.post(
        f"/api/laws/{other.pk}/imports/", {"client_id": str(uuid4()), "file": named(out.content, "law.xml")}
    )
    assert answer.json()["format"] == "akn"
    assert salma.put(f"/api/text-imports/{answer.json()['id']}/publish/", {}, **JSON).status_code == 200
    keys = ("kind", "label", "eid", "heading", "text", "sha256")
    both = [salma.get(f"/api/laws/{each.pk}/text/").json() for each in (law, other)]
    assert [{key: row[key] for key in keys} for row in both[0]] == [{key: row[key] for key in keys} for row in both[1]]


def named(content: bytes, name: str) -> object:
    return SimpleUploadedFile(name, content)
