"""Which of the nine kinds of request a question is, from its words; a coordinator may say better.

The nine are Wenger-Trayner's: what communities of practice do for each other.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache


class Kind(StrEnum):
    """The nine; the words are those of the community's vocabulary."""

    SOLVE_PROBLEM = "solve_problem"
    FIND_INFORMATION = "find_information"
    SEEK_EXPERIENCE = "seek_experience"
    REUSE_ASSET = "reuse_asset"
    COORDINATE = "coordinate"
    DISCUSS_DEVELOPMENT = "discuss_development"
    DOCUMENT = "document"
    VISIT = "visit"
    MAP_KNOWLEDGE = "map_knowledge"


# A cue is a few words; `…` stands for up to four words between, `*` for any ending.
# Each line: what it counts, then English and Spanish cues, written without marks.
_CUES: dict[Kind, tuple[tuple[int, str], ...]] = {
    Kind.MAP_KNOWLEDGE: (
        (4, "who … know*; who … expert*; who … to talk to; who should i … ask; who works on"),
        (4, "who … working on; who is … responsible; who has … experience; anyone … who knows"),
        (4, "quien … sabe*; quien … conoce*; quien … trabaja; quien … experto; quien … encarga"),
        (3, "which (team*|group*|people|person); what are we missing; point me to someone"),
        (3, "que (equipo*|grupo*|persona*); con quien; a quien"),
    ),
    Kind.VISIT: (
        (5, "visit*; come and see; come by; shadow*; sit in on; see how you … work; tour of"),
        (5, "watch how you; look over your shoulder; spend a day with; show me around"),
        (5, ("visitar*; visita; ver como trabaja*;"
            " pasar un dia con; acompanar*; conocer su … sede")),
    ),
    Kind.DOCUMENT: (
        (5, ("write … down; write this up;"
            " document* (this|it|our|the way|what we); we should … wiki")),
        (4, "keep* … asking; asked … times; again and again; put together a guide; write a guide"),
        (5, ("documentar*; escribir* una guia; dejar* por escrito;"
            " una y otra vez; ponerlo por escrito")),
    ),
    Kind.REUSE_ASSET: (
        (5, ("template*; boilerplate; checklist*; slide*;"
            " spreadsheet*; sample contract; example of a")),
        (4, ("reuse*; re-use*; share (your|a|an|the);"
            " borrow*; copy of; has … already (written|made|built)")),
        (3, ("example* (of|for|i); anyone have (a|an|some);"
            " does anybody have (a|an|some); ready-made")),
        (5, ("plantilla*; lista de verificacion; diapositiva*;"
            " hoja de calculo; modelo de contrato")),
        (4, ("reutiliza*; compartir (su|un|una|el|la|tu); prestar*;"
            " ejemplo* de; alguien tiene (un|una)")),
    ),
    Kind.COORDINATE: (
        (5, ("join forces; together with; team up;"
            " coordinate*; split the (cost|work); combine our")),
        (4, ("who (wants|else wants|is in|else is in); anyone (want|wants|up for|going to);"
            " interested in joining")),
        (4, "same time; at the same time as; buy together; find a (date|time|slot); schedul* a"),
        (5, "coordinar*; entre todos; unir fuerzas; en conjunto; repartir*; quien se apunta"),
        (4, "alguien quiere; alguien va a; comprar juntos; ponernos de acuerdo; fijar una fecha"),
    ),
    Kind.DISCUSS_DEVELOPMENT: (
        (4, ("what do you think; what does everyone think; thoughts on;"
            " opinion* (on|about); your take")),
        (4, ("have you seen the new; heard about; how do you feel about;"
            " is it worth; pros and cons")),
        (3, ("trend*; future of;"
            " the new (law|regulation|release|version|policy|rule*); what will happen")),
        (4, "que (opina*|piensa*|os parece|les parece|te parece); opinion* sobre; vale la pena"),
        (3, "tendencia*; el futuro de; la nueva (ley|norma|version|politica); pros y contras"),
    ),
    Kind.SEEK_EXPERIENCE: (
        (4, "has any* … (done|tried|used|dealt|worked|managed|seen|had|been|run|faced)"),
        (4, ("have any of you; anyone … experience*; anybody … experience*;"
            " any experience*; what worked")),
        (4, ("how did you; how have you;"
            " how do you (handle|deal|manage|approach|usually); lessons")),
        (3, "what is it like; your experience*; best practice*; who has (done|tried|used)"),
        (4, ("alguien ha; alguno ha; alguna experiencia;"
            " experiencia* (con|en|de); como lo (hicieron|hicisteis)")),
        (4, ("como hicieron; como (manejan|gestionan|afrontan|tratan);"
            " que os funciono; que les funciono")),
    ),
    Kind.SOLVE_PROBLEM: (
        (3, "error*; fail*; broke*; stuck; crash*; bug*; problem*; issue*; trouble; exception"),
        (3, "(doesn't|does not|don't|won't|isn't|not) (work*|start*|run*|load*|able)"),
        (3, ("can't; cannot; unable to; not working; goes wrong;"
            " went wrong; fix*; troubleshoot*; debug*")),
        (2, ("how (do|can|could|should|would) (i|we|you|one); how to; help* (me|us|with);"
            " need help; solve*")),
        (3, ("error*; falla*; fallo*;"
            " problema*; no (funciona*|puedo|consigo|logro|arranca|carga); roto")),
        (2, ("como (puedo|podemos|hago|hacer|se|podria); ayuda*; necesito ayuda;"
            " arreglar*; resolver*")),
    ),
    Kind.FIND_INFORMATION: (
        (3, "where (is|are|can|do|does|could|would|should); is there (a|an|any); are there any"),
        (2, ("what (is|are|does|was|were); when (is|are|does|do|will|was); which;"
            " link to; documentation")),
        (2, ("how (many|much|long|often|old|far); does (it|this|the|anyone know|anybody know);"
            " do we have")),
        (3, "donde; hay (algun|alguna|un|una); existe*; enlace* a; documentacion"),
        (2, "que (es|son|significa); cuando; cual*; cuanto*; cuanta*; alguien sabe; tenemos"),
    ),
}  # fmt: skip
_FALLBACK = Kind.FIND_INFORMATION
_FOR_NOBODY = Kind.SOLVE_PROBLEM


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[Kind, int, re.Pattern[str]], ...]:
    return tuple(
        (kind, counts, re.compile("|".join(_pattern(cue) for cue in cues.split("; "))))
        for kind, lines in _CUES.items()
        for counts, cues in lines
    )


def _pattern(cue: str) -> str:
    said = cue.replace(" … ", r"(?: [\w'-]+){0,4} ").replace("*", r"\w*")
    return rf"\b(?:{said})(?!\w)"


def suggest(words: str) -> Kind:
    """The kind whose cues weigh most; a problem to solve, or something to find, without any."""
    said = _folded(words)
    points = dict.fromkeys(Kind, 0)
    for kind, counts, pattern in _patterns():
        points[kind] += counts if pattern.search(said) else 0
    best = max(_CUES, key=lambda kind: points[kind])  # the rarer kinds stand first
    if points[best]:
        return best
    return _FALLBACK if "?" in words else _FOR_NOBODY


def _folded(words: str) -> str:
    apart = unicodedata.normalize("NFKD", words.casefold().replace("’", "'"))
    plain = "".join(each for each in apart if not unicodedata.combining(each))
    return " ".join(re.findall(r"[\w'-]+", plain))
