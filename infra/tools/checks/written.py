"""What is written: Terraform's files, formatted and valid, and the papers that are made from them."""

from infra.tools import diagram, prices
from infra.tools.checks.outcome import require
from infra.tools.terraform import INFRA, Terraform


def check_format(ready: Terraform) -> str:
    for command in (("fmt", "-check", "-recursive", "-diff", ".."), ("validate", "-no-color", "-no-tests")):
        done = ready.run(*command)
        require(done.status == 0, done.output)
    return f"{len(list(INFRA.rglob('*.tf')))} files are formatted and valid"


def check_papers(_ready: Terraform) -> str:
    require(diagram.PICTURE.read_text() == diagram.picture(), "infra/zone.svg is old: python -m infra.tools.diagram")
    require(prices.is_current(), "the prices are old: python -m infra.tools.prices --write")
    return "diagram and price tables are those of today"
