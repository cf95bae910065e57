import unittest

from benchmark.samples import Samples, in_turn


class SamplesTest(unittest.TestCase):
    def test_a_ratio_is_taken_round_by_round(self):
        # The machine was twice as slow in the second round: the ratio is the same in both.
        ratio = Samples([3, 6]).ratio_to(Samples([2, 4]))
        self.assertEqual([1.5, 1.5], ratio.figures)

    def test_the_text_gives_the_median_and_the_spread(self):
        self.assertEqual("2.0 (1.0 to 9.0)", Samples([9, 1, 2]).text(1))

    def test_a_difference_is_taken_round_by_round(self):
        self.assertEqual([1, 2], Samples([3, 6]).minus(Samples([2, 4])).figures)


class InTurnTest(unittest.TestCase):
    def test_each_variant_is_measured_once_a_round_and_the_first_round_is_left_out(self):
        order = []

        def measure(variant):
            order.append(variant)
            return len(order)

        found = in_turn({"A": "a", "B": "b"}, 2, measure)

        self.assertEqual(["a", "b"] * 3, order)
        self.assertEqual({"A": [3, 5], "B": [4, 6]}, found)

    def test_without_a_warm_up_every_round_counts(self):
        self.assertEqual({"A": [1]}, in_turn({"A": 1}, 1, lambda variant: variant, warm_up=False))
