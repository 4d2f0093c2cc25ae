"""What was said here before the visitor came, and what residents say while time passes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel that is there from the beginning."""

    id: str
    topic: str


@dataclass(frozen=True, slots=True)
class Said:
    """A line in a channel, so many hours before the beginning, and the answers under it."""

    before: float
    who: str
    text: str
    answers: tuple[tuple[float, str, str], ...] = ()


HELLO, HOME = "hello", "community"
CHANNELS = (
    Channel(HELLO, "Say hello. Nobody expects a speech."),
    Channel(HOME, "Where we work out loud: questions, finds, half-finished things."),
    Channel("open-data", "Publishing, standards, the spreadsheet that fights back."),
    Channel("following-money", "Procurement, budgets, who owns what."),
)

HISTORY: dict[str, tuple[Said, ...]] = {
    HELLO: (
        Said(212, "elena", "Hello everyone. Elena, climate data, Cluj. I mostly read at first."),
        Said(211, "ruth", "Welcome, Elena. Reading along is a fine way to be here."),
        Said(140, "yusuf", "Merhaba! Yusuf, I look after our city's open data portal."),
        Said(
            139, "owen", "Good to have you, Yusuf. Which portal software did you end up with?",
            ((1, "yusuf", "CKAN, and a lot of patience."), (1.5, "owen", "The two go together.")),
        ),
        Said(46, "marisol", "Hola, soy Marisol, from La Paz. I teach people to read the budget."),
        Said(45, "priya", "Marisol, I would love to hear how you start. I do the same in Kochi."),
    ),
    HOME: (
        Said(
            190, "mara",
            "Thursday's meeting left two things open: who owns the glossary, and whether we "
            "publish the questions nobody could answer. Thoughts welcome, half thoughts too.",
            ((2, "jonas", "Publish them. An honest gap is also data."),
             (3, "tui", "With the asker's yes, please."),
             (26, "mara", "Both noted. I will draft something for the next one.")),
        ),
        Said(121, "kofi", "Small win: a request we used to refuse is now a monthly file. "
                          "Nobody asks any more, because it is simply there."),
        Said(120.5, "claire", "That is the nicest kind of silence."),
        Said(
            74, "hana",
            "Does anybody have one page about open data for people who are afraid of it?",
            ((4, "samir", "We have a comic! I'll ask whether I may share it."),
             (9, "hana", "A comic would be perfect.")),
        ),
        Said(27, "anneke", "Our algorithm register has its hundredth entry. About ninety of them "
                           "are parking. Still counting as a victory."),
        Said(26, "leila", "Ninety parking algorithms is also a finding."),
        Said(5, "amina", "Reading tenders all morning. If you hear a scream from Nairobi, it is a "
                         "date in the wrong column."),
        Said(4.4, "carlos", "Same scream from Lima, five minutes ago."),
    ),
    "open-data": (
        Said(
            160, "mateusz",
            "Which coordinate system do you publish in? We have three, a fourth in the basement.",
            ((1, "emil", "WGS 84 for people, the national one for surveyors. Both files."),
             (2, "lucia", "And say which is which in the file name, not only in the notes.")),
        ),
        Said(98, "nadia", "How small is too small a group in a health table? We use ten."),
        Said(97, "jonas", "Ten is sensible. And look at differences between two tables."),
        Said(31, "grace", "Election results for all districts are out as one tidy file: "
                          "https://example.org/results.csv"),
        Said(30, "elena", "One file. I may frame it."),
    ),
    "following-money": (
        Said(
            133, "sofia",
            "Has anybody matched tender winners with a register of owners, without paying for one?",
            ((2, "david", "Yes, in part. Happy to show what broke."),
             (3, "beatriz", "I would watch that.")),
        ),
        Said(60, "priya", "The new budget is four PDFs. Two are photographs of a screen."),
        Said(59, "marisol", "We should collect the best ones. There could be a prize."),
        Said(20, "beatriz", "Reminder: the amended contract list is where the story usually is."),
    ),
}  # fmt: skip

CHATTER: tuple[tuple[str, str, str], ...] = (
    (HOME, "kofi", "/hearth ask How do I read procurement data when every date has two formats?"),
    (HOME, "owen", "Our metadata guide is out of draft. Forty pages became six."),
    (HOME, "ruth", "Question of the week: what is the smallest thing you opened this year?"),
    ("open-data", "lucia", "A school asked for bus stops and got them in a day. They made a map."),
    ("following-money", "david", "Same phone number on nine companies. Coincidence, surely."),
    (HOME, "tui", "Good hui today on who decides what is shared. Notes when they are approved."),
    (HOME, "leila", "/hearth ask Which tool do you use for making maps from open data?"),
    ("open-data", "mateusz", "The basement coordinate system is gone. There was cake."),
    (HOME, "priya", "Nobody told me budgets can be read aloud. We did, in a library. It worked."),
    ("following-money", "carlos", "Today's finding: a bridge paid for twice, and built once."),
    ("open-data", "samir", "The comic is public now: https://example.org/open-data-comic"),
    (HOME, "claire", "An archive box labelled 'misc' is the opposite of open data."),
    ("open-data", "yusuf", "We removed a login wall. Downloads went up fivefold in a week."),
    (HOME, "kofi", "If you could publish one file tomorrow, which one would be missed the least?"),
    (HOME, "priya", "/hearth ask When is a group too small for publishing without personal data?"),
    ("following-money", "amina", "Supplier names, cleaned: 4,112 became 2,870."),
    ("following-money", "beatriz", "2,870 is still hopeful. I believe in 2,400."),
    (HOME, "anneke", "A councillor used the algorithm register in a debate. On her own!"),
    ("open-data", "jonas", "Please, please, leave the codes in the file next to the labels."),
    (HOME, "leila", "Votes of the week are up. Two people changed their minds, in public."),
    ("open-data", "tomas", "Street names: eleven spellings down to three. We are nearly a city."),
    (HOME, "samir", "Our reading room runs a data evening now. Tea helps."),
    ("following-money", "priya", "The photographs of a screen have become a spreadsheet."),
    ("open-data", "owen", "A standard with a mailing list but no validator is a wish."),
    (HOME, "lucia", "We are translating the glossary into Spanish. Help is welcome."),
    ("following-money", "david", "The nine companies are now seven. Somebody is tidying up."),
    (HOME, "ruth", "Eighty people came to the budget evening. We had chairs for sixty."),
    ("open-data", "anneke", "Wrote down why we do not publish something. Felt like publishing."),
    (HOME, "carlos", "Quiet week here. Suspiciously quiet."),
)  # fmt: skip

