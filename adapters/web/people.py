"""Who lives in the playground: about twenty-five residents and the visitor's three personas."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Temper(StrEnum):
    """How somebody deals with what reaches them."""

    EAGER = "eager"  # answers within the hour, nearly always
    BUSY = "busy"  # answers in the afternoon, mostly
    SHY = "shy"  # answers the next day, or not
    AWAY = "away"  # never answers
    PLAYED = "played"  # only ever acts through a visitor


class Part(StrEnum):
    """What somebody is to the playground (not to a community: that is Hearth's to know)."""

    KEEPER = "keeper"  # may manage the playground, and so set a community up
    RESIDENT = "resident"
    NEWCOMER = "newcomer"


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody's account here, and what they would write into a form that asks.

    `can`, `explains`, `connects` and `learns` are tasks, `facts` what one-line fields get by
    the field's name.
    """

    id: str
    name: str
    zone: str
    about: str
    temper: Temper = Temper.BUSY
    part: Part = Part.RESIDENT
    locale: str = "en"
    can: tuple[str, ...] = ()
    explains: tuple[str, ...] = ()
    connects: tuple[str, ...] = ()
    learns: tuple[str, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def town(self) -> str:
        """The place their zone is named after."""
        return self.zone.rpartition("/")[2].replace("_", " ")

    @property
    def first(self) -> str:
        return self.name.split()[0]


def somebody(  # noqa: PLR0913 - one line of the table below
    name: str,
    zone: str,
    role: str,
    organisation: str,
    temper: Temper,
    *,
    can: tuple[str, ...],
    learns: tuple[str, ...],
    hardest: str = "",
    locale: str = "en",
    part: Part = Part.RESIDENT,
    explains: tuple[str, ...] = (),
    connects: tuple[str, ...] = (),
    sector: str = "Government",
) -> Resident:
    """One line of the table: their id is their first name."""
    facts = {"role": role, "organisation": organisation, "sector": sector, "hardest": hardest}
    about = f"{role}, {organisation}"
    return Resident(
        name.split(maxsplit=1)[0].lower().translate(PLAIN_LETTERS),
        name,
        zone,
        about,
        temper,
        part,
        locale,
        can,
        explains,
        connects,
        learns,
        {k: v for k, v in facts.items() if v},
    )


PLAIN_LETTERS = str.maketrans("áãéíóúñøæ", "aaeiounoa")
EAGER, BUSY, SHY, AWAY = Temper.EAGER, Temper.BUSY, Temper.SHY, Temper.AWAY
OPEN_DATA, PROCUREMENT = "publishing open data", "reading procurement data"
REQUESTS, STANDARDS = "answering freedom of information requests", "choosing a data standard"
MAPS, PERSONAL = "making maps from open data", "publishing without personal data"
BUDGETS, WORKSHOP = "explaining a budget to residents", "running workshops people come back to"
OWNERS, CLEANING = "tracing who owns a company", "cleaning spreadsheets that fight back"
CASE, ALGORITHMS = "making the case for openness to a director", "keeping an algorithm register"

KEEPER = somebody(
    "Mara Lindqvist", "Europe/Stockholm", "Community facilitator", "Open Practice Network",
    Temper.PLAYED, part=Part.KEEPER, sector="Civil society",
    can=(WORKSHOP, CASE), learns=(ALGORITHMS,),
    hardest="Knowing who has gone quiet because they are busy, and who because of us.",
)  # fmt: skip
MEMBER = somebody(
    "Amina Yusuf", "Africa/Nairobi", "Open contracting analyst", "Procurement Watch Kenya",
    EAGER, sector="Civil society", can=(PROCUREMENT, CLEANING), explains=(OWNERS,),
    learns=(CASE,), hardest="Suppliers that change their name every second tender.",
)  # fmt: skip
RESIDENTS = (
    KEEPER,
    MEMBER,
    somebody(
        "Tomás Rivera", "America/Bogota", "Head of data", "City of Bogotá", EAGER,
        locale="es", can=(OPEN_DATA, STANDARDS), learns=(ALGORITHMS,), connects=(PROCUREMENT,),
        hardest="Eleven departments, eleven ways to write a street name.",
    ),
    somebody(
        "Beatriz Carvalho", "Europe/Lisbon", "Procurement reviewer", "Court of Auditors", EAGER,
        can=(PROCUREMENT, OWNERS), explains=(BUDGETS,), learns=(MAPS,),
    ),
    somebody(
        "Jonas Weber", "Europe/Berlin", "Statistician", "State statistical office", BUSY,
        can=(PERSONAL, CLEANING), explains=(STANDARDS,), learns=(WORKSHOP,),
        hardest="Saying no to a minister's table without losing the minister.",
    ),
    somebody(
        "Priya Nair", "Asia/Kolkata", "Budget analyst", "Centre for Public Accounts", EAGER,
        sector="Civil society", can=(BUDGETS, CLEANING), learns=(PERSONAL,),
    ),
    somebody(
        "Kofi Mensah", "Africa/Accra", "Information officer", "Right to Information Commission",
        EAGER, can=(REQUESTS, CASE), learns=(OPEN_DATA,),
        hardest="Requests that are really a cry for a conversation.",
    ),
    somebody(
        "Lucía Fernández", "America/Montevideo", "Civic technologist", "Datos Abiertos Uruguay",
        BUSY, locale="es", sector="Civil society", can=(MAPS, WORKSHOP), learns=(BUDGETS,),
    ),
    somebody(
        "Hana Suzuki", "Asia/Tokyo", "Service designer", "Osaka Prefecture", SHY,
        can=(WORKSHOP,), explains=(CASE,), learns=(OPEN_DATA, MAPS),
    ),
    somebody(
        "Owen Hughes", "Europe/London", "Data standards lead", "Welsh Government", EAGER,
        can=(STANDARDS, OPEN_DATA), connects=(ALGORITHMS,), learns=(REQUESTS,),
        hardest="Standards everybody applauds and nobody adopts.",
    ),
    somebody(
        "Mateusz Kowalski", "Europe/Warsaw", "Map maker", "City of Gdańsk", BUSY,
        can=(MAPS, CLEANING), learns=(STANDARDS,),
    ),
    somebody(
        "Leila Haddad", "Africa/Tunis", "Parliament monitor", "Al Bawsala", BUSY,
        sector="Civil society", can=(CLEANING, CASE), learns=(ALGORITHMS, OWNERS),
    ),
    somebody(
        "Sofia Papadopoulou", "Europe/Athens", "Integrity officer", "Transparency Authority", SHY,
        can=(OWNERS,), explains=(PROCUREMENT,), learns=(CASE,),
        hardest="Being the person whose calls nobody returns.",
    ),
    somebody(
        "David Okoye", "Africa/Lagos", "Beneficial ownership lead", "Corporate registry", EAGER,
        can=(OWNERS, STANDARDS), learns=(PERSONAL,), connects=(PROCUREMENT,),
    ),
    somebody(
        "Claire Moreau", "Europe/Paris", "Archivist", "Departmental archives of the Rhône", BUSY,
        can=(PERSONAL, REQUESTS), learns=(OPEN_DATA,),
    ),
    somebody(
        "Emil Sørensen", "Europe/Copenhagen", "Mobility analyst", "City of Aarhus", AWAY,
        can=(OPEN_DATA, MAPS), learns=(PERSONAL,),
    ),
    somebody(
        "Nadia Rahman", "Asia/Dhaka", "Health data officer", "Directorate of Health", SHY,
        can=(PERSONAL,), learns=(OPEN_DATA, CASE),
        hardest="Good data that nobody is allowed to see.",
    ),
    somebody(
        "Carlos Medina", "America/Lima", "Auditor", "Comptroller's office", BUSY, locale="es",
        can=(PROCUREMENT, BUDGETS), learns=(CLEANING,), explains=(OWNERS,),
    ),
    somebody(
        "Ruth Adler", "Europe/Vienna", "Participation lead", "City of Vienna", EAGER,
        can=(WORKSHOP, BUDGETS), learns=(ALGORITHMS,), explains=(CASE,),
    ),
    somebody(
        "Tui Parata", "Pacific/Auckland", "Data governance adviser", "Ngāti Toa trust", BUSY,
        sector="Indigenous organisation", can=(PERSONAL, CASE), learns=(STANDARDS,),
        hardest="Consent of a people, not only of a person.",
    ),
    somebody(
        "Grace Kim", "Asia/Seoul", "Election data editor", "National Election Commission", AWAY,
        can=(OPEN_DATA, CLEANING), learns=(WORKSHOP,),
    ),
    somebody(
        "Samir Patel", "America/Toronto", "Library data steward", "Toronto Public Library", EAGER,
        sector="Library", can=(OPEN_DATA, WORKSHOP), learns=(PROCUREMENT,), connects=(MAPS,),
    ),
    somebody(
        "Elena Popescu", "Europe/Bucharest", "Climate data analyst", "Environment agency", SHY,
        can=(CLEANING, MAPS), learns=(CASE, OPEN_DATA),
    ),
    somebody(
        "Anneke de Vries", "Europe/Amsterdam", "Algorithm register lead", "City of Utrecht", BUSY,
        can=(ALGORITHMS, STANDARDS), explains=(PERSONAL,), learns=(WORKSHOP,),
        hardest="A register is a promise; who keeps it after I leave?",
    ),
    somebody(
        "Yusuf Demir", "Europe/Istanbul", "Open data manager", "Metropolitan municipality", BUSY,
        can=(OPEN_DATA, CASE), learns=(REQUESTS,),
    ),
    somebody(
        "Marisol Quispe", "America/La_Paz", "Budget educator", "Jubileo Foundation", SHY,
        locale="es", sector="Civil society", can=(BUDGETS, WORKSHOP), learns=(MAPS, CLEANING),
    ),
)  # fmt: skip
NEWCOMERS = (
    somebody(
        "Robin Ortega", "Europe/Madrid", "Data officer, first week", "Regional water authority",
        Temper.PLAYED, part=Part.NEWCOMER, can=(CLEANING,), learns=(PROCUREMENT,),
    ),
    somebody(
        "Ada Novak", "Europe/Prague", "Policy trainee", "Ministry of the Interior",
        Temper.PLAYED, part=Part.NEWCOMER, can=(), learns=(REQUESTS,),
    ),
    somebody(
        "Femi Adeyemi", "Africa/Lagos", "Web editor", "State legislature",
        Temper.PLAYED, part=Part.NEWCOMER, can=(), learns=(OPEN_DATA,),
    ),
)  # fmt: skip
