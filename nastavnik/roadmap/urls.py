from django.urls import path

from nastavnik.roadmap import views

app_name = "roadmap"
urlpatterns = [
    path("", views.roadmap_detail, name="roadmap-detail"),
    path("begin/", views.roadmap_begin, name="roadmap-begin"),
    path("<uuid:pk>/", views.roadmap_edition, name="roadmap-edition"),
    path("<uuid:pk>/revise/", views.roadmap_revise, name="roadmap-revise"),
    path("<uuid:pk>/add/", views.item_add, name="item-add"),
    path("<uuid:pk>/paper.<str:paper_format>", views.roadmap_paper_download, name="roadmap-paper"),
    path("items/<uuid:pk>/", views.item_change, name="item-change"),
    path("items/<uuid:pk>/close/", views.item_close, name="item-close"),
]
