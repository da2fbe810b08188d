"""The cable between one page and the server: it can be pulled while everything else goes on."""

from playwright.sync_api import BrowserContext, WebSocketRoute


class Cable:
    """The road of a browser's WebSockets; while it is out, every attempt fails at once."""

    def __init__(self, context: BrowserContext) -> None:
        self.is_out = False
        self.lines: list[WebSocketRoute] = []
        context.route_web_socket("**/live/*", self._connect)

    def pull(self) -> None:
        """Cut what is open, and let nothing through until it is plugged in again."""
        self.is_out = True
        for line in self.lines:
            line.close(code=1001)
        self.lines.clear()

    def plug_in(self) -> None:
        self.is_out = False

    def _connect(self, line: WebSocketRoute) -> None:
        if self.is_out:
            line.close(code=1001)
        else:
            line.connect_to_server()
            self.lines.append(line)
