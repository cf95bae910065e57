package io.tlo.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The dialect of a database, whose connections count the transactions that one thread ends. */
final class CountedTransactions {

  private final Thread counted = Thread.currentThread();
  private final AtomicInteger committed = new AtomicInteger();
  private final AtomicInteger rolledBack = new AtomicInteger();
  private final Dialect dialect;

  CountedTransactions(Dialect counts) {
    dialect = proxy(Dialect.class, (self, method, arguments) -> {
      Object result = call(counts, method, arguments);
      if (method.getName().equals("configure")) {
        HikariConfig pool = (HikariConfig) arguments[0];
        DataSource source = pool.getDataSource();
        pool.setDataSource(new ConnectionSource(() -> counting(source.getConnection())));
      }
      return result;
    });
  }

  Dialect dialect() {
    return dialect;
  }

  int committed() {
    return committed.get();
  }

  int rolledBack() {
    return rolledBack.get();
  }

  private Connection counting(Connection connection) {
    return proxy(Connection.class, (self, method, arguments) -> {
      if (Thread.currentThread() == counted) {
        switch (method.getName()) {
          case "commit" -> committed.incrementAndGet();
          case "rollback" -> rolledBack.incrementAndGet();
          default -> {
            // No transaction ends.
          }
        }
      }
      return call(connection, method, arguments);
    });
  }

  private static @Nullable Object call(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
