"""The words of the forecast: nothing is sent yet, and what would come, by number and by person."""

from __future__ import annotations

from bot.communities import views
from bot.communities.forecast import Forecast
from bot.events import Begin, Person
from bot.text import Hole, Text, t, tn
from bot.ui import Block, Facts, Message, Note, Paragraph, Row

BEGINS: dict[Begin, Text] = {
    Begin.EACH: t("Every message waits for your yes first: /hearth desk held"),
    Begin.SMALL: t("Only your hosts are asked to meet newcomers; no other member is, yet."),
    Begin.ALL: t("Members who tick it are asked for help, too, as often a week as they say."),
}


def shown(one: Forecast, hosts: tuple[Person, ...]) -> Message:
    """What saving led to: nothing yet, and what would come."""
    blocks: list[Block] = [Paragraph(_alive(one))] if one.alive and one.people is not None else []
    blocks += [
        Paragraph(_month(one)),
        Facts(_by_person(one, hosts)),
        Note(BEGINS[one.begin]),
        Row((views.SEE_POST, *((views.ASK_HOSTS,) if hosts else ()), views.CHANGE, views.UNDO)),
    ]
    return views.answer("forecast", *blocks)


def _alive(one: Forecast) -> Text:
    return tn(
        "One person is here. I have written to nobody and will not. I keep their id so as not to "
        "greet them later; nobody is listed, matched or asked before pressing Join.",
        "{n} people are here. I have written to none of them and will not. I keep their ids so as "
        "not to greet them later; nobody is listed, matched or asked before pressing Join.",
        one.people or 0,
    )


def _month(one: Forecast) -> Text:
    holes: dict[str, Hole | str] = {
        "posts": tn("{n} post now", "{n} posts now", one.posts),
        "questions": _questions(one.questions),
        "most": one.nudges,
    }
    if one.people is None:
        return t(
            "Nothing has been sent. This is what would happen in the first month: {posts}; "
            "{questions}; nothing private to anybody who has not pressed a button; "
            "at most {most} a week to anybody who has.",
            **holes,
        )
    return t(
        "Nothing has been sent. This is what would happen in the first month with {people}: "
        "{posts}; {questions}; nothing private to anybody who has not pressed a button; "
        "at most {most} a week to anybody who has.",
        people=tn("one person", "{n} people", one.people),
        **holes,
    )


def _questions(n: int) -> Text:
    if not n:
        return t("no private questions, because no hosts are named")
    return tn(
        "{n} private question, to the host you named",
        "{n} private questions, to the hosts you named",
        n,
    )


def _by_person(one: Forecast, hosts: tuple[Person, ...]) -> tuple[tuple[Text, Text], ...]:
    posts = tn("{n} post, when you say so", "{n} posts, when you say so", one.posts)
    yours = t("at most one message a day, on days with something to do")
    rows = [
        (t("The channel"), posts),
        *((t("{host}", host=host), t("1 question, when you say so")) for host in hosts),
        (t("Somebody who pressed nothing"), t("nothing")),
        (
            t("A newcomer who pressed Start"),
            tn("at most {n} question a week", "at most {n} questions a week", one.newcomer),
        ),
        (t("Somebody who joined"), _joined(one)),
        (t("You"), yours),
    ]
    return tuple(rows)


def _joined(one: Forecast) -> Text:
    if not one.asks:
        return t("at most {most} messages a week, and no requests for help", most=one.nudges)
    return t(
        "at most {most} messages a week, and {asks} requests for help or fewer, as they choose",
        most=one.nudges,
        asks=one.asks,
    )
