package io.tlo.frameworks.micronaut;

import io.micronaut.aop.InterceptorBean;
import io.micronaut.aop.MethodInterceptor;
import io.micronaut.aop.MethodInvocationContext;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Begins a booking before the method and ends it after: what it does is bound to the thread. */
@Singleton
@InterceptorBean(Booked.class)
public class BookedInterceptor implements MethodInterceptor<Object, Object> {

  private static final ThreadLocal<Boolean> BOOKING = ThreadLocal.withInitial(() -> false);

  static boolean isBooking() {
    return BOOKING.get();
  }

  @Override
  public @Nullable Object intercept(MethodInvocationContext<Object, Object> context) {
    BOOKING.set(true);
    try {
      return context.proceed();
    } finally {
      BOOKING.remove();
    }
  }
}
