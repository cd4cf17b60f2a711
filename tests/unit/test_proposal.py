"""What is proposed for a text that nobody has seen: cut rightly, or asked about with the right lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from explainer.load.proposal import propose
from explainer.load.statement import cut

CASES = Path(__file__).with_name("statements.txt")


@dataclass
class Case:
    """A text with what is expected of it."""

    name: str
    lines: list[str] = field(default_factory=list)
    expected: list[tuple[str, str]] = field(default_factory=list)  # of each piece: where it belongs, and its words
    asked: list[tuple[int, ...]] = field(default_factory=list)

    def add(self, row: str) -> None:
        if row.startswith("?"):
            self.asked.append(tuple(map(int, row[1:].split())))
            return
        where, mark, text = re.fullmatch(r"(\S*) *([|+]) ?(.*)", row).groups()
        if mark == "+":
            self.lines[-1] += f" {text}"
        else:
            self.lines.append(text)
        if self.expected and where == self.expected[-1][0] and where not in (".", "head", "foot"):
            self.expected[-1] = where, f"{self.expected[-1][1]} {text}"
        elif text:
            self.expected.append((where, text))


def cases() -> list[Case]:
    found: list[Case] = []
    for row in CASES.read_text(encoding="utf-8").splitlines():
        if row.startswith("==="):
            found.append(Case(row.strip("= ")))
        elif row and not row.startswith("#"):
            found[-1].add(row)
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_a_text_is_cut_rightly_or_asked_about(case):
    raw = "\n".join(case.lines).encode()
    proposal = propose(raw)
    assert [question.lines for question in proposal.questions] == case.asked, proposal
    statement = cut(raw, proposal.structure)
    made = [("head", line) for line in statement.head] + [("foot", line) for line in statement.foot]
    made += [("title", statement.title), ("head", f"Article Number: {statement.article_number}")]
    made += [(passage.number, passage.text) for passage in statement.passages]
    assert set(case.expected) - {row for row in case.expected if row[0] == "."} <= set(made), made
