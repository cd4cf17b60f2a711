"""Check a quotation: right verdicts for 200 pastes made without knowledge of the script, and the form in a real browser.

The pastes are made from the real statement, which never changes, and from renderings that stand here: what an editor
writes does not reach them. Those of tests/js/quotation-cases.json are given to the form of a page with that statement.
All else is asked of the small edition's page.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from explainer.load.statement import Statement
from opening import SCHEMES, axe_report, close, opened

CASES = json.loads((Path(__file__).parents[1] / "js" / "quotation-cases.json").read_text(encoding="utf-8"))
SEED = 20220607
ENOUGH = 198  # of 200

# ---- the page ----


@pytest.fixture(scope="module")
def where(small_address) -> str:
    """The page with the form."""
    return small_address + "/cite/"


@pytest.fixture(scope="module")
def page(browser, where) -> Iterator[Page]:
    page = opened(browser, where)
    yield page
    assert page.foreign == []
    assert page.errors == []
    close(page)


def check(page: Page, pasted: str) -> dict:
    """The script's answer for a paste, by the page's own data."""
    return page.evaluate(
        "text => checkQuotation(text, JSON.parse(document.getElementById('quotation-data').textContent))", pasted
    )


# ---- 200 pastes, with what a careful editor would say of each ----


@dataclass(frozen=True)
class Case:
    kind: str
    pasted: str
    verdict: str
    passages: frozenset[str]  # every one must be named; none of "none" may be


def clauses(text: str, least: int) -> list[str]:
    """The sentence, and what stands between its commas."""
    parts = [text, *re.split(r",? and |, ", text.rstrip("."))]
    return [part for part in parts if len(part.split()) >= least]


# (passage, the statement's words, those of another rendering), as an editor might collect them.
RENDERINGS = [(row["passage"], row["ours"], row["theirs"]) for row in CASES["renderings"]]


class Maker:
    """Makes pastes from the statement and the renderings alone."""

    def __init__(self, statement: Statement) -> None:
        self.random = random.Random(SEED)
        self.passages = statement.passages
        self.all = " ".join(p.text for p in self.passages)

    def clause(self, least: int) -> tuple[str, str]:
        """A passage's number, and a clause of it or all of it."""
        while True:
            passage = self.random.choice(self.passages)
            found = clauses(passage.text, least)
            if found:
                return passage.number, self.random.choice(found)

    def exact(self) -> Case:
        if self.random.random() < 0.2:
            at = self.random.randrange(len(self.passages) - 1)
            pair = self.passages[at : at + 2]
            joint = self.random.choice((" ", "\n", "\n\n"))
            return Case("exact", joint.join(p.text for p in pair), "exact", frozenset(p.number for p in pair))
        number, text = self.clause(4)
        return Case("exact", text, "exact", frozenset({number}))

    def typographic(self) -> Case:
        while True:
            number, text = self.clause(6)
            pasted = text
            chosen = self.random.sample(VARIATIONS, self.random.choice((1, 1, 2, 3)))
            for vary in sorted(chosen, key=VARIATIONS.index):
                pasted = vary(self.random, pasted)
            if pasted not in self.all:
                left_out = shortened in chosen and len(text.split(" ")) >= SHORTENED
                return Case("typography", pasted, "omission" if left_out else "forgiven", frozenset({number}))

    def changed(self) -> Case:
        while True:
            number, text = self.clause(6)
            words = text.split()
            at = self.random.choice([i for i, w in enumerate(words) if w.strip(",.").lower() in OTHER_WORDS] or [-1])
            if at < 0:
                continue
            word = words[at].strip(",.")
            other = OTHER_WORDS[word.lower()]
            words[at] = words[at].replace(word, other.capitalize() if word[0].isupper() else other)
            return Case("changed", " ".join(words), "nearly", frozenset({number}))

    def dropped(self) -> Case:
        while True:
            number, text = self.clause(9)
            words = text.split()
            size = self.random.randint(1, 3)
            at = self.random.randrange(2, len(words) - size - 2)
            pasted = " ".join(words[:at] + words[at + size :])
            if pasted not in self.all:
                return Case("dropped", pasted, "nearly", frozenset({number}))

    def merged(self) -> Case:
        while True:
            one, two = self.random.sample(range(len(self.passages)), 2)
            if abs(one - two) < 2:
                continue
            first, second = self.passages[one], self.passages[two]
            pasted = self.random.choice(MERGERS)(self.random, first.text, second.text)
            if pasted:
                return Case("merged", pasted, "merged", frozenset({first.number, second.number}))

    def other_rendering(self, at: int) -> Case:
        known = [row for row in RENDERINGS if row[2] not in self.all]
        number, ours, theirs = known[at % len(known)]
        passage = next(p for p in self.passages if p.number == number)
        swapped = passage.text.replace(ours, theirs)
        if at % 2 and swapped != passage.text:
            return Case("rendering", swapped, "rendering", frozenset({number}))
        return Case("rendering", theirs, "rendering", frozenset({number}))


