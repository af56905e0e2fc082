"""A headless Chromium, and the pages that are looked at in it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.window import Window
from tests.verification.session_samples import session
from verification.report.html import index_page

# Started as root in containers, and with nothing that calls home.
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def _found(*names: str) -> str:
    """Return where one of `names` is; skip the test if none is."""
    for name in names:
        path = shutil.which(name)
        if path:
            return path
    pytest.skip(f"no {names[0]} here (Debian: apt-get install chromium chromium-driver)")


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A browser with an empty profile; skipped where there is none."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    pytest.importorskip("axe_core_python", reason="axe-core-python is not installed")
    browser, service = _found("chromium", "chromium-browser", "google-chrome"), "chromedriver"
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    started = webdriver.Chrome(options, webdriver.ChromeService(_found(service)))
    # A page of two megabytes on a busy machine.
    started.command_executor.client_config.timeout = 900
    started.set_script_timeout(600)
    yield started
    started.quit()


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a session with every case that a report must show."""
    path = tmp_path_factory.mktemp("sample") / "index.html"
    path.write_text(index_page(session()))
    return path


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of `higgs verify --quick`."""
    from verification import cli

    folder = tmp_path_factory.mktemp("real")
    assert cli.execute(("verify", "--quick", "--out", str(folder))) == 0
    return folder / "index.html"


@pytest.fixture(params=["sample", pytest.param("real", marks=pytest.mark.slow)])
def window(request: pytest.FixtureRequest, driver: Any) -> Window:
    """A window on each page in turn, wide and light."""
    return Window(driver, request.getfixturevalue(request.param))
