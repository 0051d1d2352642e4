"""A pure renderer and the theme folders: data in, HTML out. It knows no web framework, no database, no other package of ours."""
