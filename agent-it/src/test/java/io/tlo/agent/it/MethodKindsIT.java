package io.tlo.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.JmxClient;
import io.tlo.testing.Numbers;
import io.tlo.testing.TestProgram;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a method looks like, it is recorded, and does what it does without the agent. */
@Tag("jdk")
class MethodKindsIT {

  /** Counts its calls and says what each returned; identities are compared in the program itself. */
  private static final String MAIN = """
      package app;
      import io.tlo.Task;
      import java.util.*;
      import java.util.function.Supplier;
      public class Main {
        static int calls;
        static final Object OBJECT = new Object() { public String toString() { return "object"; } };
        static final int[] INTS = {1, 2};
        static final String[][] TEXTS = {{"a"}, {"b"}};
        static final List<Map<String, ? extends Number>> GENERIC = List.of(Map.of("a", 1));

        public static void main(String[] arguments) throws Exception {
          Main main = new Main();
          main.aVoid();
          say("aBoolean", main.aBoolean());
          say("aByte", main.aByte());
          say("aChar", main.aChar());
          say("aShort", aShort());
          say("anInt", anInt());
          say("aLong", main.aLong());
          say("aFloat", main.aFloat());
          say("aDouble", main.aDouble());
          same("anObject", OBJECT, main.anObject());
          same("anArray", INTS, main.anArray());
          same("arrays", TEXTS, arrays());
          same("generic", GENERIC, main.generic());
          same("typeVariable", OBJECT, main.typeVariable(OBJECT));
          say("nothing", main.nothing());
          say("varargs", main.varargs("x", 1, 2, 3) + main.varargs("y"));
          say("wide", main.wide(1L, 2.5, 3, 4L, 5.5f, (byte) 6, 7.25));
          say("over", main.over() + main.over(1) + main.over("s") + main.over(INTS, GENERIC));
          say("locals", main.locals(7, "text"));
          say("recursive", main.recursive(10));
          say("mutual", even(9));
          say("sync", main.sync() + staticSync());
          say("aFinal", main.aFinal());
          for (int i = 0; i < 4; i++) {
            say("finals", main.finals(i));
          }
          Throwable checked = new java.io.IOException("checked");
          try {
            main.throwing(checked);
          } catch (java.io.IOException e) {
            same("throwing", checked, e);
          }
          try {
            main.failing("message");
          } catch (IllegalStateException e) {
            trace("failing", e);
          }
          try {
            Rethrown.main.nested(3);
          } catch (RuntimeException e) {
            trace("nested", e);
          }
          say("strict", main.monitor(new Object()));
          say("loop", main.loop(new int[] {3, 1, 2}));
          say("switching", main.switching("two") + main.switching("none"));
          say("lambda", main.lambda("l").get());

          Shape shape = new Circle(2);
          say("area", shape.area());
          say("describe", shape.describe());
          say("unit", Shape.unit());
          say("Circle.twice", ((Circle) shape).twice());
          say("Circle.of", Circle.of(3).radius());
          say("Planet", Planet.EARTH.speak() + Planet.MARS.speak() + Planet.EARTH.common());
          say("inner", main.new Inner().work() + Nested.work());
          Supplier<String> anonymous = new Supplier<>() {
            @Task public String get() { calls++; return "anonymous"; }
          };
          say("anonymous", anonymous.get());
          class Local { @Task String work() { calls++; return "local"; } }
          say("local", new Local().work());
          Handler<String> handler = new TextHandler();
          say("bridge", handler.handle("in"));
          say("covariant", new Covariant().make() + ((Maker) new Covariant()).make());
          say("super", new Child().work() + new Parent().work());
          say("generic interface", new Copier().copy("c"));
          try {
            new WithNative().natively();
          } catch (UnsatisfiedLinkError e) {
            say("native", e.getClass());
          }
          say("abstract", new Concrete().work());
          System.out.println("calls " + calls);
          System.out.println("done");
          System.in.read();
        }

        static void say(String what, Object value) { System.out.println(what + " " + value); }
        static void same(String what, Object expected, Object actual) {
          System.out.println(what + (expected == actual ? " is the same" : " IS ANOTHER"));
        }
        static void trace(String what, Throwable thrown) {
          for (Throwable each = thrown; each != null; each = each.getCause()) {
            System.out.println(what + " " + each);
            for (StackTraceElement frame : each.getStackTrace()) {
              System.out.println("  " + frame);
            }
          }
        }

        @Task public void aVoid() { calls++; }
        @Task protected boolean aBoolean() { calls++; return true; }
        @Task byte aByte() { calls++; return 1; }
        @Task private char aChar() { calls++; return 'c'; }
        @Task static short aShort() { calls++; return 2; }
        @Task private static int anInt() { calls++; return 3; }
        @Task long aLong() { calls++; return 4L << 40; }
        @Task float aFloat() { calls++; return 5.5f; }
        @Task double aDouble() { calls++; return 6.5; }
        @Task Object anObject() { calls++; return OBJECT; }
        @Task int[] anArray() { calls++; return INTS; }
        @Task static String[][] arrays() { calls++; return TEXTS; }
        @Task List<Map<String, ? extends Number>> generic() { calls++; return GENERIC; }
        @Task <T extends Object> T typeVariable(T value) { calls++; return value; }
        @Task Object nothing() { calls++; return null; }
        @Task String varargs(String first, int... more) { calls++; return first + more.length; }
        @Task double wide(long a, double b, int c, long d, float e, byte f, double g) {
          calls++;
          a += c;
          return a + b + c + d + e + f + g;
        }
        @Task String over() { calls++; return "0"; }
        @Task String over(int i) { calls++; return "i"; }
        @Task String over(String s) { calls++; return "s"; }
        @Task String over(int[] a, List<Map<String, ? extends Number>> g) { calls++; return "ag"; }
        @Task long locals(int n, String text) {
          calls++;
          long a = n; int b = n + 1; double c = n / 2.0; String d = text + n; Object e = null;
          for (int i = 0; i < n; i++) {
            long f = a * i; double g = c + f;
            if (i % 2 == 0) { Object h = d; e = h; a += (long) g; } else { int j = i; b += j; }
          }
          return a + b + (long) c + d.length() + (e == null ? 0 : 1);
        }
        @Task int recursive(int n) { calls++; return n == 0 ? 0 : n + recursive(n - 1); }
        @Task static boolean even(int n) { calls++; return n == 0 || odd(n - 1); }
        @Task static boolean odd(int n) { calls++; return n != 0 && even(n - 1); }
        @Task synchronized String sync() { calls++; return "s" + Thread.holdsLock(this); }
        @Task static synchronized String staticSync() { calls++; return "S" + Thread.holdsLock(Main.class); }
        @Task final String aFinal() { calls++; return "final"; }
        @Task String finals(int way) throws Exception {
          calls++;
          StringBuilder text = new StringBuilder();
          try {
            try {
              if (way == 1) throw new IllegalArgumentException("one");
              if (way == 2) return text.append("two").toString();
              text.append("body");
            } catch (IllegalArgumentException e) {
              text.append(e.getMessage());
              if (way == 1) return text.append("!").toString();
            } finally {
              text.append("finally");
            }
          } finally {
            if (way == 3) return text.append(" overrides").toString();
          }
          return text.toString();
        }
        @Task void throwing(Throwable it) throws java.io.IOException { calls++; throw (java.io.IOException) it; }
        @Task void failing(String message) {
          calls++;
          try {
            Objects.requireNonNull(null, message);
          } catch (NullPointerException e) {
            throw new IllegalStateException("outer", e);
          }
        }
        static class Rethrown {
          static final Rethrown main = new Rethrown();
          @Task void nested(int depth) {
            calls++;
            try {
              if (depth == 0) throw new RuntimeException("deep");
              nested(depth - 1);
            } finally {
              Objects.hash(depth);
            }
          }
        }
        @Task String monitor(Object lock) { calls++; synchronized (lock) { return "" + Thread.holdsLock(lock); } }
        @Task int loop(int[] values) {
          calls++;
          int most = Integer.MIN_VALUE;
          for (int value : values) { if (value > most) most = value; else continue; }
          while (true) { if (most-- < 0) break; }
          return most;
        }
        @Task int switching(String text) {
          calls++;
          return switch (text) { case "one" -> 1; case "two" -> { int i = 1; yield i + 1; } default -> -1; };
        }
        @Task Supplier<String> lambda(String text) { calls++; return () -> text + aFinal(); }

        class Inner { @Task String work() { calls++; return "inner"; } }
        static class Nested { @Task static String work() { calls++; return "nested"; } }
      }

      interface Shape {
        @Task double area();
        @Task default String describe() { Main.calls++; return "shape " + secret(); }
        @Task private String secret() { Main.calls++; return "secret"; }
        @Task static int unit() { Main.calls++; return 1; }
      }
      record Circle(double radius) implements Shape {
        @Task public double area() { Main.calls++; return radius * 2; }
        @Task double twice() { Main.calls++; return radius * 2; }
        @Task static Circle of(double radius) { Main.calls++; return new Circle(radius); }
      }
      enum Planet {
        EARTH { @Task String speak() { Main.calls++; return "earth"; } },
        MARS { @Task String speak() { Main.calls++; return "mars"; } };
        abstract String speak();
        @Task String common() { Main.calls++; return name(); }
      }
      interface Handler<T> { T handle(T value); }
      class TextHandler implements Handler<String> {
        @Task public String handle(String value) { Main.calls++; return value + "!"; }
      }
      class Maker { Object make() { return "maker"; } }
      class Covariant extends Maker { @Task String make() { Main.calls++; return "covariant"; } }
      class Parent {
        /** What a task calls through super is a part of its own execution. */
        @Task String work() { Main.calls += getClass() == Parent.class ? 1 : 0; return "parent"; }
      }
      class Child extends Parent { @Task String work() { Main.calls++; return "child of " + super.work(); } }
      interface Copying<T> { @Task default T copy(T value) { Main.calls++; return value; } }
      class Copier implements Copying<String> {}
      class WithNative { @Task native void natively(); }
      abstract class Abstract { @Task abstract String work(); }
      class Concrete extends Abstract { String work() { return "concrete"; } }
      """;

