"""The rules of the domain in plain Python: no framework, no database and no clock of its own."""