# Words an unwary hand writes for the statement's.
OTHER_WORDS = {
    "cooperation": "collaboration",
    "sides": "parties",
    "promote": "advance",
    "deepen": "strengthen",
    "support": "assist",
    "development": "growth",
    "resumed": "restarted",
    "soon": "shortly",
    "flights": "connections",
    "trains": "wagons",
    "utmost": "great",
    "ensure": "guarantee",
    "build": "create",
    "should": "must",
    "will": "may",
    "steps": "measures",
    "talks": "discussions",
    "decades": "centuries",
    "friendship": "partnership",
    "trust": "confidence",
    "upholding": "defending",
    "oppose": "resist",
    "international": "global",
    "respectively": "separately",
    "establishing": "opening",
    "vaccine": "medical",
    "twice": "once",
    "actively": "fully",
    "regional": "national",
    "constructive": "positive",
    "relations": "ties",
    "solid": "firm",
    "mutually": "equally",
    "space": "room",
    "potential": "capacity",
    "diversification": "expansion",
    "energy": "power",
    "ready": "prepared",
}


def wrapped(chance: random.Random, text: str) -> str:
    left, right = chance.choice(("“”", "‘’", '""', "«»", "''"))
    return f"{left}{text}{right}"


def dashed(chance: random.Random, text: str) -> str:
    return text.replace("-", chance.choice("–—‑"))


def spaced(chance: random.Random, text: str) -> str:
    gaps = [" ", "  ", "\n", "\u00a0", " \r\n", "\t", "\u202f"]
    return re.sub(" ", lambda _: chance.choice(gaps) if chance.random() < 0.3 else " ", text)


def divided(chance: random.Random, text: str) -> str:
    """A line that ends within a word, as in a PDF."""
    words = text.split(" ")
    at = chance.choice([i for i, w in enumerate(words) if len(w.strip(".,")) > 6 or "-" in w] or [0])
    word = words[at]
    cut = word.index("-") + 1 if "-" in word else len(word) // 2
    words[at] = word[:cut] + ("\n" if word[cut - 1] == "-" else "-\n") + word[cut:]
    return " ".join(words)


def invisible(chance: random.Random, text: str) -> str:
    at = chance.randrange(1, len(text) - 1)
    return text[:at] + chance.choice(("\u00ad", "\u200b", "\ufeff", "\u2060")) + text[at:]


def first_letter(chance: random.Random, text: str) -> str:
    other = text[0].swapcase()
    return chance.choice((other, f"[{other}]")) + text[1:]


def stopped(chance: random.Random, text: str) -> str:
    return text.rstrip(".") + chance.choice(".,;") if not text.endswith(".") else text[:-1] + ","


def cited(chance: random.Random, text: str) -> str:
    return text + chance.choice(
        (" (2.3)", " (Wang Yi, 7 June 2022, passage 1.2)", " [12]", " (Wang 2022, para. 3.4).", " 4.1")
    )


def curled(chance: random.Random, text: str) -> str:
    return text.replace("'", chance.choice("’ʼ‘"))


SHORTENED = 9  # words or more


def shortened(chance: random.Random, text: str) -> str:
    """Words left out, and said so."""
    words = text.split(" ")
    if len(words) < SHORTENED:
        return text
    at = chance.randrange(3, len(words) - 5)
    mark = chance.choice(("…", "...", "[...]", "[…]", ". . ."))
    return " ".join([*words[:at], mark, *words[at + 2 :]])


# In the order in which they happen to a text: its letters, its lines, then what is put around it.
VARIATIONS: list[Callable[[random.Random, str], str]] = [
    curled, dashed, shortened, first_letter, invisible, divided, spaced, stopped, wrapped, cited,
]  # fmt: skip


