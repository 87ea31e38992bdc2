"""Addresses of the allowance: one's own slips, and the personnel office's months."""

from django.urls import path

from ayo.performance.views import pay_tables, payroll, slip, whatif

_RUN = "kepegawaian/tpp/<uuid:run_id>/"
urlpatterns = [
    path("kinerja/tpp/", slip.months, name="slips"),
    path("kinerja/tpp/coba/", whatif.what_if, name="what_if"),
    path("kinerja/tpp/<slug:month>/", slip.slip, name="slip"),
    path("kinerja/tpp/<slug:month>/pdf/", slip.pdf, name="slip_pdf"),
    path("kepegawaian/tpp/", payroll.runs, name="runs"),
    path("kepegawaian/tpp/tabel/", pay_tables.tables, name="pay_tables"),
    path("kepegawaian/tpp/tabel/usul/", pay_tables.propose, name="pay_table_propose"),
    path("kepegawaian/tpp/tabel/<uuid:table_id>/", pay_tables.one, name="pay_table"),
    path("kepegawaian/tpp/tabel/<uuid:table_id>/<slug:deed>/", pay_tables.settle, name="pay_table_settle"),
    path("kepegawaian/tpp/mulai/", payroll.start, name="run_start"),
    path(_RUN, payroll.run, name="run"),
    path(f"{_RUN}unduh/", payroll.download, name="run_download"),
    path(f"{_RUN}selisih/", payroll.changes, name="run_differences"),
    path(f"{_RUN}tanpa-slip/", payroll.left_out, name="run_left_out"),
    path(f"{_RUN}unit/<uuid:organisation_id>/", payroll.unit, name="run_unit"),
    path(f"{_RUN}pegawai/<uuid:employee_id>/", payroll.slip, name="run_slip"),
    path(f"{_RUN}<slug:deed>/", payroll.step, name="run_step"),
]
