# The two commands of the README. On Windows: py -3 make.py demo, py -3 make.py test.
PYTHON ?= python3

.PHONY: demo test bench
demo test bench:
	@$(PYTHON) make.py $@
