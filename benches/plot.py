"""A plot with logarithmic axes, as SVG."""
import math

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 420, 64, 150, 20, 52
COLOURS = {"gv": "#00add8", "curl": "#888888", "aria2c": "#ce7c00", "sum of the mirrors": "#444444"}


def ticks(least, most):
    """1, 2 and 5 of every decade between two values."""
    decades = range(math.floor(math.log10(least)), math.ceil(math.log10(most)) + 1)
    return [step * 10.0**decade for decade in decades for step in (1, 2, 5)
            if least * 0.999 <= step * 10.0**decade <= most * 1.001]


def svg(rows):
    """The plot of rows (bandwidth in MB/s, {name: seconds})."""
    rates = [rate for rate, _ in rows]
    seconds = [time for _, row in rows for time in row.values()]
    spans = (min(rates), max(rates)), (min(seconds) * 0.9, max(seconds) * 1.1)

    def along(value, span, begin, end):
        low, high = (math.log(edge) for edge in span)
        return begin + (math.log(value) - low) / ((high - low) or 1) * (end - begin)

    def x(rate):
        return along(rate, spans[0], LEFT, WIDTH - RIGHT)

    def y(time):
        return along(time, spans[1], HEIGHT - BOTTOM, TOP)

    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
             'font-size="13">', f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>']
    for rate in rates:
        parts.append(f'<line x1="{x(rate):.1f}" y1="{TOP}" x2="{x(rate):.1f}" y2="{HEIGHT - BOTTOM}" stroke="#e5e5e5"/>'
                     f'<text x="{x(rate):.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{rate:g}</text>')
    for time in ticks(*spans[1]):
        parts.append(f'<line x1="{LEFT}" y1="{y(time):.1f}" x2="{WIDTH - RIGHT}" y2="{y(time):.1f}" stroke="#e5e5e5"/>'
                     f'<text x="{LEFT - 8}" y="{y(time) + 4:.1f}" text-anchor="end">{time:g}</text>')
    parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 12}" text-anchor="middle">bandwidth of four '
                 'mirrors together, MB/s</text>'
                 f'<text transform="translate(18 {(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">'
                 'install time, s</text>')
    names = list(dict.fromkeys(name for _, row in rows for name in row))
    ends = {}
    for name in names:
        points = [(x(rate), y(row[name])) for rate, row in rows if name in row]
        dashes = ' stroke-dasharray="5 4"' if name == "sum of the mirrors" else ""
        line = " ".join(f"{px:.1f},{py:.1f}" for px, py in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{COLOURS.get(name, "#000")}" '
                     f'stroke-width="2"{dashes}/>')
        ends[name] = points[-1]
    # Labels that would lie on each other move apart.
    place = -math.inf
    for name, (px, py) in sorted(ends.items(), key=lambda item: item[1][1]):
        place = max(py + 4, place + 16)
        parts.append(f'<text x="{px + 8:.1f}" y="{place:.1f}" fill="{COLOURS.get(name, "#000")}">{name}</text>')
    return "\n".join([*parts, "</svg>", ""])
