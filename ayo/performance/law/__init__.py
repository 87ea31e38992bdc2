"""The rules of the region on performance, as its pack has them."""

from ayo.performance.law.performance import FILE, evaluation, law, minutes_of_a_day

__all__ = ["FILE", "evaluation", "law", "minutes_of_a_day"]
