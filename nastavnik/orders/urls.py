from django.urls import path

from nastavnik.orders import views

app_name = "orders"
urlpatterns = [
    path("", views.order_list, name="order-list"),
    path("base/", views.base_order_start, name="base-order-start"),
    path("relations/", views.relations_order_start, name="relations-order-start"),
    path("later/", views.later_order_add, name="later-order-add"),
    path("items/<uuid:pk>/remove/", views.item_remove, name="item-remove"),
    path("<uuid:pk>/", views.order_detail, name="order-detail"),
    path("<uuid:pk>/submit/", views.order_submit, name="order-submit"),
    path("<uuid:pk>/return/", views.order_return, name="order-return"),
    path("<uuid:pk>/sign/", views.order_sign, name="order-sign"),
    path("<uuid:pk>/annul/", views.order_annul, name="order-annul"),
    path("<uuid:pk>/acquaint/", views.order_acquaint, name="order-acquaint"),
    path("<uuid:pk>/paper.<str:paper_format>", views.order_paper_download, name="order-paper"),
    path("<uuid:pk>/scan/", views.order_scan, name="order-scan"),
    path("<uuid:pk>/scan/attach/", views.scan_attach, name="scan-attach"),
]
