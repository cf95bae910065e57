import sys
import unittest
from unittest import mock

from benchmark import jmh, places, processes


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


class UnderTloTest(unittest.TestCase):
    def run_with(self, option, code):
        return processes.run([sys.executable, "-c", code, option])

    def test_a_run_under_tlo_that_prints_on_stderr_ends_the_benchmark_though_its_exit_code_is_0(self):
        with self.assertRaises(SystemExit) as ended:
            self.run_with(*places.tlo(), "import sys; print('[tlo] is off', file=sys.stderr)")
        self.assertIn("must print nothing on stderr", str(ended.exception))
        self.assertIn("[tlo] is off", str(ended.exception))

    def test_a_run_under_tlo_may_print_on_stderr_where_it_is_said_to_have_a_reason(self):
        command = [sys.executable, "-c", "import sys; print('[tlo] away', file=sys.stderr)", *places.tlo()]
        self.assertEqual("[tlo] away\n", processes.run(command, may_speak=True).err)

    def test_a_run_under_tlo_may_print_on_stdout(self):
        self.assertEqual("hello\n", self.run_with(*places.tlo(), "print('hello')").out)

    def test_another_agent_may_print_on_stderr(self):
        run = self.run_with(*places.PLAIN_AGENT, "import sys; print('hello', file=sys.stderr)")
        self.assertEqual("hello\n", run.err)

    def test_jmh_that_only_hands_the_option_on_is_not_under_tlo(self):
        options = " ".join(jmh.quoted(option) for option in places.tlo())
        self.assertFalse(processes.is_under_tlo(["java", "-jar", "calls.jar", "-jvmArgs", options]))
