package io.tlo.trust.classfile;

/** The programs and agents of the tests, as they are compiled. */
final class Programs {

  /**
   * Calls the tasks of the classes that it is given, by class and method, each three times; and
   * where the class is a {@code Runnable}, that too, twice.
   */
  static final String CALLER = """
      package app;

      import java.lang.reflect.InvocationTargetException;
      import java.lang.reflect.Method;
      import java.util.Arrays;
      import java.util.Comparator;

      public class Caller {
        public static void main(String[] names) throws Exception {
          for (String name : names) {
            try {
              call(name);
            } catch (Throwable e) {
              System.out.println(name + " broken " + e);
            }
          }
          System.out.println("done");
          System.in.read();
        }

        static void call(String name) throws Exception {
          Class<?> type = Class.forName("app." + name);
          Method[] methods = type.getDeclaredMethods();
          Arrays.sort(methods, Comparator.comparing(Method::getName));
          for (Method method : methods) {
            if (method.getParameterCount() == 1) {
              StringBuilder results = new StringBuilder();
              for (int i = 1; i <= 3; i++) {
                results.append(' ').append(result(method, i));
              }
              System.out.println(name + "." + method.getName() + results);
            }
          }
          if (Runnable.class.isAssignableFrom(type)) {
            Runnable runnable = (Runnable) type.getConstructor().newInstance();
            runnable.run();
            runnable.run();
            System.out.println(name + ".runs " + type.getField("runs").get(null));
          }
        }

        static String result(Method method, int argument) throws Exception {
          try {
            return method.invoke(null, argument).toString();
          } catch (InvocationTargetException e) {
            return e.getCause().getClass().getSimpleName();
          }
        }
      }
      """;

  /**
   * Stands behind the agent: says which classes came with other bytes than their file has, and
   * gives those that are too new for the JVM the newest version that it knows, so that their code
   * is verified and run.
   */
  static final String PROBE = """
      package probe;

      import java.io.InputStream;
      import java.lang.instrument.ClassFileTransformer;
      import java.lang.instrument.Instrumentation;
      import java.security.ProtectionDomain;
      import java.util.Arrays;

      public class Probe implements ClassFileTransformer {
        public static void premain(String arguments, Instrumentation instrumentation) {
          instrumentation.addTransformer(new Probe(), true);
        }

        @Override
        public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] file) {
          if (name == null || !name.startsWith("app/") || name.equals("app/Caller")) {
            return null;
          }
          try (InputStream in = loader.getResourceAsStream(name + ".class")) {
            boolean isSame = Arrays.equals(in.readAllBytes(), file);
            int newest = 44 + Runtime.version().feature();
            int version = (file[6] & 0xff) << 8 | (file[7] & 0xff);
            System.out.println("probe " + name + (isSame ? " left" : " woven") + " at " + version);
            if (version <= newest) {
              return null;
            }
            byte[] older = file.clone();
            older[7] = (byte) newest;
            return older;
          } catch (Throwable e) {
            System.out.println("probe failed " + e);
            return null;
          }
        }
      }
      """;

  /** Weaves as a first try with Byte Buddy does it, and says nothing. */
  static final String NAIVE = """
      package naive;

      import java.lang.instrument.Instrumentation;
      import net.bytebuddy.agent.builder.AgentBuilder;
      import net.bytebuddy.asm.Advice;
      import net.bytebuddy.matcher.ElementMatchers;

      public class Naive {
        public static int calls;

        public static void premain(String arguments, Instrumentation instrumentation) {
          Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("naive " + calls)));
          new AgentBuilder.Default()
              .type(ElementMatchers.nameStartsWith("app.").and(ElementMatchers.not(ElementMatchers.named("app.Caller"))))
              .transform((builder, type, loader, module, domain) ->
                  builder.visit(Advice.to(Naive.class).on(ElementMatchers.takesArguments(int.class))))
              .installOn(instrumentation);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit() {
          calls++;
        }
      }
      """;

  /** Weaves code that takes from the stack what nobody has put there. */
  static final String BROKEN = """
      package broken;

      import java.lang.instrument.ClassFileTransformer;
      import java.lang.instrument.Instrumentation;
      import java.security.ProtectionDomain;
      import net.bytebuddy.jar.asm.ClassReader;
      import net.bytebuddy.jar.asm.ClassVisitor;
      import net.bytebuddy.jar.asm.ClassWriter;
      import net.bytebuddy.jar.asm.MethodVisitor;
      import net.bytebuddy.jar.asm.Opcodes;

      public class Broken implements ClassFileTransformer {
        public static void premain(String arguments, Instrumentation instrumentation) {
          instrumentation.addTransformer(new Broken());
        }

        @Override
        public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] file) {
          if (name == null || !name.startsWith("app/") || name.equals("app/Caller")) {
            return null;
          }
          ClassWriter writer = new ClassWriter(0);
          new ClassReader(file).accept(new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public MethodVisitor visitMethod(
                int access, String method, String type, String signature, String[] exceptions) {
              return new MethodVisitor(
                  Opcodes.ASM9, super.visitMethod(access, method, type, signature, exceptions)) {
                @Override
                public void visitCode() {
                  super.visitCode();
                  if (method.equals("work")) {
                    super.visitInsn(Opcodes.POP);
                  }
                }
              };
            }
          }, 0);
          return writer.toByteArray();
        }
      }
      """;

  private Programs() {}
}
