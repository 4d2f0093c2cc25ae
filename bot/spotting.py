"""Whether a message, by its words, asks the community something that wants an answer.

A sum of signs that anybody can read (a question mark, a phrase that asks for help, a name it is
addressed to, …), through a logistic. Nothing of a message is kept: only a number leaves. English is
known best; the signs of Spanish, French, German, Portuguese and Italian are the commonest phrases,
and a question mark counts in any writing.

The weights were learnt (tests/bench/learn_words.py, then learn_spotting.py) from messages of
#ubuntu, the training part of the IRC disentanglement corpus of Kummerfeld and others (ACL 2019, CC
BY 4.0), and of the first 60 % of the rooms on Gitter as published by LiveChat2021 (ESEC/FSE 2021,
MIT): those of single words from their own threads, those of the signs from labels of ours. What
holds in other communities was chosen on communities that the weights were not learnt from.
"""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import timedelta
from functools import lru_cache
from importlib import resources
from itertools import pairwise

LIKELY = 0.5  # more likely than not
FIRST = 0.20  # enough for what begins a conversation: most of these ask something
OFFER = 0.73  # nine of ten are, from here on, of what is said out of the blue (TALKING)
FEW, SOME, MANY = 3, 11, 25  # words
SHORT, BACK = 4, 9  # words of a short question, of one that points at what was said before
READ = 30  # words that are looked up
LONGEST = 1500  # letters that are read
TALKING = timedelta(minutes=10)  # whoever wrote there so lately is in a conversation already
QUESTION_MARKS = ("?", "？", "؟", "՞", "፧")

