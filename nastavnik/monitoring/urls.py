from django.urls import path

from nastavnik.monitoring import views

app_name = "monitoring"
urlpatterns = [
    path("", views.indicator_list, name="indicator-list"),
    path("indicators/<str:code>/", views.indicator_people, name="indicator-people"),
    path("goal/", views.goal_detail, name="goal-detail"),
    path("leaving/<uuid:pk>/", views.leaving_note, name="leaving-note"),
    path("process/", views.process_detail, name="process-detail"),
    path("statistics.csv", views.statistics_export, name="statistics-export"),
    path("reports/", views.report_list, name="report-list"),
    path("reports/begin/", views.report_begin, name="report-begin"),
    path("reports/<uuid:pk>/", views.report_detail, name="report-detail"),
    path("reports/<uuid:pk>/write/", views.report_write, name="report-write"),
    path("reports/<uuid:pk>/retake/", views.figures_retake, name="figures-retake"),
    path("reports/<uuid:pk>/finish/", views.report_finish, name="report-finish"),
    path("reports/<uuid:pk>/paper.<str:paper_format>", views.report_paper_download, name="report-paper"),
]
