package io.tlo.frameworks.ejb;

import io.tlo.frameworks.program.Counts;
import jakarta.interceptor.AroundTimeout;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The container's own word that it has delivered a timeout: it calls this around each. */
public class TimeoutCounter {

  // The container makes an instance for each bean.
  private static final Counts TIMEOUTS = new Counts();

  static Map<String, Long> timeouts() {
    return TIMEOUTS.toMap();
  }

  @AroundTimeout
  @Nullable
  Object count(InvocationContext context) throws Exception {
    Method method = context.getMethod();
    TIMEOUTS.add(method.getDeclaringClass().getSimpleName() + "." + method.getName());
    return context.proceed();
  }
}
