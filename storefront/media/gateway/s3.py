"""Media in an S3 bucket, Amazon's or any server that speaks its protocol. The only place that imports boto3."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from storefront.media.errors import MediaUnavailable, NoSuchPicture
from storefront.media.rules import CACHE_CONTROL, checked_key, checked_prefix

if TYPE_CHECKING:
    from mypy_boto3_s3.type_defs import ObjectIdentifierTypeDef

_NOT_THERE: Final = frozenset({"NoSuchKey", "404", "NotFound"})
_TAKEN: Final = frozenset({"PreconditionFailed", "412"})
PAGE: Final = 1000  # the most that S3 lists, and deletes, in one answer
_DEFAULT_REGION: Final = "us-east-1"  # what servers other than Amazon's answer to


class S3Store:
    """A MediaStore in one bucket, below an optional prefix. Safe to share between threads."""

    def __init__(self, bucket: str, *, prefix: str = "", endpoint_url: str | None = None) -> None:
        session = boto3.session.Session()
        self._bucket = bucket
        self._prefix = f"{prefix.strip('/')}/".removeprefix("/")
        self._client = session.client(
            "s3",
            endpoint_url=endpoint_url,
            region_name=session.region_name or (_DEFAULT_REGION if endpoint_url else None),
            config=Config(
                connect_timeout=3,
                read_timeout=15,
                retries={"mode": "standard", "total_max_attempts": 3},
                signature_version="s3v4",
                s3={"addressing_style": "path" if endpoint_url else "auto"},
                max_pool_connections=16,
            ),
        )

    def put(self, key: str, content: bytes, *, media_type: str) -> bool:
        name = self._name(key)
        with _as_unavailable():
            try:
                self._client.put_object(
                    Bucket=self._bucket,
                    Key=name,
                    Body=content,
                    ContentType=media_type,
                    CacheControl=CACHE_CONTROL,
                    ChecksumAlgorithm="SHA256",
                    IfNoneMatch="*",
                )
            except ClientError as error:
                if _code(error) in _TAKEN:
                    return False
                raise
        return True

    def get(self, key: str) -> bytes:
        name = self._name(key)
        with _as_unavailable():
            try:
                answer = self._client.get_object(Bucket=self._bucket, Key=name, ChecksumMode="ENABLED")
                with answer["Body"] as body:
                    return body.read()
            except ClientError as error:
                if _code(error) in _NOT_THERE:
                    raise NoSuchPicture(f"nothing is stored under {key}") from None
                raise

    def exists(self, key: str) -> bool:
        name = self._name(key)
        with _as_unavailable():
            try:
                self._client.head_object(Bucket=self._bucket, Key=name)
            except ClientError as error:
                if _code(error) in _NOT_THERE:
                    return False
                raise
        return True

    def delete(self, key: str) -> None:
        name = self._name(key)
        with _as_unavailable():
            self._client.delete_object(Bucket=self._bucket, Key=name)

    def delete_prefix(self, prefix: str) -> int:
        name = self._prefix + checked_prefix(prefix)
        count = 0
        with _as_unavailable():
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket, Prefix=name, PaginationConfig={"PageSize": PAGE}
            )
            for page in pages:
                found: list[ObjectIdentifierTypeDef] = [{"Key": each["Key"]} for each in page.get("Contents", [])]
                if found:
                    self._delete_all(found)
                count += len(found)
        return count

    def check(self) -> None:
        with _as_unavailable():
            self._client.head_bucket(Bucket=self._bucket)

    def close(self) -> None:
        self._client.close()

    def _name(self, key: str) -> str:
        return self._prefix + checked_key(key)

    def _delete_all(self, found: "list[ObjectIdentifierTypeDef]") -> None:
        """Delete up to a page's thousand. Some may fail in an answer that as a whole is 200."""
        answer = self._client.delete_objects(Bucket=self._bucket, Delete={"Objects": found, "Quiet": True})
        if failed := answer.get("Errors"):
            raise MediaUnavailable(f"{len(failed)} objects could not be deleted, the first: {failed[0].get('Code')}")


def _code(error: ClientError) -> str:
    return error.response.get("Error", {}).get("Code", "")


@contextmanager
def _as_unavailable() -> Iterator[None]:
    """Say what kind of failure it was, without the server's own words, which may quote keys and signatures."""
    try:
        yield
    except ClientError as error:
        raise MediaUnavailable(f"the media bucket refused: {_code(error) or 'no reason given'}") from error
    except BotoCoreError as error:
        raise MediaUnavailable(f"the media bucket can not be reached: {type(error).__name__}") from error
