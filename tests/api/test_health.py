from litestar import Litestar
from litestar.testing import AsyncTestClient

from cicero import __version__


async def test_health_needs_no_sign_in(anonymous: AsyncTestClient[Litestar]) -> None:
    response = await anonymous.get("/health")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": "ok", "version": __version__}
