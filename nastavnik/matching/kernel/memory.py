"""Room for whole numbers: lists here, arrays of the same meaning in the compiled kernel (`speeds.py`)."""


def numbers(count: int, value: int) -> list[int]:
    """So many numbers, 64 bits each in arrays."""
    return [value] * count


def places(count: int, value: int) -> list[int]:
    """The same for numbers of people, arcs and points, which are below 2**31: 32 bits each in arrays."""
    return [value] * count


def ascending(values: list[int]) -> list[int]:
    """The numbers of the places in `values`, the smallest value first, equals as they stand."""
    return sorted(range(len(values)), key=values.__getitem__)
