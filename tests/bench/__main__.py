"""python -m tests.bench: every figure of the project, one after the other."""

from tests.bench import sealing, typesetting, viewing


def main() -> None:
    print("— 排版（300 页）")
    pdf, ofd = typesetting.run()
    print("— 用印与验章（10 页）")
    sealing.run()
    print("— 阅览（300 页）")
    viewing.run(pdf, ofd)


if __name__ == "__main__":
    main()
