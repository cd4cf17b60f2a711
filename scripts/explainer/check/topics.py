"""Topics: each has answers, and words by which it is found."""

from __future__ import annotations

from explainer.check.links import known_references
from explainer.check.repeated import repeated
from explainer.load.content import Content
from explainer.problems import Problems, did_you_mean


def topics_are_answered(content: Content, problems: Problems) -> None:
    known = known_references(content) | {passage.id for passage in content.statement.passages}
    for topic in content.topics:
        for i, answer in enumerate(topic.to):
            if answer not in known:
                message = f'no "{answer}"{did_you_mean(answer, known)}'
                problems.add(topic.place("to", i), "unknown-reference", message)
    for topic in repeated(content.topics, lambda topic: topic.id):
        problems.add(topic.place("id"), "duplicate-id", f'topic "{topic.id}" is there already')


def topics_are_found(content: Content, problems: Problems) -> None:
    for topic in content.topics:
        if not any(topic.words()):
            problems.add(topic.place("id"), "topic-words", f'"{topic.id}" has no words by which it is found')
