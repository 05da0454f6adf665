from django.urls import path

from nastavnik.duties import views

app_name = "duties"
urlpatterns = [
    path("", views.supplement_list, name="supplement-list"),
    path("mine/", views.own_duties, name="own-duties"),
    path("members/<uuid:pk>/supplement/", views.supplement_draft, name="supplement-draft"),
    path("members/<uuid:pk>/resign/", views.notice_give, name="notice-give"),
    path("members/<uuid:pk>/cancel/", views.cancellation_prepare, name="cancellation-prepare"),
    path("members/<uuid:pk>/petition.<str:paper_format>", views.petition_paper_download, name="petition-paper"),
    path("people/<uuid:pk>/waive/", views.supplement_waive, name="supplement-waive"),
    path("notices/<uuid:pk>/", views.notice_detail, name="notice-detail"),
    path("notices/<uuid:pk>/note/", views.notice_note, name="notice-note"),
    path("notices/<uuid:pk>/agree/", views.last_day_agree, name="last-day-agree"),
    path("notices/<uuid:pk>/give/", views.cancellation_give, name="cancellation-give"),
    path("notices/<uuid:pk>/drop/", views.cancellation_drop, name="cancellation-drop"),
    path("notices/<uuid:pk>/withdraw/", views.notice_withdraw, name="notice-withdraw"),
    path("notices/<uuid:pk>/paper.<str:paper_format>", views.notice_paper_download, name="notice-paper"),
    path("<uuid:pk>/", views.supplement_detail, name="supplement-detail"),
    path("<uuid:pk>/change/", views.supplement_change, name="supplement-change"),
    path("<uuid:pk>/register/", views.supplement_register, name="supplement-register"),
    path("<uuid:pk>/drop/", views.supplement_drop, name="supplement-drop"),
    path("<uuid:pk>/scan/", views.supplement_scan, name="supplement-scan"),
    path("<uuid:pk>/scan/attach/", views.supplement_scan_attach, name="supplement-scan-attach"),
    path("<uuid:pk>/paper.<str:paper_format>", views.supplement_paper_download, name="supplement-paper"),
]
