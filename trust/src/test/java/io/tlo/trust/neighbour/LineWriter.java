package io.tlo.trust.neighbour;

import io.tlo.testing.ForkedJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An agent that weaves the task's method too, and then writes a line for each call.
 *
 * @param sign what stands in such a line and in no other
 * @param unit what such a line is
 * @param log where it writes, null for stderr
 */
record LineWriter(
    Path jar,
    String arguments,
    List<String> options,
    List<Path> classPath,
    String sign,
    String unit,
    @Nullable Path log)
    implements Neighbour {

  @Override
  public String effect(ForkedJvm.Result program) {
    return figure(lines(program).stream().filter(line -> line.contains(sign)).count());
  }

  private List<String> lines(ForkedJvm.Result program) {
    try {
      return log == null ? program.err().lines().toList() : Files.readAllLines(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String expected(int calls) {
    return figure(calls);
  }

  private String figure(long lines) {
    return String.format(Locale.ROOT, "%,d %s", lines, unit);
  }
}
