package io.tlo.sample;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The services put together, with the threads they work on. */
final class BackOffice implements AutoCloseable {

  private static final int SECONDS_TO_FINISH = 5;

  private final ScheduledExecutorService clerks =
      Executors.newScheduledThreadPool(2, new NamedThreads("clerk"));
  private final ExecutorService mailRoom =
      Executors.newFixedThreadPool(2, new NamedThreads("mail"));
  private final OrderInbox inbox = new OrderInbox();
  private final CartService carts = new CartService(Clock.systemUTC());
  private final ShipmentService shipments = new ShipmentService(new Carrier(WorkingTime.seeded(1)));
  private final SalesLedger ledger = new SalesLedger();

  /** Called by nobody in the program, but held: TLO runs its task, and holds it weakly. */
  @SuppressWarnings("unused")
  private final ReportService reports = new ReportService(ledger, WorkingTime.seeded(2));

  private final OrderService orders;
  private final PrintStream err;

  BackOffice(PrintStream out, PrintStream err) {
    this.err = err;
    this.orders = new OrderService(
        new StockService(WorkingTime.seeded(3)),
        new PaymentService(new BankGateway(WorkingTime.seeded(4))),
        new MailService(mailRoom, WorkingTime.seeded(5)),
        shipments,
        ledger,
        out::println);
  }

  void open() {
    every(Duration.ofSeconds(3), shipments::handOver);
    every(Duration.ofSeconds(4), orders::retryUnpaid);
    every(Duration.ofSeconds(7), ExchangeRates::refresh);
  }

  void takeNextOrder() {
    Order order = inbox.next();
    carts.touch(order.customer());
    survive(() -> orders.process(order));
  }

  /** Finishes what is in hand: first the clerks, because their work still writes mails. */
  @Override
  public void close() {
    finish(clerks);
    finish(mailRoom);
  }

  private void every(Duration delay, Runnable work) {
    long millis = delay.toMillis();
    var unused = clerks.scheduleWithFixedDelay(() -> survive(work), millis, millis, MILLISECONDS);
  }

  /** An exception that left a scheduled turn would silently end all further ones. */
  private void survive(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      err.println("left undone: " + e);
    }
  }

  private static void finish(ExecutorService threads) {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(SECONDS_TO_FINISH, SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
