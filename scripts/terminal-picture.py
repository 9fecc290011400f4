"""Draws a captured terminal as an SVG that needs nothing but itself.

    tmux capture-pane -e -p -t dash | python3 scripts/terminal-picture.py safelight > docs/pictures/dashboard.svg

Needs rich (pip install rich).
"""

import re
import sys

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

THEME = TerminalTheme(
    (24, 24, 27),
    (228, 228, 231),
    [(39, 39, 42), (248, 113, 113), (134, 239, 172), (253, 224, 71), (125, 179, 255), (216, 180, 254), (103, 232, 249), (212, 212, 216)],
    [(113, 113, 122), (252, 165, 165), (187, 247, 208), (254, 240, 138), (191, 219, 254), (233, 213, 255), (165, 243, 252), (250, 250, 250)],
)

lines = sys.stdin.read().rstrip("\n").split("\n")
texts = [Text.from_ansi(line) for line in lines]
console = Console(record=True, width=max(text.cell_len for text in texts), file=open("/dev/null", "w"), color_system="truecolor", force_terminal=True)
for text in texts:
    console.print(text, no_wrap=True, crop=True)
svg = console.export_svg(title=sys.argv[1], theme=THEME, unique_id="terminal")
# A picture in a README may not fetch fonts.
svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
svg = svg.replace("Fira Code, monospace", "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace").replace("Fira Code", "monospace")
sys.stdout.write("\n".join(line.rstrip() for line in svg.split("\n")))
