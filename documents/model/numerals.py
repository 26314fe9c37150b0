"""Chinese numerals as official documents count with them: 一 to 九千九百九十九, 〇 in dates."""

DIGITS = "〇一二三四五六七八九"
_VALUES = {char: value for value, char in enumerate(DIGITS)} | {"零": 0, "○": 0, "Ｏ": 0, "两": 2, "元": 1}
_UNITS = {"十": 10, "百": 100, "千": 1000, "廿": 20, "卅": 30}
_STEPS = ((1000, "千"), (100, "百"), (10, "十"))


def counted(number: int) -> str:
    """``number`` (1 to 9999) as one counts in Chinese: 12 → 十二, 105 → 一百零五; other numbers in digits."""
    if not 0 < number < 10_000:
        return str(number)
    spoken, gap = "", False
    for step, unit in _STEPS:
        digit, number = divmod(number, step)
        if digit:
            spoken += ("零" if gap and spoken else "") + DIGITS[digit] + unit
        gap = digit == 0
    if number:
        spoken += ("零" if gap and spoken else "") + DIGITS[number]
    return spoken[1:] if spoken.startswith("一十") else spoken


def spelled(number: int) -> str:
    """``number`` digit by digit: 2021 → 二〇二一."""
    return "".join(DIGITS[int(digit)] for digit in str(abs(number)))


def value_of(numeral: str) -> int | None:
    """The number that a Chinese numeral says, counted (三十一) or spelled (二〇二一); None when it says none."""
    if not numeral:
        return None
    if all(char in _VALUES for char in numeral):
        return int("".join(str(_VALUES[char]) for char in numeral))
    total, digit = 0, 0
    for char in numeral:
        if char in _VALUES:
            digit = _VALUES[char]
        elif char in _UNITS:
            total += _UNITS[char] if char in "廿卅" else (digit or 1) * _UNITS[char]
            digit = 0
        else:
            return None
    return total + digit
