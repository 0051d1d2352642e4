"""`python -m storefront.rotation`, which is the command of the function's image."""

import os

from storefront.rotation.function import rotations, serve
from storefront.rotation.settings import load_rotation_settings
from tenants.kit.logging import configure_logging


def main() -> None:
    """Answer the events of AWS Lambda until it ends the process."""
    configure_logging("json", "info")
    serve(os.environ["AWS_LAMBDA_RUNTIME_API"], rotations(load_rotation_settings()))


if __name__ == "__main__":
    main()
