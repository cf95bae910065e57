package io.tlo.benchmarks.calls;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import org.openjdk.jmh.annotations.CompilerControl;

/** What is called with a span around it. */
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
final class SpanBody {

  // Not one of the small numbers that the JDK keeps boxed.
  private static final int ANSWER = 4711;

  @WithSpan
  static void voidStatic() {}

  @WithSpan
  static int intStatic() {
    return ANSWER;
  }

  @WithSpan
  void voidInstance() {}

  @WithSpan
  void otherVoidInstance() {}

  @WithSpan
  int intInstance() {
    return ANSWER;
  }

  @WithSpan
  static boolean hasRecordingSpan() {
    return Span.current().isRecording();
  }
}
