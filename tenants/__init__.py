"""The ground floor: everything that must never run without knowing for whom. It knows nothing of products."""
