package com.acme.ejb;

import com.acme.app.Counts;
import jakarta.interceptor.AroundTimeout;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** The container's own word that it has delivered a timeout: it calls this around each. */
public class TimeoutCounter {

  @AroundTimeout
  @Nullable
  Object count(InvocationContext context) throws Exception {
    Method method = context.getMethod();
    Counts.FRAMEWORK.add(method.getDeclaringClass().getSimpleName() + "." + method.getName());
    return context.proceed();
  }
}
