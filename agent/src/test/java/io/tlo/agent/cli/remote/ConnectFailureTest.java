package io.tlo.agent.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.rmi.UnmarshalException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class ConnectFailureTest {

  @Test
  void theInnermostCauseTellsWhy() {
    assertThat(ConnectFailure.reason(new IOException("outer", new IOException("Read timed out"))))
        .isEqualTo("Read timed out");
  }

  @Test
  void aConnectionThatEndsIsToldInWords() {
    assertThat(ConnectFailure.reason(new UnmarshalException("no answer", new EOFException())))
        .isEqualTo("it was closed at the other end");
  }

  @Test
  void aCauseWithoutAMessageIsNamedAsItsClassIs() {
    assertThat(ConnectFailure.reason(new IOException(new TimeoutException())))
        .isEqualTo("TimeoutException");
  }
}
