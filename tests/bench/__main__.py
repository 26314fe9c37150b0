"""python -m tests.bench: every figure of the project, one after the other."""

from tests.bench import sealing, typesetting, viewing
from tests.bench.clock import yardstick


def main() -> None:
    print(f"标尺：SHA-256 过 256 MiB 用 {yardstick():.3f} s")
    print("— 排版（300 页）")
    pdf, ofd = typesetting.run()
    print("— 用印与验章（10 页）")
    sealing.run()
    print("— 阅览（300 页）")
    viewing.run(pdf, ofd)


if __name__ == "__main__":
    main()
