"""A calibration plot as SVG: probability told beside share found true, the size of a point telling how many pairs."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

SIDE: Final = 320
EDGE: Final = 44


def calibration_plot(tenths: Iterable[tuple[float, float, int]]) -> str:
    """``tenths``: mean probability, share of true pairs, how many pairs. The diagonal is a scale that keeps
    its word."""
    points = "".join(_point(*tenth) for tenth in tenths)
    marks = "".join(_marks(tenth / 5) for tenth in range(6))
    whole = SIDE + 2 * EDGE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" '
        'font-family="sans-serif" font-size="12">'
        "<title>Calibration of the name engine</title>"
        f'<rect width="{whole}" height="{whole}" fill="white"/>'
        f'<path d="M{_x(0)} {_y(0)}H{_x(1)}V{_y(1)}H{_x(0)}Z" fill="none" stroke="#777"/>'
        f'<path d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" stroke="#999" stroke-dasharray="4"/>'
        f"{marks}{points}"
        f'<text x="{whole / 2}" y="{whole - 6}" text-anchor="middle">probability told</text>'
        f'<text transform="translate(12 {whole / 2}) rotate(-90)" text-anchor="middle">share found true</text>'
        "</svg>\n"
    )


def _point(told: float, found: float, count: int) -> str:
    return (
        f'<circle cx="{_x(told)}" cy="{_y(found)}" r="{2 + math.log10(count) * 1.6:.1f}" fill="#1d5f8a">'
        f"<title>told {told:.2f}, found {found:.2f}, {count} pairs</title></circle>"
    )


def _marks(value: float) -> str:
    return (
        f'<text x="{_x(value)}" y="{_y(0) + 16}" text-anchor="middle">{value:.1f}</text>'
        f'<text x="{_x(0) - 6}" y="{_y(value) + 4}" text-anchor="end">{value:.1f}</text>'
    )


def _x(value: float) -> float:
    return round(EDGE + value * SIDE, 1)


def _y(value: float) -> float:
    return round(EDGE + (1 - value) * SIDE, 1)
