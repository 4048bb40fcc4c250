"""`python -m briefing.render.house FOLDER`."""

import sys

from briefing.render.house import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
