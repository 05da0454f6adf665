"""What the engine says when it cannot go on."""


class InputError(ValueError):
    """The data given cannot be used; the message is a Russian sentence for the person who gave them."""


class EngineFault(RuntimeError):
    """The engine found its own answer unproven: a defect of the program, so nothing is proposed."""
