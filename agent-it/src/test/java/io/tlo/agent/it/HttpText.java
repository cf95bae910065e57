package io.tlo.agent.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a server on this machine and takes only an answer of status 200. */
final class HttpText {

  private static final Duration MOST = Duration.ofSeconds(30);
  private static final HttpClient CLIENT = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .connectTimeout(MOST)
      .build();

  private HttpText() {}

  static String get(String address) {
    return ask(HttpRequest.newBuilder(URI.create(address)).timeout(MOST).build());
  }

  static String post(String address, String body) {
    return ask(HttpRequest.newBuilder(URI.create(address))
        .timeout(MOST)
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build());
  }

  private static String ask(HttpRequest request) {
    try {
      HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new AssertionError(request + ": " + response.statusCode() + " " + response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new IllegalStateException("cannot ask " + request.uri(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