  private static final String KIND = "io.tlo.Task";

  @TempDir
  Path folder;

  @Test
  void everyKindOfMethodIsRecordedAndDoesWhatItDoesWithoutTheAgent() throws Exception {
    Path classes = TestProgram.in(folder).compile(MAIN);
    ForkedJvm.Result plain;
    try (ForkedJvm.Running program =
        jvm(classes).withoutAgent().start("app.Main").awaitOut("done").say("end")) {
      plain = program.await();
    }
    try (ForkedJvm.Running program =
        jvm(classes).agent("log=info").start("app.Main").awaitOut("done")) {
      try (JmxClient client = JmxClient.to(program)) {
        client.await(JmxClient.task("Parent", "work"));
        Numbers numbers = Numbers.of(client);
        assertThat(numbers.calls()).isEqualTo(calls(plain.out()));
        assertThat(numbers.adviceFailures()).isZero();
        assertThat(numbers.failed()).isEqualTo(6);
        assertThat(numbers.records()).isEqualTo(numbers.ended());
        assertTasks(client);
      }
      ForkedJvm.Result watched = program.say("end").await();
      assertThat(watched.out()).isEqualTo(plain.out()).doesNotContain("IS ANOTHER");
      assertThat(watched.exitCode()).isEqualTo(plain.exitCode()).isZero();
      assertThat(plain.err()).isEmpty();
      assertThat(watched.err().lines().skip(1))
          .containsExactlyInAnyOrder(
              "[tlo] app.Shape.area(): is abstract or native and cannot be a task; annotate a method with a body",
              "[tlo] app.WithNative.natively(): is abstract or native and cannot be a task; annotate a method with a"
                  + " body",
              "[tlo] app.Abstract.work(): is abstract or native and cannot be a task; annotate a method with a body");
    }
  }

