package io.tlo.trust;

/**
 * The source of a store of an application's own, of which a test writes only what matters to it.
 */
public final class StoreSource {

  private StoreSource() {}

  /**
   * Returns the source of a store that answers every question with nothing.
   *
   * @param declaration how the class begins, for example {@code public class Store}
   * @param members its methods {@code create} and {@code update}, and whatever else it has
   */
  public static String of(String packageName, String declaration, String members) {
    return """
        package %s;
        import io.tlo.state.*;
        import java.util.*;
        import java.util.concurrent.*;
        import java.util.concurrent.atomic.*;
        import java.util.concurrent.locks.*;
        %s implements TaskStateStore {
          %s
          public Optional<TaskStateRecord> get(long id) { return Optional.empty(); }
          public void delete(long id) {}
          public List<TaskStateRecord> latest(String taskName, int limit) { return List.of(); }
          public List<TaskStateRecord> latest(int limit) { return List.of(); }
          public long count() { return 0; }
        }
        """.formatted(packageName, declaration, members);
  }
}
