"""The body: its zones and regions, the drawn figure, and what was marked on it."""
