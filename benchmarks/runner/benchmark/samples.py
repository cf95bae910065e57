"""What is said of several measurements of one thing."""

import statistics


class Samples:
    """The figures of one variant, one for each round, in the order of the rounds."""

    def __init__(self, figures):
        self.figures = list(figures)

    @property
    def median(self):
        return statistics.median(self.figures)

    def ratio_to(self, base):
        """Returns the ratios round by round, so that a machine that drifts drifts out of them."""
        return Samples(own / other for own, other in zip(self.figures, base.figures))

    def minus(self, base):
        return Samples(own - other for own, other in zip(self.figures, base.figures))

    def scaled(self, factor):
        return Samples(figure * factor for figure in self.figures)

    def text(self, digits):
        """Returns the median, and in brackets the least and the greatest."""
        return "{:.{d}f} ({:.{d}f} to {:.{d}f})".format(
            self.median, min(self.figures), max(self.figures), d=digits
        )


def in_turn(variants, rounds, measure, warm_up=True):
    """Measures each variant once in each round, A B C A B C; a first round only warms the caches.

    Returns a dictionary of lists, by the variants' names.
    """
    found = {name: [] for name in variants}
    for number in range(rounds + (1 if warm_up else 0)):
        for name, variant in variants.items():
            result = measure(variant)
            if number > 0 or not warm_up:
                found[name].append(result)
    return found
