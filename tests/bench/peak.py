"""`python -m tests.bench.peak COMMAND…`: run a command and print the most memory that it held, in kilobytes.

A small process of its own, since Linux counts as a child's what its parent held at the moment that it started it: a
bench would be told its own size.
"""

import resource
import subprocess
import sys


def main() -> None:
    done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=False)
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
