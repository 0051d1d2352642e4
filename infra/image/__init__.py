"""The image that web, worker and one-off tasks run: its Dockerfile, and how to build the same without an engine."""
