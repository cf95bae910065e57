package io.tlo.agent.cli;

import picocli.CommandLine.Option;

/** For scripts: tables and sentences are for people and may change. */
final class JsonOption {

  @Option(names = "--json", description = "Print JSON, for scripts; tables are for people only.")
  boolean json;
}
