from django.urls import path

from nastavnik.programmes import views

app_name = "programmes"
urlpatterns = [
    path("", views.programme_list, name="programme-list"),
    path("relations/<uuid:pk>/", views.programme_of_relation, name="programme-of-relation"),
    path("relations/<uuid:pk>/begin/", views.programme_begin, name="programme-begin"),
    path("<uuid:pk>/", views.programme_detail, name="programme-detail"),
    path("<uuid:pk>/write/", views.programme_write, name="programme-write"),
    path("<uuid:pk>/offer/", views.programme_offer, name="programme-offer"),
    path("<uuid:pk>/agree/", views.programme_agree, name="programme-agree"),
    path("<uuid:pk>/approve/", views.programme_approve, name="programme-approve"),
    path("<uuid:pk>/return/", views.programme_return, name="programme-return"),
    path("<uuid:pk>/start/", views.programme_start, name="programme-start"),
    path("<uuid:pk>/close/", views.programme_close, name="programme-close"),
    path("<uuid:pk>/complete/", views.programme_complete, name="programme-complete"),
    path("<uuid:pk>/terminate/", views.programme_terminate, name="programme-terminate"),
    path("<uuid:pk>/papers/<slug:kind>.<slug:paper_format>", views.programme_paper, name="programme-paper"),
    path("<uuid:pk>/items/add/", views.item_add, name="item-add"),
    path("items/<uuid:pk>/change/", views.item_change, name="item-change"),
    path("items/<uuid:pk>/remove/", views.item_remove, name="item-remove"),
    path("items/<uuid:pk>/do/", views.item_do, name="item-do"),
    path("items/<uuid:pk>/undo/", views.item_undo, name="item-undo"),
    path("items/<uuid:pk>/cancel/", views.item_cancel, name="item-cancel"),
    path("items/<uuid:pk>/keep/", views.item_keep, name="item-keep"),
    path("<uuid:pk>/meetings/", views.meeting_list, name="meeting-list"),
    path("<uuid:pk>/meetings/add/", views.meeting_add, name="meeting-add"),
    path("<uuid:pk>/meetings/plan/", views.meeting_plan, name="meeting-plan"),
    path("meetings/<uuid:pk>/record/", views.meeting_record, name="meeting-record"),
    path("meetings/<uuid:pk>/miss/", views.meeting_miss, name="meeting-miss"),
    path("meetings/<uuid:pk>/confirm/", views.meeting_confirm, name="meeting-confirm"),
    path("meetings/<uuid:pk>/remove/", views.meeting_remove, name="meeting-remove"),
]
