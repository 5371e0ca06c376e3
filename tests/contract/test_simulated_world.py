"""What `make run` prints, "phones and mails are at …", leads somewhere."""

from __future__ import annotations

from pathlib import Path

import httpx

from deskbot.settings import Settings
from deskbot.simulators.world import simulated_world


async def test_the_address_that_is_printed_says_where_to_look(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path)  # pyright: ignore[reportCallIssue]

    async with simulated_world(settings) as simulated, httpx.AsyncClient(trust_env=False) as http:
        told = (await http.get(f"{simulated.twilio_base_url}/simulator")).json()
        found = [await http.get(f"{simulated.twilio_base_url}{path}") for path in told["look_at"]]
        elsewhere = {"Host": "evil.example"}  # of a web page that a browser here has open
        shut = [
            await http.get(f"{simulated.twilio_base_url}{path}", headers=elsewhere)
            for path in ("/simulator", *told["look_at"])
        ]

    assert told["simulated"] == "SIMULATED"
    assert [answer.status_code for answer in found] == [200, 200, 200]
    assert {answer.status_code for answer in shut} == {403}
    assert told["by_hand"] == f"{settings.web_base}/console/phones"
