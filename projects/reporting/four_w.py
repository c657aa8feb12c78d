"""Who does what, where, when, and for whom: the columns of the 4W (5W) table with their HXL tags. Each row keeps its
code for ever, so that whoever gathers such tables knows it again.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop

from organizations.sheets.columns import Column

COLUMNS = (
    Column("code", gettext_noop("Row"), "#activity+code", width=11),
    Column("reporting", gettext_noop("Reporting organisation"), "#org+prog+name", width=26),
    Column("implementing", gettext_noop("Implementing organisation"), "#org+impl+name", width=26),
    Column("implementing_kind", gettext_noop("Its kind"), "#org+impl+type", width=14),
    Column("funder", gettext_noop("Funded by"), "#org+funder+name", width=22),
    Column("project_code", gettext_noop("Project"), "#activity+project+code", width=11),
    Column("project", gettext_noop("Name of the project"), "#activity+project+name", width=30),
    Column("sector", gettext_noop("Sector"), "#sector+name", width=18),
    Column("sector_code", gettext_noop("Code of the sector"), "#sector+code", width=10),
    Column("subsector", gettext_noop("Sub-sector"), "#subsector+name", width=14),
    Column("activity", gettext_noop("Activity"), "#activity+name", width=34),
    Column("item", gettext_noop("Item or service"), "#item+name", width=18),
    Column("quantity", gettext_noop("Quantity"), "#item+num", width=10),
    Column("unit", gettext_noop("Unit"), "#item+unit", width=10),
    Column("modality", gettext_noop("How it is given"), "#modality", width=14),
    Column("adm1", gettext_noop("Governorate"), "#adm1+name", width=14),
    Column("adm1_code", gettext_noop("Code of the governorate"), "#adm1+code+v_pcode", width=10),
    Column("adm2", gettext_noop("District"), "#adm2+name", width=14),
    Column("adm2_code", gettext_noop("Code of the district"), "#adm2+code+v_pcode", width=10),
    Column("adm3", gettext_noop("Sub-district"), "#adm3+name", width=14),
    Column("adm3_code", gettext_noop("Code of the sub-district"), "#adm3+code+v_pcode", width=10),
    Column("site", gettext_noop("Site"), "#loc+name", width=18),
    Column("status", gettext_noop("Status"), "#status", width=14),
    Column("starts_on", gettext_noop("Begins on"), "#date+start", width=12),
    Column("ends_on", gettext_noop("Ends on"), "#date+end", width=12),
    Column("reported_on", gettext_noop("Reported on"), "#date+reported", width=12),
    Column("groups", gettext_noop("For whom"), "#beneficiary+type", width=20),
    Column("targeted", gettext_noop("People targeted"), "#targeted+ind", width=10),
    Column("targeted_households", gettext_noop("Households targeted"), "#targeted+hh", width=10),
    Column("reached", gettext_noop("People reached"), "#reached+ind", width=10),
    Column("reached_f_children", gettext_noop("Girls (0–17)"), "#reached+f+children", width=9),
    Column("reached_m_children", gettext_noop("Boys (0–17)"), "#reached+m+children", width=9),
    Column("reached_f_adults", gettext_noop("Women (18–59)"), "#reached+f+adults", width=9),
    Column("reached_m_adults", gettext_noop("Men (18–59)"), "#reached+m+adults", width=9),
    Column("reached_f_elderly", gettext_noop("Women (60 and above)"), "#reached+f+elderly", width=9),
    Column("reached_m_elderly", gettext_noop("Men (60 and above)"), "#reached+m+elderly", width=9),
    Column("reached_disabled", gettext_noop("Of them with a disability"), "#reached+disabled", width=9),
    Column("reached_households", gettext_noop("Households reached"), "#reached+hh", width=10),
    Column("remarks", gettext_noop("Remarks"), "#description", width=30),
)
