"""Names no library: it is read for the table that it makes."""
import psycopg2

DIMENSIONS = 768
HALVED = f"""
CREATE TABLE summaries (id serial PRIMARY KEY, body text, embedding halfvec({DIMENSIONS}));
"""


def migrate(conn):
    with conn.cursor() as cur:
        cur.execute("CREATE EXTENSION IF NOT EXISTS vector;")
        cur.execute("""
            CREATE TABLE IF NOT EXISTS search_results (
                id SERIAL PRIMARY KEY,
                body TEXT NOT NULL,
                embedding vector(1536)
            );
            CREATE TABLE IF NOT EXISTS visits (id SERIAL PRIMARY KEY, seen TIMESTAMP);
            ALTER TABLE visits ADD COLUMN page TEXT;
        """)
        cur.execute(HALVED)


# Near misses: a table for the time of a session, a text of no statement, and a call that runs none.
def quiet(cur, log):
    cur.execute("CREATE TEMP TABLE probe (id int, embedding vector(3))")
    cur.execute("SELECT embedding::vector(3) FROM search_results")
    log.warning("CREATE TABLE spoken (embedding vector(3))")
