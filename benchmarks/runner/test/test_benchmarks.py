import tempfile
import unittest
import zipfile
from pathlib import Path
from unittest import mock

from benchmark import hello, idle, processes, scale, size, store
from benchmark.machine import Machine
from benchmark.processes import Run
from benchmark.report import Report
from benchmark.samples import Samples

MACHINE = Machine("/jdk", "26-ea", "26")


def printed(out):
    return Run(0, 0, 0, 0, out, "")


class HelloTest(unittest.TestCase):
    def test_what_mbeans_add_is_compared_with_the_server_round_by_round(self):
        # The machine was twice as slow in the second round, and in the third the MBeans cost more.
        cpu = {
            hello.NONE: Samples([1, 2, 1]),
            hello.SERVER: Samples([3, 6, 3]),
            hello.QUIET: Samples([2, 4, 2]),
            hello.TLO: Samples([3, 6, 4]),
        }
        report = Report("Start")
        self.assertEqual([0.5, 0.5, 1], hello.beside_server(cpu, report).figures)
        self.assertIn("0.50 (0.50 to 1.00) of that", report.markdown())

    def test_staying_is_measured_as_often_as_was_asked_for(self):
        with mock.patch.object(processes, "run", return_value=printed("")) as run:
            found = hello.measure_staying(MACHINE, 5)
        self.assertEqual([5] * 4, [len(cpu.figures) for cpu in found.values()])
        asked = {call.args[0][-1] for call in run.call_args_list}
        self.assertIn("tlo:type=Task,group=HelloTask,name=greet", asked)


class IdleTest(unittest.TestCase):
    def test_what_was_used_before_the_first_reading_does_not_count(self):
        runs = [printed("cpu.begun=400\ncpu.ended=420\n"), printed("cpu.begun=90\ncpu.ended=100\n")]
        self.assertEqual([20, 10], idle.used(runs).figures)

    def test_tlo_is_measured_in_turn_with_none_and_the_difference_is_taken_round_by_round(self):
        outs = [(50, 60), (400, 430), (50, 80), (400, 440)]
        runs = [printed(f"cpu.begun={begun}\ncpu.ended={ended}\n") for begun, ended in outs]
        with mock.patch.object(processes, "run", side_effect=runs) as run:
            markdown = idle.run(MACHINE, 2).markdown()
        under_tlo = [processes.is_under_tlo(call.args[0]) for call in run.call_args_list]
        self.assertEqual([False, True, False, True], under_tlo)
        self.assertIn("| TLO more than none | 15 (10 to 20) |", markdown)

    def test_only_under_tlo_is_an_mbean_asked_for(self):
        asking = [name for name, command in idle.variants(MACHINE).items() if idle.MBEAN in command]
        self.assertEqual([idle.TLO], asking)


class ScaleTest(unittest.TestCase):
    def test_the_cost_of_one_more_task_is_free_of_what_is_paid_once(self):
        # Ten seconds are paid once, one hundredth for each task.
        added = {(count, scale.CPU): Samples([10 + count / 100]) for count in scale.COUNTS}
        self.assertAlmostEqual(0.01, scale.one_more(added, scale.CPU, 100, 1_000).median)
        self.assertAlmostEqual(0.01, scale.one_more(added, scale.CPU, 1_000, 10_000).median)


class SizeTest(unittest.TestCase):
    def test_only_classes_are_counted_as_classes_but_everything_has_a_size(self):
        names = ["tlo/io/tlo/", "tlo/io/tlo/A.classdata", "io/tlo/agent/B.class", "LICENSE"]
        with tempfile.TemporaryDirectory() as folder:
            jar = Path(folder) / "some.jar"
            with zipfile.ZipFile(jar, "w") as entries:
                for name in names:
                    entries.writestr(name, "" if name.endswith("/") else "x" * 10)
            found = dict(size.shares(jar))
        self.assertEqual({"TLO": [1, 10], "the rest": [1, 20]}, found)


class StoreTest(unittest.TestCase):
    def test_a_call_is_compared_with_memory_at_the_same_pace_round_by_round(self):
        # The machine was twice as slow in the second round; without rests memory takes half.
        nanos = {name: 100 if how.pace == "rests" else 50 for name, how in store.CALLS.items()}
        found = {
            name: [printed(f"median={each * slower * 1.1}\nmean=1\n") for slower in (1, 2)]
            for name, each in nanos.items()
        }
        for name, how in store.CALLS.items():
            found[how.base] = [printed(f"median={nanos[name] * slower}\nmean=1\n") for slower in (1, 2)]
            self.assertEqual(how.pace, store.CALLS[how.base].pace)
        for name, how in store.CALLS.items():
            ratio = 1 if name == how.base else 1.1
            self.assertAlmostEqual(ratio, store.to_memory(found, name).median)

    def test_each_process_has_a_database_of_its_own_and_tlo_writes_to_the_one_the_program_knows(self):
        with mock.patch.object(processes, "run", return_value=printed("")) as run:
            for database in (store.SQLITE, store.SQLITE, store.POSTGRESQL, store.POSTGRESQL):
                store.writes(MACHINE, database)
        commands = [call.args[0] for call in run.call_args_list]
        urls = [command[-2] for command in commands]
        self.assertEqual(2, len(set(urls[:2])))
        for url, command in zip(urls, commands):
            self.assertIn(f"store.url={url}", command[1])
            self.assertTrue(processes.is_under_tlo(command))

    def test_only_where_records_are_dropped_may_tlo_say_so(self):
        with mock.patch.object(processes, "run", return_value=printed("")) as run:
            for how in store.CALLS.values():
                store.calls(MACHINE, how)
        spoke = [call.kwargs["may_speak"] for call in run.call_args_list]
        self.assertEqual([how.records == "dropped" for how in store.CALLS.values()], spoke)
