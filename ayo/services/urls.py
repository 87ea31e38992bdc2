from django.urls import path

from ayo.services.views import affairs, answering, catalogue, checking, filling, papers, redundancy, survey

app_name = "services"
urlpatterns = [
    path("layanan/", catalogue.services, name="services"),
    path("layanan/redundansi/", redundancy.meter, name="redundancy"),
    path("layanan/<slug:service>/mulai/", filling.begin, name="begin"),
    path("layanan/kepuasan/", survey.satisfaction_page, name="satisfaction"),
    path("layanan/kepuasan/unduh/", survey.export, name="satisfaction_csv"),
    path("layanan/<slug:service>/", catalogue.service, name="service"),
    path("layanan/<slug:service>/kepuasan/", survey.of_service, name="satisfaction_of"),
    path("urusan/", affairs.affairs_page, name="affairs"),
    path("urusan/isian/<uuid:draft_id>/", filling.draft, name="draft"),
    path("urusan/isian/<uuid:draft_id>/langkah/<slug:step>/", filling.step, name="step"),
    path("urusan/isian/<uuid:draft_id>/dokumen/", papers.papers_page, name="papers"),
    path("urusan/isian/<uuid:draft_id>/periksa/", checking.check, name="check"),
    path("urusan/isian/<uuid:draft_id>/betulkan/<slug:known>/", checking.correct, name="correct"),
    path("urusan/isian/<uuid:draft_id>/buang/", checking.discard, name="discard"),
    path("urusan/isian/<uuid:draft_id>/ambil/", checking.restore, name="restore"),
    path("urusan/<uuid:case_id>/", affairs.case, name="case"),
    path("urusan/<uuid:case_id>/terkirim/", affairs.sent, name="sent"),
    path("urusan/<uuid:case_id>/pesan/", affairs.write, name="write"),
    path("urusan/<uuid:case_id>/batalkan/", affairs.cancel, name="cancel"),
    path("urusan/<uuid:case_id>/benar/", affairs.confirm, name="confirm"),
    path("urusan/<uuid:case_id>/buka-lagi/", affairs.reopen, name="reopen"),
    path("urusan/<uuid:case_id>/jawab/", answering.answer, name="answer"),
    path("urusan/<uuid:case_id>/dokumen/<uuid:document_id>/", papers.document, name="document"),
    path("urusan/<uuid:case_id>/nilai/", survey.rate, name="rate"),
]
