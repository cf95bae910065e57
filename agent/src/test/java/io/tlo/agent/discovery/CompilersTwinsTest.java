package io.tlo.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.agent.source.Marks;
import io.tlo.agent.source.Source;
import java.util.List;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Of one function in the source code the compiler makes several methods under the same annotations. */
@Tag("jdk")
class CompilersTwinsTest {

  private static final String TASK = "Lio/tlo/Task;";
  private static final String JVM_STATIC = "Lkotlin/jvm/JvmStatic;";
  private static final String JVM_OVERLOADS = "Lkotlin/jvm/JvmOverloads;";
  private static final int STATIC = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
  private static final int ON_INSTANCE = Opcodes.ACC_PUBLIC;

  private final ClassWriter writer = new ClassWriter(0);

  private void begin(String name) {
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
  }

  private void field(String name, String descriptor) {
    writer.visitField(STATIC | Opcodes.ACC_FINAL, name, descriptor, null, null).visitEnd();
  }

  private MethodVisitor method(int access, String name, String descriptor, String... annotations) {
    MethodVisitor method = writer.visitMethod(access, name, descriptor, null, null);
    method.visitAnnotation(TASK, true).visitEnd();
    for (String each : annotations) {
      method.visitAnnotation(each, true).visitEnd();
    }
    method.visitCode();
    return method;
  }

  private static void end(MethodVisitor method) {
    method.visitInsn(Opcodes.RETURN);
    method.visitMaxs(9, 9);
    method.visitEnd();
  }

  private List<String> tasks() {
    writer.visitEnd();
    Marks marks = new Marks(Source.adopted(List.of("none")), List.of());
    return new TaskClassFilter(marks)
        .reader().read(null, writer.toByteArray()).stream()
            .map(DiscoveredMethod::key)
            .toList();
  }

  @Test
  void theStaticMethodBesideAKotlinCompanionIsNone() {
    begin("app/Jobs");
    field("Companion", "Lapp/Jobs$Companion;");
    end(method(STATIC, "sweep", "()V", JVM_STATIC));
    end(method(ON_INSTANCE, "own", "()V"));
    assertThat(tasks()).containsExactly("own()V");
  }

  @Test
  void theMethodOfTheKotlinCompanionIsATask() {
    begin("app/Jobs$Companion");
    end(method(ON_INSTANCE, "sweep", "()V", JVM_STATIC));
    assertThat(tasks()).containsExactly("sweep()V");
  }

  @Test
  void theStaticMethodOfAKotlinObjectIsATask() {
    begin("app/Single");
    field("INSTANCE", "Lapp/Single;");
    end(method(STATIC, "sweep", "()V", JVM_STATIC));
    assertThat(tasks()).containsExactly("sweep()V");
  }

  @Test
  void ofAKotlinFunctionWithDefaultsTheMethodWithAllParametersIsATask() {
    begin("app/Jobs");
    end(method(ON_INSTANCE, "ship", "(Ljava/lang/String;IJ)V", JVM_OVERLOADS));
    end(method(ON_INSTANCE, "ship", "(Ljava/lang/String;I)V", JVM_OVERLOADS));
    end(method(ON_INSTANCE, "ship", "(I)V", JVM_OVERLOADS));
    end(method(ON_INSTANCE, "ship", "(Ljava/lang/Object;I)V", JVM_OVERLOADS));
    end(method(ON_INSTANCE, "ship", "()V"));
    assertThat(tasks())
        .containsExactly("ship(Ljava/lang/String;IJ)V", "ship(Ljava/lang/Object;I)V", "ship()V");
  }

  /** The class that has it from the interface calls it from a bridge. */
  @Test
  void theBodyOfAKotlinInterfaceThatStandsBesideItIsATask() {
    begin("app/Cleaned$DefaultImpls");
    end(method(STATIC, "clean", "(Lapp/Cleaned;)V"));
    assertThat(tasks()).containsExactly("clean(Lapp/Cleaned;)V");
  }

  @Test
  void theMethodThatCallsTheBodyInAKotlinInterfaceIsNone() {
    begin("app/Cleaned$DefaultImpls");
    MethodVisitor forwarder = method(STATIC, "clean", "(Lapp/Cleaned;)V");
    forwarder.visitVarInsn(Opcodes.ALOAD, 0);
    forwarder.visitMethodInsn(
        Opcodes.INVOKESTATIC, "app/Cleaned", "access$clean$jd", "(Lapp/Cleaned;)V", true);
    end(forwarder);
    assertThat(tasks()).isEmpty();
  }

  @Test
  void theStaticMethodThatCallsAScalaObjectIsNone() {
    begin("app/Row");
    MethodVisitor forwarder = method(STATIC, "sweep", "()V");
    forwarder.visitFieldInsn(Opcodes.GETSTATIC, "app/Row$", "MODULE$", "Lapp/Row$;");
    forwarder.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "app/Row$", "sweep", "()V", false);
    end(forwarder);
    end(method(STATIC, "own", "()V"));
    assertThat(tasks()).containsExactly("own()V");
  }

  @Test
  void ofAKotlinValueClassTheMethodThatTakesTheValueIsATask() {
    begin("app/Id");
    end(method(STATIC, "sweep-impl", "(JI)V"));
    end(method(ON_INSTANCE, "sweep", "(I)V"));
    end(method(ON_INSTANCE, "sweep", "()V"));
    assertThat(tasks()).containsExactly("sweep-impl(JI)V", "sweep()V");
  }
}
