from django.urls import path

from nastavnik.orders import views

app_name = "orders"
urlpatterns = [
    path("", views.order_list, name="order-list"),
    path("start/", views.order_start, name="order-start"),
    path("base/", views.base_order_start, name="base-order-start"),
    path("relations/", views.relations_order_start, name="relations-order-start"),
    path("changes/", views.change_order_start, name="change-order-start"),
    path("body/", views.body_order_start, name="body-order-start"),
    path("banks/", views.bank_order_start, name="bank-order-start"),
    path("mentors/", views.mentor_order_start, name="mentor-order-start"),
    path("rewards/", views.reward_order_start, name="reward-order-start"),
    path("later/", views.later_order_add, name="later-order-add"),
    path("later/relations/", views.later_relations_add, name="later-relations-add"),
    path("items/<uuid:pk>/remove/", views.item_remove, name="item-remove"),
    path("visas/<uuid:pk>/agree/", views.visa_agree, name="visa-agree"),
    path("visas/<uuid:pk>/object/", views.visa_object, name="visa-object"),
    path("<uuid:pk>/", views.order_detail, name="order-detail"),
    path("<uuid:pk>/circulate/", views.order_circulate, name="order-circulate"),
    path("<uuid:pk>/submit/", views.order_submit, name="order-submit"),
    path("<uuid:pk>/return/", views.order_return, name="order-return"),
    path("<uuid:pk>/sign/", views.order_sign, name="order-sign"),
    path("<uuid:pk>/annul/", views.order_annul, name="order-annul"),
    path("<uuid:pk>/amend/", views.amend_order_start, name="amend-order-start"),
    path("<uuid:pk>/revoke/", views.revoke_order_start, name="revoke-order-start"),
    path("<uuid:pk>/acquaint/", views.order_acquaint, name="order-acquaint"),
    path("<uuid:pk>/readers.<str:paper_format>", views.readers_sheet_download, name="readers-sheet"),
    path(
        "<uuid:pk>/readers/<uuid:key>/refusal.<str:paper_format>",
        views.refusal_act_download,
        name="refusal-act",
    ),
    path("<uuid:pk>/paper.<str:paper_format>", views.order_paper_download, name="order-paper"),
    path("<uuid:pk>/scan/", views.order_scan, name="order-scan"),
    path("<uuid:pk>/scan/attach/", views.scan_attach, name="scan-attach"),
]