# In folded text, anywhere.
_ANYWHERE = {
    "anyone": r"(any|some|every) ?(one|body)|any of you|no ?body|no one|guys|folks|people|alguien"
    r"|alguno|quelqu'un|jemand|alguem|qualcuno",
    "help": r"helps?|assist\w*|advi[cs]e|suggest\w*|any (idea|clue|tip|hint|thought|pointer|luck)s?"
    r"|ideas|point me|guidance|recommend\w*|ayuda\w*|consejo\w*|sugerencia\w*|ideia|idee|aide[rz]?"
    r"|hilfe|helfen|ajuda\w*|aiut\w+",
    "knows": r"((any|some) ?(one|body)|who|you) (here )?(know\w*|have|has|had|use\w*|using|tried"
    r"|got"
    r"|ever|can|could|familiar|experienc\w*|seen|is|able|managed|run\w*)"
    r"|(alguien|quien) (sabe|tiene|ha|puede|conoce|usa)|quelqu'un (sait|connait|a|peut)"
    r"|(jemand|wer) (weiss|kennt|hat|kann)|alguem (sabe|tem|conhece|pode)|qualcuno (sa|ha|puo)",
    "how I": r"(how|where|what|when|which|why)\b.{0,24}\b(i|we|my|one|you)|how to"
    r"|como (puedo|podemos|hago|hacer|se|faco|fazer)|wie (kann|mache)|comment (je|on|puis|faire)",
    "may it": r"(can|could|should|do|did|does|is|may|must|would|will|am) (i|we|it|there|my|this"
    r"|that"
    r"|the|any|\w+)\b[^?]{0,400}\?",
    "is there": r"(is|are|isn't|aren't) there|hay (algun\w*|una?)|gibt es|y a[- ]t[- ]il|existe",
    "wants": r"wonder\w*|question|curious|looking for|want to|wanna|would like|i'd like|like to"
    r"|need (to|some|a|an|help)|trying to|try to|quiero|quisiera|necesito|pregunta|duda|intento"
    r"|je (veux|cherche|voudrais)|ich (will|suche|mochte|brauche)|preciso|gostaria|vorrei|cerco",
    "trouble": r"problem\w*|issues?|trouble\w*|error\w*|fail\w*|crash\w*|freez\w*|stuck|broken?"
    r"|hang\w*"
    r"|wrong|weird|strange|warning\w*|slow\w*|lost|missing|fall[oa]s?|fehler\w*|erreurs?|erros?",
    "any ideas": r"any (idea|suggestion|clue|help|advice|hint|thought|tip|pointer)s?|help me"
    r"|(can|could) (any ?(one|body)|some ?(one|body)|you guys) help|(need|want)( some| a)? help"
    r"|(please|pls) help|help (please|pls)|alguna (idea|sugerencia)|une idee|jemand helfen"
    r"|alguma ideia|qualche idea",
    "works not": r"(does ?n.?t|is ?n.?t|not|won'?t|no longer|never|stopped) (work|start|boot|load"
    r"|open|show|run|find|connect|recogni[sz]|seem|let|get)\w*|unable to|cannot|can'?t|can not"
    r"|no funciona|ne marche pas|geht nicht|nao funciona|non funziona",
    "however": r"but|however|although|though|still|no matter|pero|aber|mais|mas|ma",
    "cannot": r"can'?t|cannot|can not|couldn'?t|won'?t|doesn'?t|don'?t|isn'?t|didn'?t|not|unable"
    r"|no (puedo|funciona|consigo)|marche pas|geht nicht|nao (funciona|consigo)|non funziona",
    "mine": r"i|i'm|im|i've|ive|my|me|we|our|i'd|mi|mis|tengo|estoy|meu|minha|ich|mein|je|mon|mio",
    "tried": r"tried|trying|installed|upgraded|updated|running|configured|set up|just|when i|after"
    r"|every time|whenever|he intentado|cuando|habe|j'ai|tentei|ho provato",
    "you": r"you|your|you're|youre|u|ur|yours|yourself|usted|du|dein|vous|voce",
    "advises": r"you (can|could|should|need|have|must|may|might|want|will|are|were|did|do|get|just)"
    r"|try|just (use|do|run|type|install|google)|make sure|check (the|your|if|out)|see (if|the)"
    r"|look at|use (the|a)|instead|probably|it's|you'd|you'll|that's|should (be|work)|i (think"
    r"|guess)"
    r"|afaik|imo|maybe|because|works for|prueba|puedes|tienes que|deberias",
    "thanks": r"thank\w*|thx|ty|cheers|np|welcome|gracias|merci|danke|obrigad\w*|grazie",
    "please": r"please|pls|plz|plea+se|por favor|bitte|s'il vous plait",
}
# At the beginning, after a greeting.
_FIRST = {
    "first asks": r"how|what|what's|whats|where|when|which|who|why|is|are|does|do|did|can|could"
    r"|would"
    r"|should|will|has|have|any|anyone|anybody|como|que|cual|donde|cuando|quien|hay|alguien|puedo"
    r"|wie|was|wo|warum|kann|comment|pourquoi|est-ce|onde|quem|dove|perche|chi",
    "first replies": r"yes|yeah|yep|yea|yup|no|nope|nah|ok|okay|oh|ah|aha|lol|haha|well|then|so"
    r"|but|and"
    r"|or|also|thanks|thx|sure|right|hmm+|exactly|true|cool|nice|great|good|sorry|that|thats|that's"
    r"|it|it's|its|this|because|cause|maybe|probably|there|they|he|she|si|vale|claro|gracias|oui|ja"
    r"|nein|sim|nao",
    "first orders": r"try|use|check|run|type|do|go|look|see|make|install|sudo|apt|cd|ls|cat|just"
    r"|you|your"
    r"|then|add|open|edit|put|get|google|prueba|mira|usa",
    "first I": r"i|i'm|im|i've|ive|my|we|we're|tengo|estoy|mi|ich|je|j'ai|eu|io",
}
_SIGNS = {
    **{name: re.compile(rf"\b(?:{said})(?!\w)") for name, said in _ANYWHERE.items()},
    "may it": re.compile(rf"\b(?:{_ANYWHERE['may it']})"),
}
_FIRST_SIGNS = {name: re.compile(rf"(?:{said})(?!\w)") for name, said in _FIRST.items()}
_BACK = re.compile(
    r"\b(?:that|this|it|those|these|them|they|he|she|there|so|eso|esto|das|ca|isso)\b"
)
_LINK = re.compile(r"https?://\S+|www\.\S+|<-link->")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_CODE = re.compile(r"```.*?(?:```|$)|`[^`]+`|<-code->", re.DOTALL)
_COMMAND = re.compile(r"\bsudo\b|\bapt-get\b| --?\w|(?<!\w)/(?:etc|usr|var|home)/|^[!/=*<>\[.:;]")
_TO_ONE = re.compile(r"(?:<@[^>]*>|@[\w.\-:]+|[\w\[\]{}|`^\\-]{2,25} ?[:,]+)(?: |$)")
_GREETING = re.compile(
    r"(?:(?:hi|hello|hey|heya|hiya|hola|hallo|greetings|good (?:morning|evening|afternoon|day)"
    r"|morning"
    r"|buenas|buenos dias|bonjour|salut|guten tag|ola|ciao|ok|okay|so|well|and|also)(?!\w)"
    r"(?: (?:all|there|guys|everyone|everybody|folks|people|again|friends|a todos"
    r"|y'all))?[ ,.!:]*)+"
)
_NOT_NAMES = """
    hi hello hey ok okay well so yes no guys question also btw anyway hmm oh sorry thanks
    please all now and but yeah nope lol sure cool right maybe actually yep hola gracias
    everyone folks
"""
_NO_NAMES = frozenset(_NOT_NAMES.split())

