"""A page in a browser window: its width, its colours, its keys, its print."""

import base64
from pathlib import Path
from typing import Any

# A4 at 96 dots an inch.
WIDE, TALL = 1200, 900


class Window:
    """A window on the page in the file `path`."""

    def __init__(self, driver: Any, path: Path) -> None:
        self.driver = driver
        self.path = path
        self.show()

    def show(self, width: int = WIDE, scheme: str = "light") -> None:
        """Load the page anew, `width` pixels wide, in a light or dark colour scheme."""
        self.command(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=TALL, deviceScaleFactor=1, mobile=False,
        )  # fmt: skip
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.command("Emulation.setEmulatedMedia", features=features)
        self.driver.get(self.path.as_uri())

    def command(self, name: str, **parameters: Any) -> Any:
        """Return what the browser answers to a command of its own protocol."""
        return self.driver.execute_cdp_cmd(name, parameters)

    def script(self, text: str) -> Any:
        """Return what a script in the page returns."""
        return self.driver.execute_script(text)

    def unfold(self) -> None:
        """Open everything that is folded."""
        self.script("document.querySelectorAll('details').forEach(one => one.open = true)")

    def press(self, selector: str, keys: str) -> None:
        """Focus the first element that `selector` finds and press keys on it."""
        self.script(f"document.querySelector({selector!r}).focus()")
        self.driver.switch_to.active_element.send_keys(keys)

    def printed(self) -> bytes:
        """Return the page as PDF, on the paper it asks for."""
        answer = self.command("Page.printToPDF", preferCSSPageSize=True)
        return base64.b64decode(answer["data"])

    def violations(self, *, whole_images: bool = False) -> list[str]:
        """Return what axe finds wrong, one line each, with everything unfolded.

        whole_images : whether it looks into SVG, which are icons then and not plots
        """
        from axe_core_python.selenium import Axe

        self.unfold()
        # Images are one thing with a name to whoever does not see them; their thousands of paths
        # would take axe minutes.
        if not whole_images:
            self.script("document.querySelectorAll('svg').forEach(one => one.replaceChildren())")
        found = Axe().run(self.driver)
        return [
            f"{one['id']}: {one['nodes'][0]['html'][:200]} ({len(one['nodes'])} times)"
            for one in found["violations"]
        ]
