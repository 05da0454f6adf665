from django.urls import path

from nastavnik.appeals import views

app_name = "appeals"
urlpatterns = [
    path("", views.appeal_list, name="appeal-list"),
    path("addressed/", views.addressed_list, name="addressed-list"),
    path("members/<uuid:pk>/petition/", views.petition_submit, name="petition-submit"),
    path("petitions/<uuid:pk>/", views.petition_detail, name="petition-detail"),
    path("petitions/<uuid:pk>/register/", views.petition_register, name="petition-register"),
    path("petitions/<uuid:pk>/talk/", views.talk_open, name="talk-open"),
    path("petitions/<uuid:pk>/mediation/", views.mediation_suggest, name="mediation-suggest"),
    path("petitions/<uuid:pk>/grant/", views.petition_grant, name="petition-grant"),
    path("petitions/<uuid:pk>/decline/", views.petition_decline, name="petition-decline"),
    path("petitions/<uuid:pk>/repeat/", views.petition_repeat, name="petition-repeat"),
    path("petitions/<uuid:pk>/withdraw/", views.petition_withdraw, name="petition-withdraw"),
    path("proposals/", views.proposal_list, name="proposal-list"),
    path("proposals/submit/", views.proposal_submit, name="proposal-submit"),
    path("proposals/<uuid:pk>/", views.proposal_detail, name="proposal-detail"),
    path("proposals/<uuid:pk>/answer/", views.proposal_answer, name="proposal-answer"),
    path("proposals/<uuid:pk>/show/", views.proposal_show, name="proposal-show"),
    path("proposals/<uuid:pk>/withdraw/", views.proposal_withdraw, name="proposal-withdraw"),
    path("training/ask/", views.training_ask, name="training-ask"),
    path("mediation/ask/", views.mediation_ask, name="mediation-ask"),
    path("mediation/parties/<uuid:pk>/answer/", views.mediation_answer, name="mediation-answer"),
    path("mediation/parties/<uuid:pk>/open/", views.mediation_open, name="mediation-open"),
    path("mediation/<uuid:pk>/", views.mediation_detail, name="mediation-detail"),
    path("mediation/<uuid:pk>/accept/", views.mediation_accept, name="mediation-accept"),
    path("mediation/<uuid:pk>/refuse/", views.mediation_refuse, name="mediation-refuse"),
    path("mediation/<uuid:pk>/mediator/", views.mediator_choose, name="mediator-choose"),
    path("mediation/<uuid:pk>/close/", views.mediation_close, name="mediation-close"),
    path("mediation/<uuid:pk>/withdraw/", views.mediation_withdraw, name="mediation-withdraw"),
]
