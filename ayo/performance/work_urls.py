"""Addresses of entered work, attendance and leave."""

from django.urls import path

from ayo.performance.views import attending, discipline, entering, leave, span, team

urlpatterns = [
    path("kinerja/catat/", entering.new, name="new"),
    path("kinerja/aktivitas/<uuid:activity_id>/", entering.one, name="activity"),
    path("kinerja/aktivitas/<uuid:activity_id>/batal/", entering.withdraw, name="withdraw"),
    path("kinerja/templat/<uuid:template_id>/hapus/", entering.forget_template, name="forget_template"),
    path("kinerja/minggu/", span.week, name="week"),
    path("kinerja/bulan/", span.month, name="month"),
    path("kinerja/hadir/", attending.check_in, name="check_in"),
    path("kinerja/koreksi/<slug:on>/", attending.correct, name="correct"),
    path("kinerja/koreksi/<uuid:correction_id>/tarik/", attending.withdraw, name="withdraw_correction"),
    path("kinerja/koreksi/<uuid:correction_id>/putuskan/", attending.decide, name="decide_correction"),
    path("kinerja/cuti/", leave.board, name="leave"),
    path("kinerja/cuti/<uuid:leave_id>/batal/", leave.cancel, name="cancel_leave"),
    path("kinerja/hukuman/", discipline.board, name="measures"),
    path("kinerja/hukuman/saya/", discipline.mine, name="my_measures"),
    path("kinerja/hukuman/<uuid:measure_id>/", discipline.one, name="measure"),
    path("kinerja/tim/", team.team, name="team"),
    path("kinerja/tim/putuskan/", team.judge, name="judge"),
    path("kinerja/tim/urungkan/", team.undo, name="undo"),
]
