from django.urls import path, register_converter

from nastavnik.banks import views
from nastavnik.banks.models import Bank


class BankConverter:
    regex = "|".join(Bank.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(BankConverter, "bank")

app_name = "banks"
urlpatterns = [
    path("", views.bank_list, name="bank-list"),
    path("my-requests/", views.requests_answer, name="requests-answer"),
    path("my-mentoring/", views.mentor_answer, name="mentor-answer"),
    path("my-wishes/", views.wishes_say, name="wishes-say"),
    path("people/<uuid:pk>/requests/", views.requests_answer_for, name="requests-answer-for"),
    path("people/<uuid:pk>/mentoring/", views.mentor_answer_for, name="mentor-answer-for"),
    path("topics/", views.topic_list, name="topic-list"),
    path("topics/<uuid:pk>/", views.topic_change, name="topic-change"),
    path("collections/<uuid:pk>/", views.collection_detail, name="collection-detail"),
    path("collections/<uuid:pk>/close/", views.collection_close, name="collection-close"),
    path("answers/", views.sheet_upload, name="sheet-upload"),
    path("answers/<uuid:pk>/", views.sheet_detail, name="sheet-detail"),
    path("mentees/<uuid:pk>/", views.mentee_detail, name="mentee-detail"),
    path("mentors/<uuid:pk>/", views.mentor_detail, name="mentor-detail"),
    path("<bank:bank>/", views.entry_list, name="entry-list"),
    path("<bank:bank>/collect/", views.collection_open, name="collection-open"),
    path("<bank:bank>/questionnaire.<str:paper_format>", views.questionnaire_download, name="questionnaire-paper"),
    path("<bank:bank>/actualise/", views.bank_actualise, name="bank-actualise"),
    path("<bank:bank>/export.xlsx", views.bank_export, name="bank-export"),
    path("<bank:bank>/<uuid:key>/<slug:deed>/", views.entry_act, name="entry-act"),
]
