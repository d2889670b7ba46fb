"""Several statements on one way to the database and back."""

from django.db import connection


def one_trip():
    """What is asked inside is sent together, and the answers come when the block ends.

    Statements run in their order, each with its own view of the data. Inside the block nothing may
    be fetched and no rows counted: that would wait. An error is raised at the end of the block, and
    the transaction is lost, as with any error. See "pipeline mode" in psycopg's documentation.
    """
    connection.ensure_connection()
    return connection.connection.pipeline()
