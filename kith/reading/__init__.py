"""Readers of the files that people send: plain Python, no framework, no database, no clock.

A file from outside is a claim, not data. A reader opens it under limits, names the place of
whatever it will not take, and hands on plain values.
"""
