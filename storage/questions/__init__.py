"""Questions, who was asked about them, and what was answered, as rows of one community."""

from storage.questions.forum import SqlForums
from storage.questions.store import QuestionsPast, QuestionsStore

__all__ = ["QuestionsPast", "QuestionsStore", "SqlForums"]
