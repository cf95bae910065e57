import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from benchmark.places import ROOT

# Says what java -XshowSettings:properties says, and is all there is of this JDK: to build with it would fail.
JAVA = """#!/bin/sh
echo "    java.home = {home}"
echo "    java.version = 26-ea"
echo "    java.specification.version = 26"
"""


class ScriptTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = Path(folder.name)

    def run_script(self, *arguments):
        return subprocess.run(
            [str(ROOT / "scripts" / "benchmark"), *arguments],
            env={**os.environ, "JAVA_HOME": str(self.home)},
            capture_output=True,
            text=True,
        )

    def add_java(self):
        java = self.home / "bin" / "java"
        java.parent.mkdir()
        java.write_text(JAVA.format(home=self.home))
        java.chmod(0o755)

    def test_wrong_arguments_are_refused_before_a_jdk_is_looked_for(self):
        for arguments in (["nosuch"], ["--rounds", "0"], ["--nosuch"], ["--page", "no-such-page.md"]):
            run = self.run_script(*arguments)
            self.assertEqual(2, run.returncode, run.stderr)
            self.assertIn("scripts/benchmark: error: ", run.stderr)

    def test_help_needs_no_jdk(self):
        run = self.run_script("--help")
        self.assertEqual(0, run.returncode, run.stderr)
        self.assertIn("usage: scripts/benchmark", run.stdout)

    def test_a_page_needs_places_for_the_feature_version_which_an_early_access_jdk_has_too(self):
        self.add_java()
        run = self.run_script("size", "--page", str(ROOT / "README.md"))
        self.assertEqual(2, run.returncode, run.stderr)
        self.assertIn("<!-- size-26 -->", run.stderr)
