package io.tlo.sample.spring;

import org.springframework.stereotype.Component;

/** A mail server that is out of reach now and then: at every fourth mail. */
@Component
class MailServer {

  private static final int REFUSES_EVERY = 4;

  private int mails;

  /** @throws IllegalStateException if the server cannot be reached */
  synchronized void send(String reader, String text) {
    mails++;
    if (mails % REFUSES_EVERY == 0) {
      throw new IllegalStateException(
          "could not reach the mail server to tell " + reader + " that " + text);
    }
  }
}
