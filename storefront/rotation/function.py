"""How AWS Lambda asks a program in an image: over HTTP, one request after another, for as long as the program lives.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

import json
import urllib.request
from collections.abc import Callable
from typing import Any

import boto3
import structlog

from storefront.rotation.settings import RotationSettings
from storefront.rotation.steps import Rotation, take

_PATH = "2018-06-01/runtime"

log = structlog.get_logger(__name__)

Event = dict[str, Any]  # Any: JSON


def rotations(settings: RotationSettings) -> Callable[[Event], None]:
    """What answers the events of Secrets Manager."""
    vault, containers = boto3.client("secretsmanager"), boto3.client("ecs")

    def answer(event: Event) -> None:
        rotation = Rotation(vault, containers, settings, event["SecretId"], event["ClientRequestToken"])
        take(event["Step"], rotation)

    return answer


def serve(api: str, answer: Callable[[Event], None]) -> None:
    """Answer the events of the interface at `api` (host:port) for ever. What an answer raises is told as its error."""
    while True:
        with urllib.request.urlopen(f"http://{api}/{_PATH}/invocation/next") as told:  # waits as long as it takes
            number, event = told.headers["Lambda-Runtime-Aws-Request-Id"], json.load(told)
        try:
            answer(event)
        except Exception as error:
            log.exception("rotation.failed", step=event.get("Step"), secret=event.get("SecretId"))
            _tell(api, f"{number}/error", {"errorMessage": str(error), "errorType": type(error).__name__})
        else:
            _tell(api, f"{number}/response", None)


def _tell(api: str, path: str, said: object) -> None:
    request = urllib.request.Request(f"http://{api}/{_PATH}/invocation/{path}", json.dumps(said).encode())
    with urllib.request.urlopen(request):
        pass
