"""`python -m storefront`."""

from storefront.cli.main import main

if __name__ == "__main__":
    main()
