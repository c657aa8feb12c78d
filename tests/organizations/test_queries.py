import pytest
from django.contrib.auth.models import AnonymousUser

from organizations import queries
from organizations.models import Organization
from tests.factories import Cast, make_affiliation, make_membership, make_organization, make_place, make_sector

pytestmark = [pytest.mark.django_db, pytest.mark.both]
NOBODY = AnonymousUser()


@pytest.mark.parametrize("text", ["أمل", "الامل", "سنابلُ", "سنـابل الأمل", "ears HOPE", "٤٥١", "451"])
def test_the_directory_finds_every_spelling(cast: Cast, text: str) -> None:
    row = make_organization("جمعية سنابل الأمل", name_en="Ears of Hope", licence_number="451")
    assert row in queries.directory(NOBODY, text=text)
    assert make_organization("جمعية الزيتون") not in queries.directory(NOBODY, text=text)


def test_the_directory_filters() -> None:
    place, sector = make_place("SY02", "حلب", "Aleppo"), make_sector()
    district = make_place("SY0201", "منبج", level=2, parent=place)
    union = make_organization(kind=Organization.Kind.UNION)
    row = make_organization(sectors=[sector], places=[district])
    make_affiliation(row, union)
    asked = [{"kind": "association"}, {"governorate": "SY02"}, {"sector": "HEA"}, {"convener": union.pk}]
    assert [list(queries.directory(NOBODY, **more)) for more in asked] == [[row]] * 4  # type: ignore[arg-type]
    assert not queries.directory(NOBODY, governorate="SY01").exists()


def test_the_directory_leaves_closed_ones_out(cast: Cast) -> None:
    make_organization("جمعية مغلقة", closed_at=cast.association.created_at)
    assert not queries.directory(cast.salma, text="مغلقة").exists()


@pytest.mark.parametrize("name", ["جمعيّة الينابيع الخيرية", "مؤسسة ينابيع", "ينابيع"])
def test_similar_organizations_by_name(name: str) -> None:
    row = make_organization("جمعية الينابيع")
    make_organization("جمعية ينابيع الياسمين")
    assert queries.similar_organizations([name]) == [row]


def test_similar_organizations_by_licence() -> None:
    row = make_organization("جمعية الزيتون", licence_number="451/2020")
    assert queries.similar_organizations(["جمعية أخرى"], licence_number="٤٥١/٢٠٢٠") == [row]
    assert queries.similar_organizations(["جمعية أخرى"], licence_number="45") == []
    assert queries.similar_organizations([""]) == []


def test_a_name_of_common_words_only_stays() -> None:
    assert queries.bare_name("الجمعية الخيرية") == "الجمعيه الخيريه"


def test_facts_of_organizations(cast: Cast) -> None:
    facts = queries.facts("organization", [cast.association.pk, 10**6])
    assert set(facts) == {cast.association.pk}
    assert facts[cast.association.pk]["name_ar"] == "جمعية ينابيع الياسمين"


def test_facts_of_memberships(cast: Cast) -> None:
    row = cast.hala.memberships.get()
    facts = queries.facts("membership", [row.pk])[row.pk]
    assert facts["person"] == {"id": cast.hala.pk, "name": "هالة", "mark": cast.hala.mark}
    assert (facts["organization"]["id"], facts["role"], facts["ended_at"]) == (cast.association.pk, "member", None)


def test_speaker_facts_name_verified_organisations(cast: Cast, django_assert_num_queries: object) -> None:
    make_membership(cast.hala, make_organization(status=Organization.Status.SUSPENDED))
    with django_assert_num_queries(2):  # type: ignore[operator]
        facts = queries.speaker_facts([cast.hala.pk, cast.gharib.pk])
    assert [row["id"] for row in facts[cast.hala.pk]["organizations"]] == [cast.association.pk]
    assert facts[cast.gharib.pk]["organizations"] == []
