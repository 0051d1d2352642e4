"""Making safe pictures and renditions of files; a stranger's file is decoded in a child process only."""

from storefront.media.pictures.codec import FALLBACK, Output, Result
from storefront.media.pictures.process import in_child, in_process, is_plain_webp

__all__ = ["FALLBACK", "Output", "Result", "in_child", "in_process", "is_plain_webp"]
