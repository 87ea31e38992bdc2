from django.urls import path

from ayo.performance import allowance_urls, work_urls
from ayo.performance.views import day, plan, rating, realisation, team_plans

app_name = "performance"
urlpatterns = [
    path("kinerja/", day.day, name="day"),
    path("kinerja/skp/", plan.mine, name="plan"),
    path("kinerja/skp/<uuid:plan_id>/hasil/", plan.result, name="new_plan_result"),
    path("kinerja/skp/<uuid:plan_id>/hasil/<uuid:result_id>/", plan.result, name="plan_result"),
    path("kinerja/skp/<uuid:plan_id>/hasil/<uuid:result_id>/realisasi/", realisation.write, name="realise"),
    path("kinerja/skp/<uuid:plan_id>/langkah/", plan.step, name="plan_step"),
    path("kinerja/tim/skp/", team_plans.team, name="team_plans"),
    path("kinerja/tim/skp/<uuid:plan_id>/", team_plans.one, name="team_plan"),
    path("kinerja/tim/skp/<uuid:plan_id>/umpan-balik/", team_plans.feedback, name="plan_feedback"),
    *allowance_urls.urlpatterns,
    *work_urls.urlpatterns,
    path("kinerja/tim/nilai/<uuid:employee_id>/", rating.rate, name="rate"),
]
