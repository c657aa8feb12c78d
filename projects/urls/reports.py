"""What others read of a project."""

from journal.addresses import call, page
from projects.api.reports import FourWViewSet
from projects.views import reports

pages = [
    page("projects/four-w/", reports.own_four_w),
    page("projects/<int:pk>/reports/", reports.reports),
    page("projects/<int:pk>/report/", reports.project_report),
    page("projects/<int:pk>/report.docx", reports.project_report_docx),
    page("projects/<int:pk>/four-w.xlsx", reports.four_w_xlsx),
    page("projects/<int:pk>/four-w.csv", reports.four_w_csv),
    page("projects/<int:pk>/iati.xml", reports.project_iati),
]
calls = [call("projects/<int:pk>/four-w/", "api_four_w", FourWViewSet, get="retrieve")]
