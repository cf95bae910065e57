package io.tlo.trust.neighbour;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.ForkedJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An agent that serves MBeans over HTTP, those of the tasks too. It weaves nothing. */
final class MBeanServing implements Neighbour {

  private static final Duration MOST = Duration.ofSeconds(30);

  private final Path jar;
  private final String arguments;
  private final Function<ForkedJvm.Running, String> address;
  private final Pattern succeeded;
  private final Pattern failed;
  private final Pattern itsLine;
  private long executions = -1;

  MBeanServing(
      Path jar,
      String arguments,
      Function<ForkedJvm.Running, String> address,
      Pattern succeeded,
      Pattern failed,
      Pattern itsLine) {
    this.jar = jar;
    this.arguments = arguments;
    this.address = address;
    this.succeeded = succeeded;
    this.failed = failed;
    this.itsLine = itsLine;
  }

  @Override
  public Path jar() {
    return jar;
  }

  @Override
  public String arguments() {
    return arguments;
  }

  @Override
  public List<String> options() {
    return List.of();
  }

  @Override
  public boolean isItsLine(String line) {
    return itsLine.matcher(line).matches();
  }

  @Override
  public void look(ForkedJvm.Running program) {
    String text = get(address.apply(program));
    executions = number(succeeded, text) + number(failed, text);
  }

  private static long number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
    return (long) Double.parseDouble(matcher.group(1));
  }

  private static String get(String address) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address)).timeout(MOST).build();
      HttpClient client = HttpClient.newBuilder().connectTimeout(MOST).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new IllegalStateException("cannot ask " + address, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String effect(ForkedJvm.Result program) {
    return figure(executions);
  }

  @Override
  public String expected(int calls) {
    return figure(calls);
  }

  private static String figure(long executions) {
    return String.format(Locale.ROOT, "%,d executions served", executions);
  }
}
