package io.tlo.sample;

import io.tlo.Task;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Sends mails on threads of its own. */
final class MailService {

  private final Executor mailRoom;
  private final WorkingTime work;

  MailService(Executor mailRoom, WorkingTime work) {
    this.mailRoom = mailRoom;
    this.work = work;
  }

  /** Hands the confirmation to the mail room and returns at once; completes when it is sent. */
  @Task(description = "Sends the confirmation of an order; ends when the mail is out")
  CompletableFuture<String> confirm(Order order) {
    return CompletableFuture.supplyAsync(() -> send(order), mailRoom);
  }

  private String send(Order order) {
    work.spend(100, 400);
    return "confirmed " + order;
  }
}
