"""The SM2 curve in plain integers (GB/T 32918.5-2017): only public values pass through here, so time tells nothing.

Points are kept in Jacobian coordinates (x / z², y / z³); z = 0 is the point at infinity.
"""

from typing import NewType

Point = NewType("Point", tuple[int, int, int])

P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
A = P - 3
B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
GX = 0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7
GY = 0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0

INFINITY = Point((1, 1, 0))
_WINDOW = 4


def on_curve(x: int, y: int) -> bool:
    """Whether (x, y) is a point of the curve with coordinates in the field; the group has no smaller subgroups."""
    return 0 <= x < P and 0 <= y < P and (y * y - (x * x * x + A * x + B)) % P == 0


def double(point: Point) -> Point:
    x, y, z = point
    if not y or not z:
        return INFINITY
    yy = y * y % P
    s = 4 * x * yy % P
    zz = z * z % P
    m = 3 * (x - zz) * (x + zz) % P
    xx = (m * m - 2 * s) % P
    return Point((xx, (m * (s - xx) - 8 * yy * yy) % P, 2 * y * z % P))


def add(first: Point, second: Point) -> Point:
    if not first[2]:
        return second
    if not second[2]:
        return first
    (x1, y1, z1), (x2, y2, z2) = first, second
    zz1, zz2 = z1 * z1 % P, z2 * z2 % P
    u1, u2 = x1 * zz2 % P, x2 * zz1 % P
    s1, s2 = y1 * zz2 * z2 % P, y2 * zz1 * z1 % P
    h, r = (u2 - u1) % P, (s2 - s1) % P
    if not h:
        return INFINITY if r else double(first)
    hh = h * h % P
    hhh, v = hh * h % P, u1 * hh % P
    x = (r * r - hhh - 2 * v) % P
    return Point((x, (r * (v - x) - s1 * hhh) % P, h * z1 * z2 % P))


def _multiples(point: Point) -> tuple[Point, ...]:
    row = [INFINITY]
    for _ in range((1 << _WINDOW) - 1):
        row.append(add(row[-1], point))
    return tuple(row)


_OF_G = _multiples(Point((GX, GY, 1)))


def combined_x(s: int, t: int, x: int, y: int) -> int | None:
    """The x coordinate of s·G + t·(x, y), or None when that is the point at infinity."""
    of_point = _multiples(Point((x, y, 1)))
    total = INFINITY
    for shift in range(256 - _WINDOW, -1, -_WINDOW):
        for _ in range(_WINDOW):
            total = double(total)
        total = add(total, _OF_G[s >> shift & 15])
        total = add(total, of_point[t >> shift & 15])
    if not total[2]:
        return None
    return total[0] * pow(total[2], -2, P) % P
