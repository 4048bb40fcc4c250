"""Speech that has no reporting verb: transcripts, letters, posts, opinion pieces, loose quotations, refusals.

The learned reader knows American news prose. Each form here is one file that looks at the page's layout and finds what
that prose has not; `spoken` puts it beside what the reader found.
"""

from __future__ import annotations

from briefing.analyse.speech.listen import spoken
from briefing.analyse.speech.page import Spoken

__all__ = ["Spoken", "spoken"]