WEIGHTS = {
    "bias": -5.02,
    "question": 1.27,
    "words": 0.92,
    "over 11": 0.87,
    "greets": -0.04,
    "anyone": 0.92,
    "help": -0.10,
    "how I": 1.27,
    "may it": 0.35,
    "mine": -0.33,
    "you": -2.95,
    "advises": -0.68,
    "thanks": -0.42,
    "first I": 0.94,
    "said so": 1.25,
    "ends so": 1.13,
    "knows": 0.67,
    "tried": 0.00,
    "first asks": 1.61,
    "addressed": -4.16,
    "command": 0.64,
    "first replies": -1.23,
    "points back": -0.90,
    "works not": 1.62,
    "cannot": 0.11,
    "first orders": -0.80,
    "link": 1.14,
    "wants": 0.99,
    "under 3": -0.58,
    "short question": -0.57,
    "trouble": 0.30,
    "any ideas": 1.81,
    "however": -0.33,
    "over 25": 0.62,
    "please": 2.18,
    "code": -0.27,
    "is there": 1.65,
}


def seems(text: str, *, addressed: bool = False) -> float:
    """How likely it is, 0 to 1; `addressed` says that the platform knows it is to one person."""
    found = signs(text, addressed=addressed)
    return 1 / (1 + math.exp(-math.fsum(WEIGHTS[name] * sign for name, sign in found.items())))


def signs(text: str, *, addressed: bool = False) -> dict[str, float]:
    """Each sign that is there, as a number."""
    said = " ".join(_CODE.sub(" <-code-> ", _folded(text[:LONGEST])).split())
    named = _TO_ONE.match(said)
    if named and named.group().strip("<@:,> ") not in _NO_NAMES:
        addressed, said = True, said[named.end() :]
    greeting = _GREETING.match(said)
    rest = said[greeting.end() :] if greeting else said
    words = len(rest.split())
    found = {
        "bias": 1.0,
        "question": any(mark in said for mark in QUESTION_MARKS),
        "ends so": said.rstrip(" )!.:'\"").endswith(QUESTION_MARKS),
        "addressed": addressed,
        "words": math.log1p(words),
        "under 3": words < FEW,
        "short question": words <= SHORT and any(mark in said for mark in QUESTION_MARKS),
        "points back": words <= BACK and _BACK.search(said) is not None,
        "over 11": words > SOME,
        "over 25": words > MANY,
        "greets": greeting is not None and words > 0,
        "link": _LINK.search(said) is not None,
        "code": "<-code->" in said,
        "command": _COMMAND.search(said) is not None,
    }
    found |= {name: pattern.search(said) is not None for name, pattern in _SIGNS.items()}
    found |= {name: pattern.match(rest) is not None for name, pattern in _FIRST_SIGNS.items()}
    found["said so"] = math.fsum(_table().get(word, 0.0) for word in words_of(said))
    return {name: float(value) for name, value in found.items() if value}


def words_of(said: str) -> frozenset[str]:
    """The words of folded text that may tell: each, each two that follow, and the first."""
    told = _WORD.findall(_LINK.sub(" ", said))[:READ]
    pairs = (f"{one} {other}" for one, other in pairwise(told))
    return frozenset((*told, *pairs, *(f"^{word}" for word in told[:1])))


@lru_cache(maxsize=1)
def _table() -> dict[str, float]:
    """What single words tell, from a plain file (tests/bench/learn_words.py makes it)."""
    told = (resources.files("bot") / "spotting.words").read_text(encoding="utf-8")
    rows = (line.rpartition(" ") for line in told.splitlines() if line[:1] != "#")
    return {word: float(weight) for word, _, weight in rows}


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(each for each in apart if not unicodedata.combining(each))
