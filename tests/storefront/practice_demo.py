"""`storefront demo` with the shops of the folder that `PRACTICE_SHOPS` names, for the sake of quick starts."""

import os
import sys
from pathlib import Path
from unittest.mock import patch

from storefront.cli.main import main
from storefront.provision import demo
from storefront.provision.demo_files import demo_shops

if __name__ == "__main__":
    sys.argv[1:1] = ["demo"]
    with patch.object(demo, "demo_shops", lambda: demo_shops(Path(os.environ["PRACTICE_SHOPS"]))):
        main()
