from cicero.db import Connection


async def test_a_fresh_database_has_no_posts(connection: Connection) -> None:
    cursor = await connection.execute("select count(*) from post")
    assert await cursor.fetchone() == (0,)
