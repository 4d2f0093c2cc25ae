"""Which of the nine kinds a question is taken for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.questions.kinds import Kind, suggest


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("The build fails with error 137, I can't start it", Kind.SOLVE_PROBLEM),
        ("No puedo arrancar el servidor", Kind.SOLVE_PROBLEM),
        ("How do I reset it?", Kind.SOLVE_PROBLEM),
        ("Where can I find the travel policy?", Kind.FIND_INFORMATION),
        ("¿Dónde está la guía?", Kind.FIND_INFORMATION),
        ("Has anyone run a mentoring scheme before?", Kind.SEEK_EXPERIENCE),
        ("¿Alguien ha usado esto en producción?", Kind.SEEK_EXPERIENCE),
        ("Does anybody have a template for a data agreement?", Kind.REUSE_ASSET),
        ("¿Alguien tiene una plantilla de contrato?", Kind.REUSE_ASSET),
        ("Who wants to buy together and share the cost?", Kind.COORDINATE),
        ("¿Nos podemos coordinar para ir juntos?", Kind.COORDINATE),
        ("What do you think of the new AI act?", Kind.DISCUSS_DEVELOPMENT),
        ("¿Qué opinan de la nueva ley?", Kind.DISCUSS_DEVELOPMENT),
        ("We are asked this again and again, should we write it down?", Kind.DOCUMENT),
        ("Could I visit your lab to see how you work?", Kind.VISIT),
        ("Me gustaría visitar su centro", Kind.VISIT),
        ("Who knows about procurement?", Kind.MAP_KNOWLEDGE),
        ("¿Quién sabe de contratación pública?", Kind.MAP_KNOWLEDGE),
        ("服务器在哪里?", Kind.FIND_INFORMATION),
    ],
)
def test_its_cues_tell(words: str, kind: Kind) -> None:
    assert suggest(words) is kind


def test_there_are_nine() -> None:
    assert len(Kind) == 9


@given(st.text(max_size=300))
def test_any_words_have_a_kind(words: str) -> None:
    assert suggest(words) in Kind
