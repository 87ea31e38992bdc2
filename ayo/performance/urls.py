from django.urls import path

from ayo.performance import allowance_urls, work_urls
from ayo.performance.views import day, plan, plan_runs, rating, realisation, team_plans, unit_ratings, unit_results

app_name = "performance"
_UNIT = "kinerja/tim/hasil/<uuid:organisation_id>/"
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
    path("kinerja/tim/hasil/", unit_results.units, name="own_unit_results"),
    path(_UNIT, unit_results.matrix, name="unit_results"),
    path(f"{_UNIT}unduh/", unit_results.download, name="unit_results_download"),
    path(f"{_UNIT}<uuid:unit_result_id>/", unit_results.one, name="unit_result"),
    path("kinerja/tim/predikat/", unit_ratings.units, name="unit_spreads"),
    path("kinerja/tim/predikat/<uuid:organisation_id>/", unit_ratings.one, name="unit_spread"),
    path("kepegawaian/skp/", plan_runs.runs, name="plan_runs"),
    path("kinerja/tim/nilai/<uuid:employee_id>/", rating.rate, name="rate"),
]
