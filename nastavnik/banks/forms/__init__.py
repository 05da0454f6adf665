"""Clean input for the banks, by whose it is."""

from nastavnik.banks.forms.answers import MentorForm, RequestsForm
from nastavnik.banks.forms.keeping import CollectionForm, EntryFilterForm, TopicForm
from nastavnik.banks.forms.sheets import AnswerFileForm, QuestionsForm
from nastavnik.banks.forms.wishes import WishesForm

__all__ = [
    "AnswerFileForm",
    "CollectionForm",
    "EntryFilterForm",
    "MentorForm",
    "QuestionsForm",
    "RequestsForm",
    "TopicForm",
    "WishesForm",
]
