package io.tlo.store.jdbc;

/** The database refuses what it was given, and will do so again. */
final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
