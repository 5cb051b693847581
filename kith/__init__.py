"""Kith: a safeguarding children partnership's year, its figures, its checks and its report."""
