"""`make bench`: how fast a page is, beside bare servers on the same machine in the same run.

make bench                       everything
make bench ARGS="pages"          one of: budget, pages, mixing, onboarding, checkouts, crashes, pictures,
                                 repricing, webhooks
"""

import sys

from tests.bench import budget, checkouts, crashes, mixing, onboarding, pages, pictures, repricing, webhooks
from tests.database import TestServer

BENCHES = {
    "budget": budget.run,
    "pages": pages.run,
    "mixing": mixing.run,
    "onboarding": onboarding.run,
    "checkouts": checkouts.run,
    "crashes": crashes.run,
    "pictures": pictures.run,
    "repricing": repricing.run,
    "webhooks": webhooks.run,
}


def main() -> None:
    wanted = sys.argv[1:] or list(BENCHES)
    unknown = [name for name in wanted if name not in BENCHES]
    if unknown:
        sys.exit(f"no bench called {', '.join(unknown)}; there are: {', '.join(BENCHES)}")
    server = TestServer(durable=True)
    server.start()
    try:
        for name in wanted:
            BENCHES[name]()
    finally:
        server.stop()


if __name__ == "__main__":
    main()
