"""The application: the domains of commerce, the surfaces people touch, and the composition roots."""
