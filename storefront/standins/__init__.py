"""Stand-ins for outside services, for the demo and for tests: never part of production, and imported by neither surface
nor domain. Each keeps to the service's own published terms, so that what works here works there.
"""