def halves(chance: random.Random, one: str, two: str) -> str:
    """The first half of one sentence runs into the second half of another."""
    first, second = one.split(), two.split()
    if min(len(first), len(second)) < 14:
        return ""
    return " ".join(first[: len(first) // 2] + second[len(second) // 2 :])


def sentences(chance: random.Random, one: str, two: str) -> str:
    between = chance.choice((" ", "\n", " ... "))
    return one + between + two if min(len(one), len(two)) > 40 else ""


def clauses_joined(chance: random.Random, one: str, two: str) -> str:
    first, second = clauses(one, 5)[1:], clauses(two, 5)[1:]
    return f"{chance.choice(first)} and {chance.choice(second)}" if first and second else ""


def spliced(chance: random.Random, one: str, two: str) -> str:
    """A clause of one sentence put into the middle of another."""
    words, inner = one.split(), clauses(two, 5)[1:]
    if len(words) < 16 or not inner:
        return ""
    return " ".join(words[:8]) + " " + chance.choice(inner) + " " + " ".join(words[8:])


MERGERS: list[Callable[[random.Random, str, str], str]] = [halves, sentences, clauses_joined, spliced]

# Written for this test: other diplomacy, other prose.
UNRELATED = (
    "The ministers agreed that negotiations on the fisheries protocol would resume in Brussels before the end of autumn.",
    "Both governments expressed their deep concern at the humanitarian situation and called for an immediate ceasefire.",
    "The Prime Minister thanked her host for the warm welcome and invited him to pay a return visit next spring.",
    "The delegations exchanged views on the sharing of river water, the licensing of pipelines and the price of natural gas.",
    "We reaffirm our commitment to the Paris Agreement and will submit revised national targets within twelve months.",
    "The Council condemned the missile launch in the strongest terms and decided to remain seized of the matter.",
    "At a joint press conference in Vienna the chancellor said that the border would stay open to refugees.",
    "The two countries signed a treaty on the avoidance of double taxation and an agreement on extradition.",
    "The President underlined the importance of cultural exchanges and student mobility between Chile and Portugal.",
    "Members of the alliance will raise defence spending to two per cent of gross domestic product by 2024.",
    "The parties shall settle any dispute concerning the interpretation of this Convention by negotiation or arbitration.",
    "Our partnership rests on shared values, on open markets and on the rule of law.",
    "The European Union will play a leading role in the reconstruction of the region's roads, bridges and schools.",
    "The foreign secretary told Parliament that sanctions would be lifted only when every prisoner had been released.",
    "Heads of state and government adopted a declaration on the peaceful use of outer space.",
    "It is a truth universally acknowledged, that a single man in possession of a good fortune, must be in want of a wife.",
    "Mix the flour with cold butter, add an egg and a pinch of salt, and let the dough rest for an hour.",
    "Trade in agricultural goods rose by a tenth last year, according to figures published by the customs service.",
    "The ambassador was summoned to the ministry to explain remarks that her attaché had made on television.",
    "Japan and Mongolia will open talks on a free trade zone and on direct flights between their capitals.",
    "The committee adjourned at six o'clock without having reached a decision on the budget.",
    "国务委员兼外长王毅同蒙古国外长举行会谈。",
    "Стороны подтвердили приверженность целям и принципам Устава ООН.",
    "A spokesman declined to comment on reports that the summit might be postponed until after the election.",
    "The High Contracting Parties undertake to respect the neutrality of the canal in time of war as in time of peace.",
)


def all_cases(statement: Statement) -> list[Case]:
    maker = Maker(statement)
    cases = [maker.exact() for _ in range(30)]
    cases += [maker.typographic() for _ in range(40)]
    cases += [maker.changed() for _ in range(40)]
    cases += [maker.dropped() for _ in range(25)]
    cases += [maker.merged() for _ in range(20)]
    cases += [Case("unrelated", text, "none", frozenset()) for text in UNRELATED]
    cases += [maker.other_rendering(at) for at in range(20)]
    return cases


def is_right(case: Case, answer: dict) -> bool:
    if case.verdict == "none":
        return answer["verdict"] == "none" and answer["passages"] == []
    return answer["verdict"] == case.verdict and case.passages <= set(answer["passages"])


def data_of(statement: Statement) -> dict:
    """What the script is given on the page of a statement (see pages._examples)."""
    passages = [{"number": p.number, "text": p.text, "card": f"../p/{p.number}/"} for p in statement.passages]
    told = {name: CASES[name] for name in ("headings", "renderings")}
    return {"title": statement.title, "passages": passages, **told}


def test_two_hundred_pastes(page, real, capsys):
    cases = all_cases(real.statement)
    assert len(cases) == 200
    timed = page.evaluate(
        """([pastes, data]) => pastes.map(paste => {
          const start = performance.now(); const answer = checkQuotation(paste, data);
          return {answer, time: performance.now() - start}; })""",
        [[case.pasted for case in cases], data_of(real.statement)],
    )
    misses = [(case, t["answer"]) for case, t in zip(cases, timed, strict=True) if not is_right(case, t["answer"])]
    with capsys.disabled():
        for case, answer in misses:
            print(
                f"\nmissed {case.kind} {sorted(case.passages)}: {answer['verdict']} {answer['passages']}: {case.pasted!r}"
            )
        print(f"\n{200 - len(misses)} of 200 right, slowest {max(t['time'] for t in timed):.1f} ms")
    assert len(misses) <= 200 - ENOUGH, Counter(case.kind for case, _ in misses)


# ---- what else a paste may be ----


@pytest.mark.parametrize(
    ("pasted", "verdict"),
    [
        ("", "empty"),
        (" \n\u00a0\u200b", "empty"),
        ("the", "none"),
        ("of the", "none"),
        ("blockades", "exact"),
        ("many sided deep and steady work", "nearly"),
        ("\x00\x01 the \x07two sides have held\x0b frank", "forgiven"),
        ("\u202bthe two sides\u202c have held frank", "forgiven"),
        ("\U0001f600" * 300, "none"),
        ("مرحبا بالعالم " * 50, "none"),
        ("(1[" * 1500, "none"),
        ("... " * 1200, "none"),
        ("harbour " * 16_000, "none"),
        ("a" * 1_000_000, "none"),
        ("-\n" * 60_000, "none"),
    ],
)
def test_odd_pastes(page, pasted, verdict):
    assert check(page, pasted)["verdict"] == verdict


def test_words_that_stand_in_several_passages_name_them_all(page):
    assert check(page, "the two states")["passages"] == ["0.2", "2.5"]


@pytest.mark.parametrize(
    ("pasted", "forgiven"),
    [
        ("each other’s fresh water", ["quotes"]),
        ("North–South block trains", ["dashes"]),
        ("carrying  capacity\nof the", ["spaces"]),
        ("one-\nsided dams and blockades", ["hyphenation"]),
        ("the carrying capa-\ncity", ["hyphenation"]),
        ("the carrying capa\u00adcity", ["invisible"]),
        ("[e]very effort will be made", ["initial"]),
        ("“Every effort will be made.” (2.3)", ["wrap", "stop"]),
        ("Every effort ... will be made", ["ellipsis"]),
        ("... draw on the potential of the", ["edge"]),
    ],
)
def test_what_was_forgiven_is_said(page, pasted, forgiven):
    answer = check(page, pasted)
    assert (answer["verdict"], answer["forgiven"]) == ("forgiven", forgiven)


def test_differences_and_the_corrected_quotation(page):
    answer = check(page, "Great effort will be made to keep up the capacity of the North-South goods trains")
    assert (
        answer["corrected"]
        == "Every effort will be made to keep up the carrying capacity of the North-South block trains"
    )
    changes = [(d["op"], d["text"].strip()) for d in answer["parts"][0]["diff"] if d["op"] != "same"]
    assert changes == [("del", "Great"), ("ins", "Every"), ("ins", "carrying"), ("del", "goods"), ("ins", "block")]


# ---- the form ----


def paste(page: Page, text: str, verdict: str) -> None:
    page.locator("#quotation").fill(text)
    page.locator(f"#quotation-result[data-verdict={verdict}]").wait_for()


WRONG = "Great effort will be made to keep up the carrying capacity of the North-South block trains"
RIGHT = WRONG.replace("Great", "Every")


def test_without_javascript_there_is_no_form(browser, where):
    page = opened(browser, where, java_script_enabled=False)
    assert not page.locator("#quotation").is_visible()
    close(page)


POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'"


@pytest.fixture
def real_page(browser, where, real) -> Iterator[Page]:
    """The page with the real statement's words in it, under a policy that allows nothing inline."""
    page = opened(browser, where)

    def with_real(route):
        response = route.fetch()
        data = json.dumps(data_of(real.statement)).replace("<", "\\u003c")
        body = re.sub(
            r'(id="quotation-data">).*?(?=</script>)', lambda m: m[1] + data, response.text(), flags=re.DOTALL
        )
        route.fulfill(response=response, body=body, headers={**response.headers, "content-security-policy": POLICY})

    page.route("**/cite/", with_real)
    page.goto(where)
    yield page
    close(page)


def test_what_an_editor_would_say_is_what_the_page_says(real_page):
    shown = real_page.evaluate(
        """pastes => pastes.map(paste => {
          document.querySelector("#quotation").value = paste;
          document.querySelector("#quotation-check").requestSubmit();
          const result = document.querySelector("#quotation-result");
          const corrected = [...result.querySelectorAll(".quotation-corrected")].map(e => e.textContent);
          return [result.dataset.verdict, result.dataset.passages, corrected]; })""",
        [case["paste"] for case in CASES["cases"]],
    )
    for case, (verdict, passages, corrected) in zip(CASES["cases"], shown, strict=True):
        assert (verdict, passages) == (case["verdict"], case["passages"]), case["paste"]
        if "corrected" in case:
            assert corrected == ([case["corrected"]] if case["corrected"] else []), case["paste"]


def test_differences_are_told_apart_by_words_too(page):
    paste(page, WRONG, "nearly")
    assert page.locator("#quotation-result del").text_content() == "not in the statement: Great"
    assert page.locator("#quotation-result ins").text_content() == "in the statement: Every"
    assert page.locator("#quotation-result a").first.get_attribute("href") == "../p/2.3/"


def test_only_the_summary_is_announced(page):
    paste(page, WRONG, "nearly")
    page.locator("#quotation-check [type=submit]").click()
    summary = page.locator(".quotation-summary").text_content()
    expect(page.locator("#quotation-result [role=status]")).to_have_text(summary)
    assert page.locator("#quotation-result [role=status] *").count() == 0
    assert page.locator("#quotation-result [aria-live]").count() == 0


def test_an_emptied_field_brings_the_instructions_back(page):
    page.locator("#quotation").fill("")
    page.locator("#quotation-result[data-verdict=empty]").wait_for()
    instructions = page.locator("#quotation-result").inner_text()
    paste(page, RIGHT, "exact")
    assert page.locator("#quotation-result").inner_text() != instructions
    paste(page, "", "empty")
    assert page.locator("#quotation-result").inner_text() == instructions


def test_pasted_markup_stays_text(page):
    markup = f"{WRONG} <img src=x onerror=document.title='run'><b>trains</b>"
    before = page.title()
    paste(page, markup, "nearly")
    assert "<img src=x" in page.locator("#quotation-result").inner_text()
    assert page.locator("#quotation-result").locator("img, b, script").count() == 0
    assert page.title() == before


def test_from_paste_to_copied_quotation_by_keyboard(browser, where):
    page = opened(browser, where, permissions=["clipboard-read", "clipboard-write"])
    page.locator("#quotation").focus()
    page.keyboard.insert_text(WRONG)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#quotation-result[data-verdict=nearly]").wait_for()
    copied = []
    for label, told in (
        ("Copy corrected quotation", "Corrected quotation copied."),
        ("Copy with citation (2.3)", "Quotation copied with a citation of passage 2.3."),
    ):
        for _ in range(6):
            if page.evaluate("document.activeElement.textContent") == label:
                break
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator(".told")).to_have_text(told)
        copied.append(page.evaluate("navigator.clipboard.readText()"))
    assert copied[0] == RIGHT
    assert copied[1].startswith(f"“{RIGHT}” (“Open the Second Decade") and "para. 2.3" in copied[1]
    assert check(page, copied[1])["verdict"] == "forgiven", copied[1]  # what we hand out passes our own check
    close(page)


def test_without_the_card_copying_fails_aloud(browser, where):
    page = opened(browser, where, permissions=["clipboard-read", "clipboard-write"])
    page.route("**/p/2.3/", lambda route: route.fulfill(status=404, body=""))
    paste(page, RIGHT, "exact")
    page.get_by_role("button", name="Copy with citation").click()
    expect(page.locator(".told")).to_have_text("Could not copy. Select the text and copy it by hand.")
    close(page)


# One paste for each verdict, with all that may be told of it.
SHOWN = {
    "exact": RIGHT,
    "forgiven": "3. “[E]very effort will be made [sic] to keep up the carrying  capacity” (2.3)",
    "omission": "We should spare ... effort to uphold the law of rivers",
    "nearly": WRONG,
    "merged": f"{RIGHT} and draw on the potential; we should spare no effort to uphold the law of rivers",
    "title": "Open the Second Decade of Northland-Southland Work on the Two Rivers",
    "rendering": "steadfastly keep both rivers open",
    "none": "friendly exchanges between the two peoples",
}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_a_result(browser, where, scheme):
    page = opened(browser, where, 320, scheme)
    for width in (320, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        for verdict, pasted in SHOWN.items():
            paste(page, pasted, verdict)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, verdict
            assert not (found := axe_report(page)), f"{verdict} {scheme} {width} {found}"
    assert page.errors == []
    close(page)
