import contextlib
import io
import tempfile
import unittest
from pathlib import Path

from benchmark.arguments import BENCHMARKS, parse


class ArgumentsTest(unittest.TestCase):
    def refused(self, *arguments, feature=None):
        err = io.StringIO()
        with contextlib.redirect_stderr(err), self.assertRaises(SystemExit) as ended:
            parse(feature, list(arguments))
        self.assertEqual(2, ended.exception.code)
        return err.getvalue()

    def page(self, *names):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = Path(folder.name) / "page.md"
        path.write_text("".join(f"<!-- {name} -->\n<!-- end -->\n" for name in names))
        return str(path)

    def test_without_a_name_all_are_meant(self):
        self.assertEqual(list(BENCHMARKS), parse(None, []).name)

    def test_an_unknown_name_is_refused(self):
        self.assertIn("'nosuch' is unknown, allowed are startup, hello", self.refused("size", "nosuch"))

    def test_rounds_that_are_no_number_from_1_on_are_refused(self):
        for text in ("0", "x", "-1", "\u00b2"):
            self.assertIn("allowed is a whole number from 1 on", self.refused(f"--rounds={text}"))

    def test_an_unknown_option_is_refused(self):
        self.assertIn("--nosuch", self.refused("--nosuch"))

    def test_a_page_that_is_not_there_is_refused(self):
        self.assertIn("'no-such-page.md' cannot be read", self.refused("--page", "no-such-page.md"))

    def test_a_page_that_lacks_the_place_of_one_benchmark_is_refused(self):
        said = self.refused("size", "hello", "--page", self.page("size-26"), feature="26")
        self.assertIn("found 0 places '<!-- hello-26 -->' ... '<!-- end -->', needed is one", said)
        self.assertNotIn("size-26", said)

    def test_a_page_with_all_places_is_taken(self):
        page = self.page("size-26", "hello-26")
        self.assertEqual(page, parse("26", ["size", "hello", "--page", page]).page)

    def test_places_are_not_looked_for_while_the_java_version_is_unknown(self):
        page = self.page()
        self.assertEqual(page, parse(None, ["size", "--page", page]).page)

    def test_help_has_a_line_for_each_benchmark_with_its_rounds(self):
        out = io.StringIO()
        with contextlib.redirect_stdout(out), self.assertRaises(SystemExit):
            parse(None, ["--help"])
        lines = out.getvalue().splitlines()
        for name, module in BENCHMARKS.items():
            words = [name, str(module.ROUNDS), *module.HELP.split()]
            self.assertIn(words, [line.split() for line in lines])

    def test_what_differs_from_run_to_run_is_measured_at_least_twice(self):
        once = [name for name, module in BENCHMARKS.items() if module.ROUNDS < 2]
        self.assertEqual(["size"], once)
