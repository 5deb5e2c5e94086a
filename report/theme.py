"""Colours, fonts and sizes of all charts, set once.

Colours are those of Okabe and Ito (2008), which people with any of the common kinds of colour
blindness can tell apart. No chart says anything by colour alone.
"""

from __future__ import annotations

import altair as alt

BLUE = "#0072B2"
ORANGE = "#E69F00"
GREEN = "#009E73"
VERMILLION = "#D55E00"
PURPLE = "#CC79A7"
SKY = "#56B4E9"
YELLOW = "#F0E442"
BLACK = "#1B1F24"
GREY = "#6B7280"
PALE = "#D5DAE1"
CARD = "#FFFFFF"
# From pale to dark in one hue, for heat maps.
SEQUENCE = ["#F3F7FB", "#C9DFF0", "#8FC1E3", "#4A97CB", "#0072B2", "#004C7A"]
CATEGORIES = [BLUE, ORANGE, GREEN, PURPLE, SKY, VERMILLION, BLACK]
FONT = "'Source Sans 3', 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"
SVG_WIDTH = 720

THEME = "data_first"


@alt.theme.register(THEME, enable=False)
def theme() -> alt.theme.ThemeConfig:
    """The Vega-Lite config that every chart is drawn with."""
    return {
        "config": {
            "background": CARD,
            "font": FONT,
            "view": {"stroke": None},
            "padding": {"left": 4, "right": 14, "top": 4, "bottom": 4},
            "axis": {
                "labelColor": BLACK,
                "labelFontSize": 12,
                "labelLimit": 400,
                "titleColor": GREY,
                "titleFontSize": 12,
                "titleFontWeight": "normal",
                "titlePadding": 8,
                "domain": False,
                "ticks": False,
                "gridColor": "#E8EBEF",
                "labelPadding": 6,
            },
            "axisX": {"labelFlush": False, "labelOverlap": "greedy", "tickCount": 6},
            "legend": {
                "orient": "top",
                "direction": "horizontal",
                "title": None,
                "labelFontSize": 12,
                "labelColor": BLACK,
                "labelLimit": 320,
                "symbolStrokeWidth": 2,
                "columnPadding": 14,
                "padding": 0,
                "offset": 10,
            },
            "range": {"category": CATEGORIES, "heatmap": SEQUENCE, "ramp": SEQUENCE},
            "text": {"color": BLACK, "fontSize": 11},
            "bar": {"color": BLUE},
            "line": {"color": BLUE, "strokeWidth": 2},
            "point": {"color": BLUE, "filled": True, "size": 55, "opacity": 1},
            "rule": {"color": GREY},
        }
    }
