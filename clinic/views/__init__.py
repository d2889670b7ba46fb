"""The ground floor's pages, grouped by what people are looking at."""
