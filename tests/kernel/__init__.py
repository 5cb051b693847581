"""Tests of the kernel, without a database."""
