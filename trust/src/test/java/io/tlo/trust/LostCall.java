package io.tlo.trust;

/** Has a program make a call that the agent does not hear of, which breaks its equation. */
public final class LostCall {

  /**
   * Takes the agent out of the hook for as long as the call lasts. The program must open
   * {@code java.lang} to itself.
   */
  public static final String SOURCE = """
      package program;
      import java.lang.invoke.*;
      import java.lang.reflect.Field;
      public final class LostCall {
        public static void make(Runnable call) throws Exception {
          Field field = Class.forName("java.lang.$TloHook").getDeclaredField("SITE");
          field.setAccessible(true);
          MutableCallSite site = (MutableCallSite) field.get(null);
          MethodHandle agent = site.getTarget();
          put(site, MethodHandles.empty(agent.type()));
          call.run();
          put(site, agent);
        }
        private static void put(MutableCallSite site, MethodHandle target) {
          site.setTarget(target);
          MutableCallSite.syncAll(new MutableCallSite[] {site});
        }
      }
      """;

  private LostCall() {}
}
