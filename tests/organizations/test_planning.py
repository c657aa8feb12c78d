import pytest

from journal.actors import Actor
from journal.refusals import Refused
from organizations.actions import import_organizations
from organizations.models import Affiliation, Organization, Role
from organizations.planning import PlannedRow, exported, plan
from organizations.queries import with_names
from organizations.tables import Row
from tests.factories import Cast, make_membership, make_organization, make_person, make_place, make_sector
from tests.organizations.journal_lines import events

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def planned(cast: Cast, **values: str) -> PlannedRow:
    return plan(cast.actor("salma"), [Row(2, values)])[0]


def test_a_new_row() -> None:
    make_place(), make_sector()
    actor = Actor(make_person(is_secretariat=True))
    row = plan(actor, [Row(2, {"name_ar": "جمعية الزيتون", "governorate": "دمشق", "sectors": "الصحه"})])[0]
    assert (row.state, row.errors, row.warnings) == ("new", {}, [])
    (made,) = import_organizations(actor=actor, changes=[row.change])
    assert (str(made.governorate), [sector.code for sector in made.sectors.all()]) == ("دمشق", ["HEA"])
    assert events(f"org.{made.pk}") == ["organization_created"]


BAD = {
    "governorate": "أتلانتس",
    "sectors": "الصحة، السحر",
    "kind": "شركة",
    "email": "nobody",
    "id": "999999",
    "phone": "call me",
    "acronym": "x" * 21,
}


@pytest.mark.parametrize("column", BAD)
def test_an_error_names_row_and_column(cast: Cast, column: str) -> None:
    make_sector()
    row = planned(cast, **{"name_ar": "جمعية الزيتون", column: BAD[column]})
    assert (row.line, row.state, list(row.errors)) == (2, "error", [column])


def test_a_row_without_a_name_is_an_error(cast: Cast) -> None:
    assert list(planned(cast, acronym="ز").errors) == ["name_ar"]


def test_changed_and_same(cast: Cast) -> None:
    number = str(cast.association.pk)
    changed = planned(cast, id=number, about="نعمل في الصحة")
    assert (changed.state, changed.details) == ("changed", {"about": "نعمل في الصحة"})
    assert planned(cast, id=number, name_ar="جمعية ينابيع الياسمين").state == "same"


def test_known_by_licence_number_or_name(cast: Cast) -> None:
    row = make_organization("جمعية الزيتون", licence_number="451")
    assert planned(cast, name_ar="جمعية الزيتون الجديدة", licence_number="٤٥١").known == row
    assert planned(cast, name_ar="جمعيّة الزيتون").known == row


def test_a_name_much_like_a_known_one_is_warned(cast: Cast) -> None:
    make_organization("جمعية الزيتون")
    row = planned(cast, name_ar="مؤسسة الزيتون الخيرية")
    assert (row.state, len(row.warnings)) == ("new", 1)


def test_the_same_organisation_twice_in_a_file_is_an_error(cast: Cast) -> None:
    rows = [Row(line, {"name_ar": "جمعية الزيتون"}) for line in (2, 3)]
    assert [row.state for row in plan(cast.actor("salma"), rows)] == ["new", "error"]


def test_an_exported_table_comes_back_as_the_same(cast: Cast) -> None:
    place = make_place()
    make_organization("جمعية الزيتون", governorate=place, places=[place], sectors=[make_sector()], acronym="زيت")
    rows = exported(with_names(Organization.objects.all()).prefetch_related("places"))
    typed = [Row(line, {key: text for key, text in row.items() if text}) for line, row in enumerate(rows, start=2)]
    assert {row.state for row in plan(cast.actor("salma"), typed)} == {"same"}


def test_a_union_brings_its_own_members_only(cast: Cast) -> None:
    union = make_organization(kind=Organization.Kind.UNION)
    person = make_person()
    make_membership(person, union, Role.MANAGER)
    actor = Actor(person, union)
    rows = [Row(2, {"name_ar": "جمعية الزيتون"}), Row(3, {"id": str(cast.other.pk), "about": "x"})]
    mine, other = plan(actor, rows)
    assert (mine.state, list(other.errors)) == ("new", ["id"])
    import_organizations(actor=actor, changes=[mine.change])
    assert Affiliation.objects.get(member__name_ar="جمعية الزيتون").convener == union
    with pytest.raises(Refused):
        import_organizations(actor=actor, changes=[other.change])


@pytest.mark.parametrize("name", ["basel", "hala", "omar", "rania", "gharib"])
def test_import_organizations_refuses_outsiders(cast: Cast, name: str) -> None:
    with pytest.raises(Refused):
        import_organizations(actor=cast.actor(name), changes=[])
