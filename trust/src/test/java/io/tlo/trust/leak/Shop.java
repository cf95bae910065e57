package io.tlo.trust.leak;

import io.tlo.testing.Built;
import io.tlo.testing.TestProgram;
import io.tlo.trust.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A web application with fifty tasks, in the form in which Tomcat takes it. */
final class Shop {

  private static final int CLASSES = 10;
  static final int TASKS = CLASSES * 5;

  private static final String WEB_XML = """
      <?xml version="1.0" encoding="UTF-8"?>
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.1" metadata-complete="true">
        <listener><listener-class>shop.Opening</listener-class></listener>
        <servlet><servlet-name>counter</servlet-name><servlet-class>shop.Counter</servlet-class></servlet>
        <servlet-mapping><servlet-name>counter</servlet-name><url-pattern>/*</url-pattern></servlet-mapping>
      </web-app>
      """;

  /** Five tasks; what they return, throw and leave behind is of the application's own classes. */
  private static final String DEPARTMENT = """
      package shop;
      import io.tlo.Task;
      import java.util.concurrent.*;
      import server.Signals;
      public class Department%1$d {
        static final Department%1$d only = new Department%1$d();
        private static final ThreadLocal<Goods> scratch = new ThreadLocal<>();
        @Task static Object count() {
          Signals.ran("count");
          return new Goods();
        }
        @Task Object sell(int price) {
          Signals.ran("sell");
          if (price < 0) {
            throw new SoldOut();
          }
          return new Goods();
        }
        @Task CompletionStage<Object> order(boolean comes) {
          Signals.ran("order");
          CompletableFuture<Object> order = new CompletableFuture<>();
          if (comes) {
            Opening.clerk.execute(() -> order.complete(new Goods()));
          }
          return order;
        }
        @Task(interval = "200ms") void tidy() {
          Signals.ran("tidy%1$d");
        }
        @Task void audit() {
          Signals.ran("audit");
          if (%1$d == 0) {
            Signals.auditIn(Thread.currentThread());
          }
          if (%1$d == 1) {
            Signals.waitForUndeployment();
          }
          scratch.set(new Goods());
        }
      }
      """;

  private static final String GOODS = """
      package shop;
      public class Goods {
        private final byte[] content = new byte[512];
      }
      """;

  private static final String SOLD_OUT = """
      package shop;
      public class SoldOut extends RuntimeException {
        private final Object goods = new Goods();
      }
      """;

  /** A group that ends with its last thread. */
  private static final String CREW = """
      package shop;
      public class Crew extends ThreadGroup {
        @SuppressWarnings("removal")
        Crew() {
          super("crew");
          setDaemon(true);
        }
      }
      """;

  /**
   * Has its classes loaded on a thread of the application's own group, and ends what it has
   * begun.
   */
  private static final String OPENING = """
      package shop;
      import jakarta.servlet.*;
      import java.util.concurrent.*;
      public class Opening implements ServletContextListener {
        static ThreadPoolExecutor clerk;
        private static volatile Thread clerkThread;
        public void contextInitialized(ServletContextEvent event) {
          clerk = new ThreadPoolExecutor(1, 1, 1, TimeUnit.HOURS, new LinkedBlockingQueue<>(),
              work -> clerkThread = new Thread(work));
          Thread first = new Thread(new Crew(), () -> {
            %s
          });
          first.start();
          try {
            first.join();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        }
        public void contextDestroyed(ServletContextEvent event) {
          clerk.shutdownNow();
          try {
            clerkThread.join();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        }
      }
      """;

  private static final String COUNTER = """
      package shop;
      import jakarta.servlet.http.*;
      import java.util.concurrent.*;
      public class Counter extends HttpServlet {
        %s
        @Override protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws java.io.IOException {
          try {
            serve();
          } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
          response.getWriter().print("served");
        }
        private static void serve() throws ExecutionException, InterruptedException {
          %s
        }
        private static void refused(Runnable sale) {
          try {
            sale.run();
            throw new IllegalStateException("sold");
          } catch (SoldOut e) {
            return;
          }
        }
      }
      """;

  private static final String NOTHING_KEPT = "";

  /** What every handbook on web applications forbids. */
  private static final String KEPT = """
      private static final ThreadLocal<Goods> last = new ThreadLocal<>();
      static {
        server.Signals.kept.add(new Goods());
        Thread night = new Thread(() -> {
          try {
            Thread.sleep(Long.MAX_VALUE);
          } catch (InterruptedException e) {
            return;
          }
        }, "night shift");
        night.setDaemon(true);
        night.start();
      }
      @Override protected void service(HttpServletRequest request, HttpServletResponse response)
          throws jakarta.servlet.ServletException, java.io.IOException {
        last.set(new Goods());
        super.service(request, response);
      }
      """;

  private Shop() {}

  /** Makes the web application in a folder; it sees the server's classes. */
  static Path in(Path folder, Path server, boolean leaks) throws IOException {
    Path inf = Files.createDirectories(folder.resolve("WEB-INF"));
    Files.writeString(inf.resolve("web.xml"), WEB_XML);
    Files.createDirectories(inf.resolve("lib"));
    Files.copy(Built.core(), inf.resolve("lib/tlo-core.jar"));
    List<String> sources = new ArrayList<>(List.of(GOODS, SOLD_OUT, CREW));
    StringBuilder opened = new StringBuilder();
    StringBuilder served = new StringBuilder();
    for (int i = 0; i < CLASSES; i++) {
      sources.add(DEPARTMENT.formatted(i));
      String department = "Department" + i;
      opened.append(department).append(".count();\n");
      served
          .append(department + ".only.sell(1);\n")
          .append("refused(() -> " + department + ".only.sell(-1));\n")
          .append(department + ".only.order(true).toCompletableFuture().get();\n");
    }
    // Nobody completes this one; it still runs when the application goes.
    served.append("Department0.only.order(false);\n");
    sources.add(OPENING.formatted(opened));
    sources.add(COUNTER.formatted(leaks ? KEPT : NOTHING_KEPT, served));
    TestProgram.in(inf.resolve("classes"))
        .seeing(server)
        .seeing(Parts.file("tomcat-embed-core.jar"))
        .compile(sources.toArray(String[]::new));
    return folder;
  }
}
