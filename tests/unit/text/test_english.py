"""Is it English: other languages are refused, English in any dress is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.english import is_english

ENGLISH = [
    "The council voted on Tuesday to close the bridge until the repairs are paid for.",
    "THE COUNCIL VOTED TO CLOSE THE BRIDGE, AND IT WILL NOT BE OPENED BEFORE JUNE.",
    "Bridge closed",
    "He won.",
    "Ana Reyes, Robert Hale, Jean Dupont, Karl Weber, Luis de la Cruz, Olga Ivanova, Li Wei, Sven Larsson, Ali Hassan",
    "Madame de la Tour and Herr von Weber said that the Cruz de la Vega case was closed by the court in Los Angeles.",
    "“C’est la vie,” the mayor told reporters, and he would not say more about the plan.",
    "",
    "12.5 34.7 %",
]
OTHER = [
    "Der Stadtrat hat am Dienstag beschlossen, die Brücke zu sperren, und das ist nicht alles.",
    "DER STADTRAT HAT BESCHLOSSEN, DASS DIE BRÜCKE NICHT MEHR FÜR AUTOS OFFEN IST UND AUCH NICHT WIRD.",
    "Le conseil a décidé mardi de fermer le pont, et les travaux ne sont pas finis dans cette ville.",
    "El consejo decidió cerrar el puente por las obras, pero no está claro cuándo se abrirá para los coches.",
    "Il consiglio ha deciso di chiudere il ponte, che non è più sicuro, e gli altri sono stati aperti.",
    "A câmara decidiu fechar a ponte, mas não disse quem vai pagar, e isso também foi criticado pela oposição.",
    "De raad heeft besloten de brug te sluiten, maar het is niet bekend voor hoe lang en wie het betaalt.",
    "Rådet beslutade att stänga bron, och det är inte känt när den öppnas för trafik som ska till staden.",
    "Rada postanowiła zamknąć most, ale nie jest jasne, że to się uda, jak mówi burmistrz oraz jego zastępca.",
    "Valtuusto päätti tiistaina sulkea sillan korjausten vuoksi, mutta kaupunki ei kertonut miten kauan ne kestävät.",
    "Совет решил закрыть мост до конца ремонта.",
    "市议会周二决定关闭大桥。",
    "قرر المجلس إغلاق الجسر.",
    "Το συμβούλιο αποφάσισε να κλείσει τη γέφυρα.",
]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_let_in(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize("text", OTHER)
def test_other_languages_are_refused(text: str) -> None:
    assert not is_english(text)


def test_a_foreign_text_that_quotes_english_is_refused() -> None:
    assert not is_english(OTHER[0] * 5 + " “The bridge is closed,” " + OTHER[0] * 5)


@given(st.text(max_size=200))
def test_never_raises(text: str) -> None:
    assert is_english(text) in (True, False)
