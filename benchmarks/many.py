"""A briefing of a whole folder, in one process: python -m benchmarks.many [ARTICLES] [WORDS].

Writes so many articles of about so many words (200 and 500, where nothing is said) into a folder that goes afterwards,
of sentences that are made here, and makes one briefing of them with `briefing make --jobs 1`. Every third story is in
two to six articles, and every tenth article is a near-copy. Printed are the command's seconds, those of the processor,
and its peak memory, and what of all that it takes for one article alone.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SEED = 8
# fmt: off
TOWNS = ("Port Ellery", "Marlow", "Kelm", "Osterby", "Halden", "Westfield", "Tarn", "Brack", "Lowick", "Anstey")
THINGS = (
    "bridge", "tram line", "reservoir", "dairy", "harbour", "hospital", "school", "quarry", "library", "airport",
    "mill", "stadium", "prison", "glacier", "orchard", "ferry", "tunnel", "archive", "market", "power station",
)
ACTS = ("close", "rebuild", "sell", "widen", "inspect", "insure", "flood", "move", "rename", "light", "fence", "drain")
ROLES = ("mayor", "council leader", "union chairwoman", "harbour master", "chief engineer", "finance minister")
NAMES = ("Quill", "Renn", "Calloway", "Harke", "Weil", "Lind", "Beck", "Sandberg", "Ventner", "Osei", "Marsh", "Vik")
FIRST = ("Marta", "Aldo", "Ines", "Tom", "Jonas", "Petra", "Arno", "Liv", "Rosa", "Kofi", "Ellen", "Dan", "Ole")
# fmt: on
FILLERS = (
    "The {thing} has been argued over since {year}.",
    "“We were promised {number} {jobs} and saw none of them,” said {name}, the {role} of {town}.",
    "{name} said the plan to {act} the {thing} would cost {number} million crowns.",
    "It is not yet known when the {thing} will reopen.",
    "{name} declined to say who had ordered the {jobs}.",
    "More than {number} people signed a petition about the {jobs} in {town}.",
    "The {role} warned that {town} would lose {number} {jobs} to the plan.",
    "Engineers measured cracks of {number} millimetres in the wall of the {thing}.",
    "{name} denied that the {role} had been told of the {jobs}.",
    "Work on the {thing} in {town} began on Monday and will last {number} weeks.",
    "A report on the {jobs} ran to {number} pages and named nobody.",
    "{name}, who had sued over the {jobs}, called the vote a theft.",
)
SYLLABLES = ("bar", "cor", "dell", "fen", "gar", "hol", "lim", "mor", "nes", "pol", "quen", "rud", "sal", "tor", "ves")


def subject_of(chance: random.Random) -> dict[str, str]:
    """What a story is about: a town, a thing, and words and people that other stories do not have."""
    return {
        "town": chance.choice(TOWNS),
        "thing": chance.choice(THINGS),
        "act": chance.choice(ACTS),
        "years": str(chance.randrange(2, 40)),
        "jobs": " ".join("".join(chance.choices(SYLLABLES, k=2)) for _ in range(2)) + "s",
        "people": ", ".join(f"{chance.choice(FIRST)} {chance.choice(NAMES)}" for _ in range(4)),
    }


def article(chance: random.Random, subject: dict[str, str], words: int) -> str:
    """One article on a subject: a headline, a lead and as many other sentences as it takes."""
    lead = "{town} council voted on Wednesday to {act} the {thing}, after a dispute over {jobs} of {years} years."
    lines = ["{town} to {act} its {thing}".format(**subject), "", lead.format(**subject), ""]
    count = 0
    while count < words:
        told = subject | {
            "name": chance.choice(subject["people"].split(", ")),
            "role": chance.choice(ROLES),
            "number": str(chance.randrange(2, 900)),
            "year": str(chance.randrange(1950, 2020)),
        }
        line = chance.choice(FILLERS).format(**told)
        count += len(line.split())
        lines += [line, ""] if chance.random() < 0.4 else [line]
    return "\n".join(lines)


def texts(articles: int, words: int) -> list[str]:
    """So many articles."""
    chance = random.Random(SEED)  # noqa: S311 - the same articles each time
    made: list[str] = []
    while len(made) < articles:
        subject = subject_of(chance)
        for _ in range(chance.randrange(2, 7) if chance.random() < 1 / 3 else 1):
            copied = bool(made) and chance.random() < 0.1
            text = article(chance, subject, words)
            made.append(made[-1].replace("said", "told reporters", 1) + "\n\nCopied." if copied else text)
    return made[:articles]


def write(folder: Path, articles: int, words: int) -> None:
    """So many articles into a folder, a file each."""
    for number, text in enumerate(texts(articles, words)):
        (folder / f"{number:04}.txt").write_text(text, encoding="utf-8")


def measured(inputs: Path, out: Path) -> tuple[float, float, float]:
    """Seconds, processor seconds and peak memory in MiB of one command, whose only child it is that is asked."""
    code = (
        "import resource, subprocess, sys; done = subprocess.run(sys.argv[1:], check=False); "
        "used = resource.getrusage(resource.RUSAGE_CHILDREN); "
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss); sys.exit(done.returncode)"
    )
    command = [sys.executable, "-m", "briefing", "make", str(inputs), "--jobs", "1", "--quiet"]
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, *command, "-o", f"{out}.docx", "-o", f"{out}.json"],
        capture_output=True,
        text=True,
        check=True,
    )
    processor, memory = map(float, done.stdout.split())
    return time.perf_counter() - began, processor, memory / 1024


def main() -> None:
    """Measure and print."""
    articles, words = (int(given) for given in [*sys.argv[1:], *("200", "500")[len(sys.argv) - 1 :]])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "news"
        folder.mkdir()
        write(folder, articles, words)
        for what, inputs in (("one article", folder / "0000.txt"), (f"{articles} articles", folder)):
            seconds, processor, memory = measured(inputs, Path(name) / "out")
            print(f"{what}: {seconds:.1f} s ({processor:.1f} of the processor), {memory:.0f} MiB at most")


if __name__ == "__main__":
    main()
