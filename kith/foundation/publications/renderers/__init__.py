"""Every form of output, each a pure function from a `Doc` to bytes."""
