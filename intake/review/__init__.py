"""The page on which a sent intake is read, decided and shown again, part by part."""
