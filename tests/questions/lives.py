"""Lives of questions, generated: people ask, answer, refuse, forget, leave; nothing may be lost."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from sqlalchemy import Engine

from bot.activity import Spoken
from bot.errors import Refusal
from bot.events import Value, Wrote
from bot.handlers import Kind
from bot.questions import offer_views
from bot.questions.model import (
    LIVE,
    WAITING,
    Question,
    Said,
    State,
    asked_for_good,
    open_offers,
)
from bot.ui import Fill, Message
from bot.work import DAY
from tests.introductions.town import HOME, labels, who
from tests.prompts.conftest import Heard
from tests.questions.acting import ALL, offers
from tests.questions.cast import ASKERS, DONE, NEEDS, PEOPLE, SPANS, TOLD, database, moved_in


class QuestionLives(RuleBasedStateMachine):
    """A town in which anything may happen about questions, in any order."""

    made: ClassVar[Engine | None] = None
    ended: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        """Move the people in."""
        super().__init__()
        if QuestionLives.made is None:
            QuestionLives.made = database()
        self.run = QuestionLives.made.connect()
        self.town = moved_in(self.run)
        self.posted: set[str] = set()
        self.taken: set[str] = set()
        self.heard: set[str] = set()  # questions about which the asker read something

    def teardown(self) -> None:
        """Let everything come to its end, and look."""
        try:
            self.town.delivers = True
            self.town.wait(60 * DAY)
            for id_ in sorted(self.posted - self.taken):
                self._over(id_)
            self.who_was_asked_is_told_when_it_is_settled()
        finally:
            self.run.rollback()
            self.run.close()

    def _over(self, id_: str) -> None:
        question = self.town.store.question(id_)
        assert question is not None, "a question was lost"
        assert question.state in DONE, question.state
        about = [p.message for p in self.town.promises.posted.values() if self._tells(p, id_)]
        assert id_ in self.heard or about, "an asker was told nothing"
        QuestionLives.ended[question.state] += 1

    def _tells(self, promise: object, id_: str) -> bool:
        key, message = promise.key, promise.message  # type: ignore[attr-defined] # a promise
        answers = [one.id for one in self.town.store.answers(id_)]
        return message.kind in TOLD and (id_ in key or any(key.endswith(one) for one in answers))

    def questions(self, *states: State) -> list[Question]:
        """Those in these states that stand in the home."""
        return [one for one in self.town.store.questions(*states) if one.posted]

    def tries(self, name: str, button: str, subject: str) -> object:
        """Press; a refusal is an answer, too."""
        try:
            reply = self.town.presses(name, f"questions.{button}", subject)
        except Refusal:
            return None
        self.town.wait()
        return reply

    @initialize(name=st.sampled_from(ASKERS), need=st.sampled_from(NEEDS), wish=st.booleans())
    def begins(self, name: str, need: str, wish: bool) -> None:  # noqa: FBT001 - drawn
        """Each life has a question."""
        self.asks(name, need, wish)

    @rule(name=st.sampled_from(ASKERS), need=st.sampled_from(NEEDS), wish=st.booleans())
    def asks(self, name: str, need: str, wish: bool) -> None:  # noqa: FBT001 - drawn
        """Somebody asks, for an answer or a person."""
        if len(self.questions(*LIVE)) > 3 or who(name) not in self.town.members.cards:
            return
        self.town.wait(timedelta(minutes=1))
        wanted = ("person",) if wish else ("answer",)
        fill = self.town.says(name, "ask")
        self.town.fills(name, fill, need=need, wish=wanted, by=("none",))
        self.town.wait()

    @rule(data=st.data())
    def posts_it_as_it_is(self, data: st.DataObject) -> None:
        """A short one waits for a press."""
        if found := self.town.store.questions(State.DRAFT):
            one = data.draw(st.sampled_from(found))
            self.tries(_asker(one), "as_it_is", one.id)

    @invariant()
    def what_is_posted_is_remembered(self) -> None:
        """From then on it may not be lost."""
        self.posted |= {one.id for one in self.town.store.questions() if one.state in LIVE}

    @rule(data=st.data(), way=st.sampled_from(("can_help", "not_me", "tomorrow", "who")))
    def offered_person_says(self, data: st.DataObject, way: str) -> None:
        """Whoever was asked answers, in time or late, settled or not."""
        everything = [o for q in self.town.store.questions() for o in offers(self.town, q)]
        put = [one for one in everything if one.delivered]
        if not put:
            return
        offer = data.draw(st.sampled_from(put))
        reply = self.tries(offer.person.id, way, offer.id)
        self._fills(data, offer.person.id, reply)

    @rule(data=st.data(), name=st.sampled_from(PEOPLE))
    def answers_under_the_post(self, data: st.DataObject, name: str) -> None:
        """Anybody answers, whatever its state."""
        found = self.town.store.questions()
        if found and who(name) in self.town.members.cards:
            one = data.draw(st.sampled_from(found))
            self._fills(data, name, self.tries(name, "can_answer", one.id))

    def _fills(self, data: st.DataObject, name: str, reply: object) -> None:
        if not isinstance(reply, Fill):
            return
        other = who(data.draw(st.sampled_from(PEOPLE)))
        words = reply.form.name == "questions.answer"
        values: dict[str, Value] = {"answer": "Like this."} if words else {"person": (other,)}
        try:
            self.town.fills(name, reply, **values)
        except Refusal:
            return
        self.town.wait()

    @rule(data=st.data(), name=st.sampled_from(PEOPLE))
    def writes_in_the_thread(self, data: st.DataObject, name: str) -> None:
        """Where it is heard, words under a question count."""
        if found := self.questions(*LIVE):
            one = data.draw(st.sampled_from(found))
            assert isinstance(self.town.overheard, Heard)
            key = f"questions.post.{one.id}"
            said = self.town.overheard.under.get(key, ())
            self.town.overheard.under[key] = (*said, Spoken(who(name), self.town.now))
            event = Wrote(**self.town._by(name), place=HOME, begins=False)
            self.town.does(event, self.town.line(Kind.EVENT, "wrote"))
            self.town.wait(timedelta(minutes=6))

    @rule(data=st.data(), way=st.sampled_from(("accept", "did_not_work")))
    def asker_judges(self, data: st.DataObject, way: str) -> None:
        """An answer solved it, or did not work."""
        pairs = [
            (q, one) for q in self.town.store.questions() for one in self.town.store.answers(q.id)
        ]
        if pairs:
            question, one = data.draw(st.sampled_from(pairs))
            self.tries(_asker(question), way, one.id)
            self.heard.add(question.id)

    @rule(
        data=st.data(),
        way=st.sampled_from(("solved", "close", "still_open", "reopen", "take_back")),
    )
    def asker_says(self, data: st.DataObject, way: str) -> None:
        """The asker changes its state, or tries to."""
        if found := self.town.store.questions():
            question = data.draw(st.sampled_from(found))
            settled = question.state not in LIVE
            reply = self.tries(_asker(question), way, question.id)
            if isinstance(reply, Fill):
                one = self.town.store.answers(question.id)[-1]
                self.town.fills(_asker(question), reply, answers=(one.id,))
            self.heard |= {question.id} if reply else set()
            if way == "take_back" and not settled:
                self.taken.add(question.id)

    @rule(span=st.sampled_from(SPANS))
    def time_passes(self, span: timedelta) -> None:
        """Hours, days, a week and a day."""
        self.town.wait(span)
        self.town.members.asked.clear()

    @rule()
    def nothing_is_delivered_for_a_while(self) -> None:
        """What is promised waits."""
        self.town.delivers = not self.town.delivers

    @rule(data=st.data())
    @precondition(lambda self: not self.town.delivers)
    def something_cannot_be_kept(self, data: st.DataObject) -> None:
        """One promise is dropped for good."""
        posted, landed = self.town.promises.posted, self.town.promises.landed
        owed = sorted(key for key in posted if key not in landed and "tell" not in key)
        owed = [key for key in owed if key.startswith(("questions.offer", "questions.post"))]
        if owed:
            self.town.settles(data.draw(st.sampled_from(owed)), "gone")
            self.town.wait()

    @rule(name=st.sampled_from(sorted(ALL)))
    def somebody_leaves(self, name: str) -> None:
        """A helper is gone, with all that was theirs."""
        if len(self.town.members.cards) > 6 and not self.town.store.of(who(name)):
            self.town.members.cards.pop(who(name), None)
            self.town.store.erase(who(name))

    @rule(data=st.data(), name=st.sampled_from(PEOPLE))
    def a_coordinator_has_somebody_asked(self, data: st.DataObject, name: str) -> None:
        """From the desk."""
        if found := self.questions(*LIVE):
            one = data.draw(st.sampled_from(found))
            fill = self.town.presses("cleo", "questions.ask_somebody", one.id)
            self._fills_whom(fill, name)

    def _fills_whom(self, fill: object, name: str) -> None:
        assert isinstance(fill, Fill)
        try:
            self.town.fills("cleo", fill, person=(who(name),))
        except Refusal:
            return
        self.town.wait()

    @invariant()
    def none_without_an_owner(self) -> None:
        """Somebody is asked, or it is the asker's turn, a coordinator's, or our clock runs."""
        for one in self.questions(*LIVE):
            timers = self.town.promises.timers
            asked = open_offers(offers(self.town, one))
            owned = (
                bool(asked)
                or one.state is State.ANSWERED
                or one.told is not None
                or ("questions.late", one.id) in timers
            )
            assert owned, f"nobody has {one.state} {one.id}"
            assert ("questions.quiet", one.id) in timers, "it would never be closed"

    @invariant()
    def whoever_is_waited_for_is_waited_for_until_some_hour(self) -> None:
        """Nobody who was reached is waited for without an end."""
        for one in self.questions(*WAITING):
            for offer in open_offers(offers(self.town, one)):
                armed = ("questions.unanswered", offer.id) in self.town.promises.timers
                assert armed or offer.delivered is None, "waited for without an end"

    @invariant()
    def nobody_is_asked_twice_or_their_own(self) -> None:
        """About one question."""
        for one in self.town.store.questions():
            put = offers(self.town, one)
            names = [offer.person for offer in asked_for_good(put)]
            assert len(names) == len(set(names)), "asked twice"
            assert one.asker not in {offer.person for offer in put}, "asked themselves"

    @invariant()
    def who_was_asked_is_told_when_it_is_settled(self) -> None:
        """No message still asks for help with what is over."""
        for one in self.town.store.questions(*DONE):
            for offer in offers(self.town, one):
                if offer.said not in {Said.NO, Said.WHO}:
                    still = labels(self._stands(offer.id))
                    assert "I can help" not in still, "still asked for what is settled"

    def _stands(self, id_: str) -> Message:
        """What the person sees by now; nothing, where it never went out."""
        key, promises = f"questions.offer.{id_}", self.town.promises
        posted = promises.posted.get(key)
        return promises.edits.get(key) or (posted.message if posted else offer_views.not_me())


def _asker(question: Question) -> str:
    assert question.asker
    return question.asker.id
