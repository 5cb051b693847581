"""How Kith looks: templates, components, tables, charts and the frame of every page."""
