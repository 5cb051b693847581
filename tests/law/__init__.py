"""What the law gives on real dates, as cases a manager can read."""