  private static ForkedJvm jvm(Path classes) {
    return ForkedJvm.on(classes, Built.core()).option("-Xverify:all");
  }

  private static long calls(String out) {
    return out.lines()
        .filter(line -> line.startsWith("calls "))
        .mapToLong(line -> Long.parseLong(line.substring("calls ".length())))
        .sum();
  }

  /** Name, full method, source and ObjectName of each task, and how often it was executed. */
  private static void assertTasks(JmxClient client) {
    Map<String, String> found = new TreeMap<>();
    for (CompositeData row : (CompositeData[]) client.get(JmxClient.REGISTRY, "Tasks")) {
      String objectName = (String) row.get("objectName");
      assertThat(row.get("source")).isEqualTo(KIND);
      assertThat(client.get(objectName, "Name")).isEqualTo(row.get("name"));
      long ended = client.number(objectName, "ExecutionsSucceeded")
          + client.number(objectName, "ExecutionsFailed");
      found.put(
          objectName.substring("tlo:type=Task,".length()),
          row.get("name") + " | " + client.get(objectName, "Method") + " | " + ended);
    }
    assertThat(String.join("\n", found.entrySet().stream().map(Object::toString).toList()))
        .isEqualTo("""
            group=Child,name=work=Child.work | app.Child.work() | 1
            group=Circle,name=area=Circle.area | app.Circle.area() | 1
            group=Circle,name=of=Circle.of | app.Circle.of(double) | 1
            group=Circle,name=twice=Circle.twice | app.Circle.twice() | 1
            group=Copying,name=copy=Copying.copy | app.Copying.copy(java.lang.Object) | 1
            group=Covariant,name=make=Covariant.make | app.Covariant.make() | 2
            group=Main,name=aBoolean=Main.aBoolean | app.Main.aBoolean() | 1
            group=Main,name=aByte=Main.aByte | app.Main.aByte() | 1
            group=Main,name=aChar=Main.aChar | app.Main.aChar() | 1
            group=Main,name=aDouble=Main.aDouble | app.Main.aDouble() | 1
            group=Main,name=aFinal=Main.aFinal | app.Main.aFinal() | 2
            group=Main,name=aFloat=Main.aFloat | app.Main.aFloat() | 1
            group=Main,name=aLong=Main.aLong | app.Main.aLong() | 1
            group=Main,name=aShort=Main.aShort | app.Main.aShort() | 1
            group=Main,name=aVoid=Main.aVoid | app.Main.aVoid() | 1
            group=Main,name=anArray=Main.anArray | app.Main.anArray() | 1
            group=Main,name=anInt=Main.anInt | app.Main.anInt() | 1
            group=Main,name=anObject=Main.anObject | app.Main.anObject() | 1
            group=Main,name=arrays=Main.arrays | app.Main.arrays() | 1
            group=Main,name=even=Main.even | app.Main.even(int) | 5
            group=Main,name=failing=Main.failing | app.Main.failing(java.lang.String) | 1
            group=Main,name=finals=Main.finals | app.Main.finals(int) | 4
            group=Main,name=generic=Main.generic | app.Main.generic() | 1
            group=Main,name=lambda=Main.lambda | app.Main.lambda(java.lang.String) | 1
            group=Main,name=locals=Main.locals | app.Main.locals(int,java.lang.String) | 1
            group=Main,name=loop=Main.loop | app.Main.loop(int[]) | 1
            group=Main,name=monitor=Main.monitor | app.Main.monitor(java.lang.Object) | 1
            group=Main,name=nothing=Main.nothing | app.Main.nothing() | 1
            group=Main,name=odd=Main.odd | app.Main.odd(int) | 5
            group=Main,name=over()=Main.over() | app.Main.over() | 1
            group=Main,name=over(String)=Main.over(String) | app.Main.over(java.lang.String) | 1
            group=Main,name=over(int)=Main.over(int) | app.Main.over(int) | 1
            group=Main,name=over(int[];List)=Main.over(int[],List) | app.Main.over(int[],java.util.List) | 1
            group=Main,name=recursive=Main.recursive | app.Main.recursive(int) | 11
            group=Main,name=staticSync=Main.staticSync | app.Main.staticSync() | 1
            group=Main,name=switching=Main.switching | app.Main.switching(java.lang.String) | 2
            group=Main,name=sync=Main.sync | app.Main.sync() | 1
            group=Main,name=throwing=Main.throwing | app.Main.throwing(java.lang.Throwable) | 1
            group=Main,name=typeVariable=Main.typeVariable | app.Main.typeVariable(java.lang.Object) | 1
            group=Main,name=varargs=Main.varargs | app.Main.varargs(java.lang.String,int[]) | 2
            group=Main,name=wide=Main.wide | app.Main.wide(long,double,int,long,float,byte,double) | 1
            group=Main.1Local,name=work=Main.1Local.work | app.Main$1Local.work() | 1
            group=Main.2,name=get=Main.2.get | app.Main$2.get() | 1
            group=Main.Inner,name=work=Main.Inner.work | app.Main$Inner.work() | 1
            group=Main.Nested,name=work=Main.Nested.work | app.Main$Nested.work() | 1
            group=Main.Rethrown,name=nested=Main.Rethrown.nested | app.Main$Rethrown.nested(int) | 4
            group=Parent,name=work=Parent.work | app.Parent.work() | 1
            group=Planet,name=common=Planet.common | app.Planet.common() | 1
            group=Planet.1,name=speak=Planet.1.speak | app.Planet$1.speak() | 1
            group=Planet.2,name=speak=Planet.2.speak | app.Planet$2.speak() | 1
            group=Shape,name=describe=Shape.describe | app.Shape.describe() | 1
            group=Shape,name=secret=Shape.secret | app.Shape.secret() | 1
            group=Shape,name=unit=Shape.unit | app.Shape.unit() | 1
            group=TextHandler,name=handle=TextHandler.handle | app.TextHandler.handle(java.lang.String) | 1""");
  }
}
