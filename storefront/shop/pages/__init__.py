"""One module a page: read, make drops, render. Ten lines each where that is possible."""
