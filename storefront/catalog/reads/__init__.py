"""The catalogue's queries: what pages show (products, lists, collections, addresses) and what actions need to know.

Page reads are one statement each, written as SQL that returns JSON, so that a page costs one or two round trips.
"""
