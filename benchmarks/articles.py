"""Made-up articles for timing: python -m benchmarks.articles COUNT FOLDER [--words N].

Sentences are this project's own, filled with made-up names by chance from a fixed seed, so the same call makes the same
files. They read like wire news to a machine: a headline, a place, statements direct and indirect, denials, plans and
things unknown. What is timed on them is speed; nothing is scored on them.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

SEED = 20260101
FIRST = (
    "Anna",
    "Bela",
    "Carl",
    "Dora",
    "Emil",
    "Faye",
    "Gregor",
    "Hanna",
    "Ivo",
    "Jana",
    "Karel",
    "Lena",
    "Milan",
    "Nora",
)
LAST = (
    "Abbot",
    "Brunner",
    "Castell",
    "Dorn",
    "Ekholm",
    "Farkas",
    "Grant",
    "Holub",
    "Ibsen",
    "Jensen",
    "Kovac",
    "Lindt",
)
PLACES = ("Port Ellery", "Ostvale", "Marrow Bay", "Hillcrest", "Norburg", "Tessen", "Lower Fenn", "Carrow", "Westmark")
BODIES = ("the council", "the harbour authority", "the ministry", "Ellery Ferries", "the dockers' union", "the court")
THINGS = (
    "the ferry line",
    "the new bridge",
    "the water works",
    "the hospital wing",
    "the rail link",
    "the power plant",
)
ROLES = ("Mayor", "Minister", "Director", "Councillor", "Professor")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
SENTENCES = (
    '"We will not close {thing} before the summer," {name} said on {day}.',
    '"Nobody has told us what it costs," said {name}, who speaks for {body}. "We have asked {many} times."',
    "{Body} said that {thing} would cost {many} million crowns, twice what was planned.",
    "{role} {name} denied that {body} had known of the fault in {thing}.",
    "{name} told reporters in {place} that work on {thing} could begin in {month}.",
    "It is not yet known who will pay for {thing}.",
    "{Body} declined to comment on {thing}.",
    "According to a report that {body} published on {day}, {many} people were moved out of their homes in {place}.",
    "The vote is expected next {day}, and {name} has said that she will abstain.",
    "At least {many} people were hurt when a wall near {thing} fell in {place}, police said.",
    "{name}, who has led {body} for {many} years, accused {role} {other} of hiding the figures.",
    "In {place}, where {thing} was built {many} years ago, shops stayed shut on {day}.",
    "{Body} may appeal, its lawyer {other} said, but has not decided.",
    "Last year {thing} carried {many} thousand people a day; this year it carried fewer.",
    "Critics say {thing} has cost {place} more than it brought.",
    "The plan, which {body} backed in {month}, now goes to {role} {other}.",
)
HEADLINES = (
    "{Body} and {place} argue over {thing}",
    "{thing} in {place} to stay open",
    "{name} rejects plan for {thing}",
)
MONTHS = ("January", "March", "May", "July", "September", "November")


def article(number: int, words: int = 600) -> str:
    """The article of that number, of about so many words; each has a cast of its own."""
    chance = random.Random(SEED + number)  # noqa: S311 - the same articles each time
    cast = [f"{chance.choice(FIRST)} {chance.choice(LAST)}" for _ in range(5)]
    places, bodies, things = (chance.sample(some, 3) for some in (PLACES, BODIES, THINGS))

    def filled(pattern: str) -> str:
        body, thing = chance.choice(bodies), chance.choice(things)
        text = pattern.format(
            name=chance.choice(cast[:3]),
            other=chance.choice(cast[3:]),
            role=chance.choice(ROLES),
            body=body,
            Body=body[0].upper() + body[1:],
            thing=thing,
            place=chance.choice(places),
            day=chance.choice(DAYS),
            month=chance.choice(MONTHS),
            many=chance.randint(3, 90),
        )
        return text[0].upper() + text[1:]

    paragraphs = [filled(chance.choice(HEADLINES)), f"{places[0].upper()} - " + filled(chance.choice(SENTENCES[2:6]))]
    while sum(len(paragraph.split()) for paragraph in paragraphs) < words:
        paragraphs.append(" ".join(filled(chance.choice(SENTENCES)) for _ in range(chance.randint(1, 3))))
    return "\n\n".join(paragraphs) + "\n"


def write(count: int, folder: Path, words: int = 600) -> None:
    """Write the first `count` articles into `folder`, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"{number:06}.txt").write_text(article(number, words), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--words", type=int, default=600)
    given = parser.parse_args()
    write(given.count, given.folder, given.words)
