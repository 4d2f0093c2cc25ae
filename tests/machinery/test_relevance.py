"""Terms in any language, and kept answers in the order in which they answer."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.relevance import Candidate, Counts, Sign, rank, rarity
from bot.synonyms import synonyms
from bot.terms import LONGEST, alike, fold, spellings, stem, terms

NOW = datetime(2026, 3, 3, tzinfo=UTC)


def kept(id_: str, title: str, words: str = "", days: int = 0, helped: int = 0) -> Candidate:
    return Candidate(id_, title, words, NOW - timedelta(days=days), helped)


SHELF = (
    kept("vpn", "How do I reset my VPN password?", "Open the portal and request a new passphrase."),
    kept("pdf", "How do I merge two PDF files?", "Use pdfunite, or drag the pages together."),
    kept("print", "How can I print double sided?", "Choose Duplex in the printer's preferences."),
    kept("leave", "How can I unsubscribe from a mailing list?", "Use the link below each mail."),
)


def first(query: str) -> str:
    return rank(query, SHELF, NOW)[0].candidate.id


class TestTerms:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("configuring containers", "configured container"),
            ("La configuración", "configuraciones"),
            ("категории", "категориями"),
            ("Straße", "strasse"),
            ("ＶＰＮ", "vpn"),
        ],
    )
    def test_the_same_word_in_another_form_is_the_same_term(self, one: str, other: str) -> None:
        assert set(terms(one)) == set(terms(other))

    def test_an_identifier_gives_its_parts_and_itself(self) -> None:
        assert {"dock", "compos", "yml", "dockercomposeyml"} <= set(terms("docker-compose.yml"))
        assert {"user", "nam"} <= set(terms("getUserName"))

    def test_writing_without_spaces_gives_pairs(self) -> None:
        assert "安装" in terms("如何安装")
        assert set(terms("安装")) <= set(terms("如何在服务器上安装"))

    def test_words_that_say_nothing_are_left_out_unless_there_are_no_others(self) -> None:
        assert terms("What is the budget?") == terms("budget")
        assert terms("what is it") != ()

    def test_one_letter_languages_are_words(self) -> None:
        assert {"c++", "r", "c#"} <= set(terms("C++, R or C#"))

    @given(st.text(max_size=200))
    def test_any_text_has_terms_of_bearable_length(self, text: str) -> None:
        assert all(0 < len(term) <= LONGEST for term in terms(text))
        assert terms(text) == terms(text)

    @given(st.text(alphabet="abcdefghiorst", min_size=4, max_size=12))
    def test_folding_a_word_twice_changes_nothing_more(self, word: str) -> None:
        assert fold(fold(word)) == fold(word)
        assert stem(word) == word[: len(stem(word))] or len(stem(word)) >= 3


class TestSpellings:
    @given(st.text(alphabet="abcdefgh", min_size=6, max_size=12), st.data())
    def test_one_slip_shares_a_spelling(self, word: str, data: st.DataObject) -> None:
        at = data.draw(st.integers(0, len(word) - 1))
        assert spellings(word) & spellings(word[:at] + word[at + 1 :])
        assert spellings(word) & spellings(word[:at] + "z" + word[at + 1 :])

    def test_short_words_are_not_guessed_at(self) -> None:
        assert spellings("cat") == {"cat"}
        assert alike("cat", "car") == 0

    def test_a_slip_and_an_ending_are_alike(self) -> None:
        assert alike("docker", "dokcer") > 0
        assert alike("configur", "configurator") > 0
        assert alike("docker", "mentor") == 0


class TestRank:
    @pytest.mark.parametrize(
        ("query", "id_"),
        [
            ("I forgot my vpn credentials", "vpn"),
            ("combine pdf documents", "pdf"),
            ("printing on both sides", "print"),
            ("get off a maling list", "leave"),
            ("pasword for the VPM", "vpn"),
        ],
    )
    def test_other_words_endings_and_slips_find_it(self, query: str, id_: str) -> None:
        assert first(query) == id_

    @pytest.mark.parametrize("many", [1, 2, 5])
    def test_a_few_texts_about_one_thing_are_found_by_it(self, many: int) -> None:
        """A young library's subject is in every text of it, and still is what people ask about."""
        about = ("start", "publish", "clean", "check", "explain")
        shelf = [kept(verb, f"How do I {verb} procurement data?") for verb in about[:many]]
        counts = Counts(many, dict.fromkeys(terms("procurement data"), many))
        found = rank("Where do I begin with the data of procurement?", shelf, NOW, counts)
        assert all(each.near for each in found)
        other = rank("How do I book a room for twelve?", shelf, NOW, counts)
        assert not any(each.near for each in other)

    def test_what_has_nothing_to_do_with_it_is_not_near(self) -> None:
        assert not any(each.near for each in rank("quarterly budget approval", SHELF, NOW))

    def test_what_helped_comes_before_what_did_not(self) -> None:
        same = (kept("a", "Reset a password"), kept("b", "Reset a password", helped=5))
        assert rank("reset password", same, NOW)[0].candidate.id == "b"

    def test_the_fresher_of_two_equals_comes_first(self) -> None:
        same = (kept("a", "Reset a password", days=900), kept("b", "Reset a password"))
        assert rank("reset password", same, NOW)[0].candidate.id == "b"

    def test_the_sign_says_where_it_was_found(self) -> None:
        shelf = (kept("a", "Reset a password"), kept("b", "Other things", "reset a password there"))
        signs = {each.candidate.id: each.sign for each in rank("reset password", shelf, NOW)}
        assert signs == {"a": Sign.TITLE, "b": Sign.WORDS}

    @given(st.permutations(SHELF), st.text(max_size=60))
    def test_the_order_does_not_depend_on_how_they_were_found(
        self, shelf: list[Candidate], query: str
    ) -> None:
        told = [each.candidate.id for each in rank(query, shelf, NOW)]
        assert told == [each.candidate.id for each in rank(query, SHELF, NOW)]

    @given(st.text(max_size=100), st.lists(st.text(max_size=60), max_size=6))
    def test_any_words_are_ranked(self, query: str, titles: list[str]) -> None:
        shelf = [kept(str(at), title) for at, title in enumerate(titles)]
        found = rank(query, shelf, NOW, Counts(1000, {}))
        assert len(found) == len(shelf)
        assert all(each.score >= 0 and 0 <= each.covered <= 1 for each in found)

    def test_rare_terms_weigh_more(self) -> None:
        assert rarity(1000, 1) > rarity(1000, 100) > rarity(1000, 1000) >= 0


def test_synonyms_go_both_ways() -> None:
    told = synonyms()
    assert all(term in told[other] for term, others in told.items() for other in others)
    assert set(terms("erase")) <= told[terms("delete")[0]]
