"""The command line: composition roots that read settings and say in one line what went wrong."""
