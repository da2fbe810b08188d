"""What can be missing on a machine that renders."""

from app.kernel.errors import Unavailable
from app.kernel.messages import N_


class WorkerUnavailable(Unavailable):
    """No worker process can be started."""

    code = "rendering.worker_unavailable"
    message = N_(
        "Text cannot be rendered at the moment: the helper program does not start. Please try again shortly."
    )


class ChartsUnavailable(Unavailable):
    """The program that lays out charts is missing, or fails."""

    code = "rendering.charts_unavailable"
    message = N_(
        "Flow charts need the program “dot”. Install Graphviz (Debian: apt install graphviz) and try again."
    )
