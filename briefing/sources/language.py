"""Which language a text that is not English is in: for the message alone, so the detector is loaded only then."""

from __future__ import annotations

from typing import Final

ENOUGH: Final = 40
"""Characters that a text must have before its language is named; below, the detector guesses."""

_SAMPLE: Final = 5_000

_NAMES: Final = {
    "ar": "Arabic",
    "bg": "Bulgarian",
    "bn": "Bengali",
    "ca": "Catalan",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "es": "Spanish",
    "et": "Estonian",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "hr": "Croatian",
    "hu": "Hungarian",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "nb": "Norwegian",
    "nl": "Dutch",
    "nn": "Norwegian",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sl": "Slovene",
    "sr": "Serbian",
    "sv": "Swedish",
    "th": "Thai",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "vi": "Vietnamese",
    "zh": "Chinese",
}


def name_of_language(text: str, *, declared: str | None) -> str | None:
    """The English name of the language that `text`, which is not English, says it is in or looks like.

    None where it cannot be told. What the text declares (a tag like "fr-CA") is believed unless it says English.
    """
    name = _NAMES.get((declared or "").replace("_", "-").partition("-")[0].lower())
    if name or len(text.strip()) < ENOUGH:
        return name
    from py3langid import classify

    try:
        return _NAMES.get(classify(text[:_SAMPLE])[0])
    except OSError:  # its model is unpacked into a temporary file, for which there may be no room
        return None