GREETINGS = (
    "Hello {name}, good to meet you. I'm in {town}; mornings are easiest for me.",
    "Hi {name}! Lovely. Would Thursday suit you for twenty minutes?",
    "Nice to meet you, {name}. Tell me a little about where you are stuck?",
    "Hello {name}. I read your lines twice. Shall we talk this week?",
)
REPLIES = (
    "Thursday works for me. I'll bring an example.",
    "Happy to. Send me what you have, messy is fine.",
    "That sounds familiar. We had the same two years ago.",
    "Good question. Let me look something up and come back to you.",
    "Yes, gladly. Tomorrow after lunch?",
)
LINES = (
    "Something I would tell a friend over coffee.",
    "Happy to show how we did it, with the mistakes left in.",
    "Still learning this myself.",
    "Asking the people at the counter first. They had known it for years.",
    "Writing down what we decided, and why, in one place.",
    "A half hour on Fridays with nothing planned in it. More gets sorted out there than in a week.",
    "Letting somebody else draw it, and only then talking about it.",
)
# What somebody writes under a question to everybody, whichever it is; read aloud, each fits most.
THOUGHTS = (
    "For us it was one person in procurement who said yes. Everything else came after.",
    "Short answer: time. Longer answer: somebody who has done it before, next to me for an hour.",
    "We tried it twice and it worked once. Happy to tell what was different.",
    "Honestly, reading how others here do it has helped me more than any handbook.",
    "A list on one page that everybody can correct. It sounds small, and it changed our Mondays.",
    "I would love to see what the smaller towns do. We only ever hear from the big ones.",
    "The lawyers, in the end, were on our side. We had only asked them too late.",
    "Still thinking about this one. My first thought: begin with the file nobody fears.",
)
# What somebody answers to a question, and what they later write about an answer that helped them.
ANSWERS = (
    "We did this last year. Begin with the smallest file; I can send you our checklist.",
    "Two things helped us: one column per idea, and somebody from another office to read it first.",
    "Ask the people who made the data. Ours had a note in a drawer that answered half of it.",
    "No new software needed: sort it, look at both ends, ask about the odd ones. An afternoon.",
    "It depends on who will use it. For residents one page, for offices the raw file. We do both.",
)
# The same by what the question is about, so that an answer is one.
KNOWN: dict[str, tuple[str, ...]] = {
    "publishing open data": (
        (
            "Begin with one file somebody asks for every month, and publish it on a fixed day. The "
            "portal can wait; the habit cannot."
        ),
        "Write down who updates each file before you publish it. Ours without a name went stale.",
    ),
    "reading procurement data": (
        (
            "Start with one buyer and one year. The amendments first: what changed after the "
            "award tells more than the award."
        ),
        (
            "Ignore most columns. Buyer, supplier, amount, date, and the number of bids: five are "
            "enough for the first month."
        ),
    ),
    "answering freedom of information requests": (
        (
            "Count which requests come back. Ours were four files; we publish them, and the rest "
            "is easy."
        ),
    ),
    "choosing a data standard": (
        (
            "Take the one your neighbours use, even if another is nicer. Comparing beat "
            "every other argument."
        ),
    ),
    "making maps from open data": (
        "QGIS for making, and a plain image for showing. An interactive map was opened twice.",
        "Check the coordinates first: swap them, look whether you are in the sea. Then draw.",
    ),
    "publishing without personal data": (
        (
            "We hide groups under ten, and then look at the difference between two tables: that is "
            "where somebody can be found again."
        ),
    ),
    "explaining a budget to residents": (
        "One street, one school, one number each. Nobody ever asked for the other forty pages.",
    ),
    "running workshops people come back to": (
        "End ten minutes early, and send what was said the same evening. They come back for that.",
    ),
    "tracing who owns a company": (
        (
            "The register of the country first, then its filings by hand: the owner is often in an "
            "annex. If it ends in a trust, note the trustee and stop there."
        ),
        "Search the address, not the name. Nine companies at one kitchen table tell a story.",
    ),
    "cleaning spreadsheets that fight back": (
        (
            "Never in the file itself: a copy, a column next to each one you change, and a line on "
            "why. You will need to take it back once."
        ),
    ),
    "making the case for openness to a director": (
        "Not principles: hours. We showed how long the same question took us eleven times.",
    ),
    "keeping an algorithm register": (
        "Ask for what decides about people, not for 'algorithms'. Half of ours are spreadsheets.",
    ),
}
CAME = (
    "It worked on the second try, thank you.",
    "We use it every week now.",
    "The checklist alone was worth the question.",
)
