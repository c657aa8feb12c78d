"""The one format of tables of needs and of offers: a row for each line of a need, what is said of the need repeated or
left empty below it. Each column has a heading, an HXL tag, and the words by which other people's tables call it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop

from organizations.sheets import columns

NEED, OFFER = "need", "offer"


@dataclass(frozen=True)
class Column(columns.Column):
    """`is_read` is false where it only informs, `is_written` where it is only taken in."""

    of: tuple[str, ...] = (NEED, OFFER)
    is_read: bool = True
    is_written: bool = True


COLUMNS = (
    Column("code", gettext_noop("Code"), "#activity+code", words="الرمز|كود الاحتياج|need code|offer code", width=11),
    Column(
        "reference",
        gettext_noop("Your own number"),
        "#meta+id+reference",
        words=(
            "request number|request|request no|reference|ref|ref no|id|serial|no|رقم الطلب|المرجع|الرقم|م|ت|activityid"
        ),
        is_written=False,
    ),
    Column("line", gettext_noop("Line"), "#meta+line", words="line no|السطر|رقم السطر", width=7),
    Column(
        "organization",
        gettext_noop("Organisation"),
        "#org+prog+name",
        words=(
            "organization|agency|ngo|reporting organization|implementing partner|requester|المنظمة|"
            "الجمعية|المؤسسة|اسم الجهة|اسم الجمعية"
        ),
        width=28,
    ),
    Column("kind", gettext_noop("Kind"), "#meta+kind", of=(NEED,), words="need type|النوع|نوع الاحتياج", width=13),
    Column(
        "title",
        gettext_noop("Title"),
        "#activity+name",
        words=("purpose|subject|need|offer|activity|request title|العنوان|الموضوع|الاحتياج|الغرض|النشاط|العرض"),
        width=36,
    ),
    Column(
        "description",
        gettext_noop("Description"),
        "#description",
        words="details|remarks|comments|comment|notes|الوصف|التفاصيل|الشرح|ملاحظات عامة",
        width=36,
    ),
    Column(
        "sector",
        gettext_noop("Sector"),
        "#sector+name",
        words="cluster|sectors|القطاع|المجال|التخصص",
        width=24,
    ),
    Column(
        "urgency",
        gettext_noop("Urgency"),
        "#severity",
        of=(NEED,),
        words="priority|severity|الأولوية|درجة الأولوية|درجة الاستعجال|الاستعجال|الأهمية",
        width=16,
    ),
    Column(
        "governorate",
        gettext_noop("Governorate"),
        "#adm1+name",
        words="admin1|adm1|province|mohafaza|محافظة|المحافظة",
        width=16,
    ),
    Column("district", gettext_noop("District"), "#adm2+name", words="admin2|adm2|mantika|منطقة|المنطقة", width=16),
    Column(
        "subdistrict",
        gettext_noop("Sub-district"),
        "#adm3+name",
        words="admin3|adm3|sub district|subdistrict|nahya|nahia|ناحية|الناحية",
        width=16,
    ),
    Column(
        "place",
        gettext_noop("Place (p-code)"),
        "#loc+code+v_pcode",
        words=("place|pcode|p-code|location|location code|site|admin3 pcode|المكان|الموقع|رمز المكان|العنوان التفصيلي"),
        width=15,
    ),
    Column(
        "target_groups",
        gettext_noop("For whom"),
        "#targeted+group",
        of=(NEED,),
        words=("target group|target groups|beneficiary type|الفئة|الفئة المستهدفة|الفئات المستهدفة|المستفيدون"),
        width=22,
    ),
    Column(
        "people",
        gettext_noop("People"),
        "#inneed+ind",
        of=(NEED,),
        words=(
            "persons|individuals|people in need|beneficiaries|annualtarget|target|عدد الأشخاص|"
            "عدد الأفراد|الأفراد|عدد المستفيدين"
        ),
        width=9,
    ),
    Column(
        "households",
        gettext_noop("Households"),
        "#inneed+hh",
        of=(NEED,),
        words="families|hh|عدد الأسر|عدد العائلات|العائلات",
        width=9,
    ),
    Column("population", gettext_noop("People concerned"), "#population", of=(NEED,), width=12),
    Column("existing_capacity", gettext_noop("Places that exist"), "#capacity+existing", of=(NEED,), width=12),
    Column("missing_capacity", gettext_noop("Places missing"), "#capacity+missing", of=(NEED,), width=12),
    Column(
        "needed_by",
        gettext_noop("Needed by"),
        "#date+needed",
        of=(NEED,),
        words="date required|required by|due date|التاريخ المطلوب|مطلوب قبل|تاريخ الحاجة",
        width=13,
    ),
    Column(
        "valid_until",
        gettext_noop("Valid until"),
        "#date+expires",
        of=(NEED,),
        words="expiry|expires|صالح حتى|ينتهي في",
        width=13,
    ),
    Column(
        "available_from",
        gettext_noop("Available from"),
        "#date+start",
        of=(OFFER,),
        words="start date|from|من تاريخ|تاريخ البدء",
        width=13,
    ),
    Column(
        "available_until",
        gettext_noop("Available until"),
        "#date+end",
        of=(OFFER,),
        words="end date|until|حتى تاريخ|تاريخ الانتهاء",
        width=13,
    ),
    Column(
        "can_transport",
        gettext_noop("We can bring it"),
        "#meta+transport",
        of=(OFFER,),
        words="transport|delivery included|النقل|يشمل النقل",
        width=11,
    ),
    Column("conditions", gettext_noop("Conditions"), "#description+conditions", of=(OFFER,), words="الشروط", width=24),
    Column("visibility", gettext_noop("Who sees it"), "#meta+visibility", width=20),
    Column("status", gettext_noop("Status"), "#status", width=12, is_read=False),
    Column(
        "item",
        gettext_noop("Item"),
        "#item+name",
        words=(
            "items|commodity|product|material|material name|item name|المادة|الصنف|البند|"
            "اسم المادة|المواد|الخدمة|نوع المادة"
        ),
        width=26,
    ),
    Column(
        "quantity",
        gettext_noop("Quantity"),
        "#item+num",
        words=("qty|amount|number of items|quantity requested|الكمية|العدد|الكمية المطلوبة|العدد المطلوب"),
        width=11,
    ),
    Column("unit", gettext_noop("Unit"), "#item+unit", words="pack|uom|unit of measure|الوحدة|وحدة القياس", width=13),
    Column(
        "note",
        gettext_noop("Note on the line"),
        "#item+note",
        words="item notes|specification|المواصفات|ملاحظات|ملاحظة",
        width=24,
    ),
    Column("promised", gettext_noop("Promised"), "#item+num+promised", width=11, is_read=False),
    Column("received", gettext_noop("Arrived"), "#item+num+received", of=(NEED,), width=11, is_read=False),
)
BY_KEY = {column.key: column for column in COLUMNS}
PLACE_KEYS = ("governorate", "district", "subdistrict", "place")
LINE_KEYS = frozenset({"line", "item", "quantity", "unit", "note", "promised", "received"})
NUMBERS = frozenset({"people", "households", "population", "existing_capacity", "missing_capacity"})
DATES = frozenset({"needed_by", "valid_until", "available_from", "available_until"})


def columns_of(kind: str) -> list[Column]:
    return [column for column in COLUMNS if kind in column.of]


def written_columns(kind: str) -> list[Column]:
    """Those of an exported table."""
    return [column for column in columns_of(kind) if column.is_written]


def template_columns(kind: str) -> list[Column]:
    """Those that one fills in."""
    return [column for column in columns_of(kind) if column.is_read and column.key not in {"line", "organization"}]


def own_headings(kind: str) -> dict[str, str]:
    return columns.own_headings(tuple(columns_of(kind)))


def known_headings(kind: str) -> dict[str, str]:
    return columns.known_headings(tuple(columns_of(kind)))
