import sys
import unittest
from unittest import mock

from benchmark import processes


class ProcessesTest(unittest.TestCase):
    def test_what_a_process_used_and_printed_is_read(self):
        busy = "sum(range(5_000_000)); print('a=1.5'); print('words'); big = bytearray(60_000_000)"
        run = processes.run([sys.executable, "-c", busy])
        self.assertGreater(run.user, 0.01)
        self.assertGreaterEqual(run.wall, run.user * 0.5)
        self.assertGreater(run.peak, 55)
        self.assertEqual({"a": 1.5}, run.values())

    def test_each_process_is_measured_by_itself(self):
        large = processes.run([sys.executable, "-c", "bytearray(200_000_000)"])
        small = processes.run([sys.executable, "-c", "pass"])
        self.assertLess(small.peak, large.peak / 2)

    def test_a_process_that_fails_ends_the_benchmark_and_says_what_it_printed(self):
        with self.assertRaises(SystemExit) as ended:
            processes.run([sys.executable, "-c", "import sys; print('why'); sys.exit(3)"])
        self.assertIn("exit code 3", str(ended.exception))
        self.assertIn("why", str(ended.exception))

    def test_settings_of_the_shell_do_not_reach_what_is_measured(self):
        with mock.patch.dict("os.environ", {"TLO_LOG": "debug", "JAVA_TOOL_OPTIONS": "-Xint"}):
            found = processes.environment()
        self.assertNotIn("TLO_LOG", found)
        self.assertNotIn("JAVA_TOOL_OPTIONS", found)
        self.assertIn("PATH", found)
