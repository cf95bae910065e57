import tempfile
import unittest
from pathlib import Path

from benchmark.page import replace_in
from benchmark.report import Report, at_least, at_most


class ReportTest(unittest.TestCase):
    def test_a_table_and_the_targets_are_markdown(self):
        report = Report("Start")
        report.table(["agent", "CPU"], [["none", 1.5]])
        report.targets(at_most("ratio", 1.02, 1.021, 3), at_least("speed-up", 1.8, 1.8))
        self.assertEqual(
            "### Start\n\n"
            "| agent | CPU |\n| --- | ---: |\n| none | 1.5 |\n\n"
            "| target | wanted | found |  |\n| --- | ---: | ---: | ---: |\n"
            "| ratio | <= 1.02 | 1.021 | **missed** |\n"
            "| speed-up | >= 1.8 | 1.80 | met |\n",
            report.markdown(),
        )


class PageTest(unittest.TestCase):
    def page(self, text):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = Path(folder.name) / "page.md"
        path.write_text(text)
        return path

    def test_only_the_marked_place_is_replaced(self):
        page = self.page("a\n<!-- x -->\nold\n<!-- end -->\nb\n<!-- y -->\ny\n<!-- end -->\n")
        replace_in(page, "x", "new \\1\n")
        self.assertEqual(
            "a\n<!-- x -->\nnew \\1\n<!-- end -->\nb\n<!-- y -->\ny\n<!-- end -->\n", page.read_text()
        )

    def test_a_page_without_the_place_is_refused(self):
        with self.assertRaises(SystemExit) as ended:
            replace_in(self.page("nothing\n"), "x", "new\n")
        self.assertIn("found 0 places '<!-- x -->'", str(ended.exception))
