"""Passwords of the database's roles, renewed by Secrets Manager's clock and without a pause: a function of AWS Lambda.

`steps` are the four that Secrets Manager asks for, `function` is how it asks. Why there are two logins to each role:
docs/decisions/0015. What settings it reads is in `settings`.
"""
