from django.urls import path

from nastavnik.pairs import views

app_name = "pairs"
urlpatterns = [
    path("", views.relation_list, name="relation-list"),
    path("add/", views.relation_add, name="relation-add"),
    path("enter/", views.relation_enter, name="relation-enter"),
    path("match/", views.match_run, name="match-run"),
    path("match/weights/", views.weights_change, name="weights-change"),
    path("match/<uuid:pk>/", views.match_detail, name="match-detail"),
    path("match/<uuid:pk>/apply/", views.match_apply, name="match-apply"),
    path("match/<uuid:pk>/group/", views.match_group, name="match-group"),
    path("match/<uuid:pk>/repair/", views.match_repair, name="match-repair"),
    path("match/<uuid:pk>/choose/", views.pair_choose, name="pair-choose"),
    path("members/<uuid:pk>/answer/", views.interest_answer, name="interest-answer"),
    path("members/<uuid:pk>/consent/", views.consent_renew, name="consent-renew"),
    path("newcomers/<uuid:pk>/consent/", views.newcomer_renew, name="newcomer-renew"),
    path("changes/<uuid:pk>/drop/", views.change_drop, name="change-drop"),
    path("<uuid:pk>/", views.relation_detail, name="relation-detail"),
    path("<uuid:pk>/terms/", views.terms_change, name="terms-change"),
    path("<uuid:pk>/change/", views.change_prepare, name="change-prepare"),
    path("<uuid:pk>/opinion/", views.opinion_give, name="opinion-give"),
    path("<uuid:pk>/introduce/", views.relation_introduce, name="relation-introduce"),
    path("<uuid:pk>/drop/", views.relation_drop, name="relation-drop"),
]
