package io.tlo.agent.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.agent.cli.TroubleRows;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.rmi.UnmarshalException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

class ConnectFailureTest {

  @Test
  void eachIsExplainedInThePageOfTheCommandLine() throws IOException {
    String place = "HOST:PORT";
    TroubleRows.assertExplained(ConnectFailure.of(new ConnectException(), place));
    TroubleRows.assertExplained(ConnectFailure.of(new SSLException(""), place));
    TroubleRows.assertExplained(ConnectFailure.of(new UnknownHostException("HOST"), place));
    TroubleRows.assertExplained(ConnectFailure.of(new EOFException(), place));
    TroubleRows.assertExplained(ConnectFailure.refused(new SecurityException(), place, null));
    TroubleRows.assertExplained(
        ConnectFailure.refused(new SecurityException(), place, new Credentials("name", "")));
  }

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
