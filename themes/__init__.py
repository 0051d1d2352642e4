"""A pure renderer and the theme folders: data in, HTML out. No web framework, no database, no other package of ours."""
