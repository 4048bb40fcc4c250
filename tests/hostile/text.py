"""The article that hostile inputs carry where they carry one; it is our own."""

from typing import Final

TEXT: Final = (
    "The council of Marden closed the old bridge to lorries on Tuesday after divers found cracks in two of its piers. "
    "“We will not wait for it to fall,” said the engineer Paula Wren, who had asked for the inspection in the spring. "
    "A second reading of the plan is set for May, and opponents said that they would be there.\n"
)
