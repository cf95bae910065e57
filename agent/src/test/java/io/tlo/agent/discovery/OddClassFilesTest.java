package io.tlo.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.agent.source.Marks;
import io.tlo.agent.source.Source;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Class files that are in order, and that no compiler in wide use makes. */
@Tag("jdk")
class OddClassFilesTest {

  private static final String SCHEDULED = "org/springframework/scheduling/annotation/Scheduled";
  private static final int ANNOTATION =
      Opcodes.ACC_PUBLIC | Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT | Opcodes.ACC_ANNOTATION;

  private final TaskClassFilter filter = filter();
  private final Loader loader = new Loader();

  /** Shows class files that nobody has loaded yet. */
  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> files = new HashMap<>();

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
      byte[] file = files.get(name.replace(".class", ""));
      return file == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(file);
    }
  }

  private static TaskClassFilter filter() {
    return new TaskClassFilter(new Marks(Source.adopted(List.of("all")), List.of()));
  }

  private boolean passes(String name) {
    byte[] file = Objects.requireNonNull(loader.files.get(name), name);
    return filter.mayHoldTask(loader, name, file);
  }

  private void timerTask(String name, String superName) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, superName, null);
    writer
        .visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT, "run", "()V", null, null)
        .visitEnd();
    loader.files.put(name, writer.toByteArray());
  }

  private void annotation(String name, String carried) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, ANNOTATION, name, null, "java/lang/Object", null);
    writer.visitAnnotation("L" + carried + ";", true).visitEnd();
    loader.files.put(name, writer.toByteArray());
  }

  private void annotated(String name, String annotation) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
    writer
        .visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT, "work", "()V", null, null)
        .visitAnnotation("L" + annotation + ";", true)
        .visitEnd();
    loader.files.put(name, writer.toByteArray());
  }

  @Test
  void aLongLineOfSuperclassesSaysTheSameFromWhicheverEndItIsAsked() {
    timerTask("app/C0", "java/util/TimerTask");
    for (int i = 1; i < 200; i++) {
      timerTask("app/C" + i, "app/C" + (i - 1));
    }
    assertThat(passes("app/C199")).isTrue();
    assertThat(passes("app/C120")).isTrue();
    assertThat(passes("app/C20")).isTrue();
  }

  @Test
  @Timeout(60)
  void aCircleOfSuperclassesEnds() {
    timerTask("app/Hen", "app/Egg");
    timerTask("app/Egg", "app/Hen");
    assertThat(passes("app/Hen")).isFalse();
    assertThat(passes("app/Egg")).isFalse();
  }

  /** Three steps are looked at, whichever annotation was asked about before. */
  @Test
  void anAnnotationThatIsTooFarAwayHidesNoneThatIsNearer() {
    annotation("app/A1", SCHEDULED);
    for (int i = 2; i <= 5; i++) {
      annotation("app/A" + i, "app/A" + (i - 1));
    }
    annotated("app/Far", "app/A5");
    annotated("app/Near", "app/A3");
    annotated("app/Next", "app/A1");
    assertThat(passes("app/Far")).isFalse();
    assertThat(passes("app/Near")).isTrue();
    assertThat(passes("app/Next")).isTrue();
  }

  /** Two entries of the constant pool may be the same text (JVMS 4.4 says nothing against it). */
  @Test
  void aTextThatStandsTwiceInTheConstantPoolIsFound() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(0xcafebabe);
    out.writeInt(Opcodes.V17);
    List<String> texts = List.of(
        "app/Twice",
        "app/Base",
        "run",
        "run",
        "()V",
        "()V",
        "RuntimeVisibleAnnotations",
        "RuntimeVisibleAnnotations",
        "Lapp/A1;");
    out.writeShort(texts.size() + 3);
    for (String each : texts) {
      out.writeByte(1);
      out.writeUTF(each);
    }
    out.writeByte(7);
    out.writeShort(1);
    out.writeByte(7);
    out.writeShort(2);
    out.writeShort(Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT);
    out.writeShort(10);
    out.writeShort(11);
    out.writeShort(0);
    out.writeShort(0);
    out.writeShort(1);
    out.writeShort(Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT);
    out.writeShort(3);
    out.writeShort(5);
    out.writeShort(1);
    out.writeShort(7);
    out.writeInt(6);
    out.writeShort(1);
    out.writeShort(9);
    out.writeShort(0);
    out.writeShort(0);
    loader.files.put("app/Twice", bytes.toByteArray());

    timerTask("app/Base", "java/util/TimerTask");
    assertThat(passes("app/Twice")).isTrue();
    timerTask("app/Base", "java/lang/Object");
    annotation("app/A1", SCHEDULED);
    assertThat(filter().mayHoldTask(loader, "app/Twice", bytes.toByteArray())).isTrue();
  }

  /** Class files write characters beyond the first 65,536 in their own way (JVMS 4.4.7). */
  @Test
  void aSuperclassWithALetterOfTwoCharactersIsFound() {
    timerTask("app/\uD801\uDC00", "java/util/TimerTask");
    timerTask("app/Below", "app/\uD801\uDC00");
    assertThat(passes("app/Below")).isTrue();
  }

  /** Of a method with a default value Groovy makes another one, under the same annotations, which calls it. */
  @Test
  void whatGroovyHasMadeIsNoTask() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "app/Orders", null, "java/lang/Object", null);
    for (String parameters : List.of("(I)V", "()V")) {
      MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC, "work", parameters, null, null);
      method.visitAnnotation("Lio/tlo/Task;", true).visitEnd();
      if (parameters.equals("()V")) {
        method.visitAnnotation("Lgroovy/transform/Generated;", true).visitEnd();
      }
      method.visitEnd();
    }
    assertThat(filter.reader().read(loader, writer.toByteArray()))
        .extracting(DiscoveredMethod::descriptor)
        .containsExactly("(I)V");
    annotated("app/Named$Trait$Helper", "io/tlo/Task");
    assertThat(passes("app/Named$Trait$Helper")).isFalse();
  }

  /** The JVM refuses such a file; the thread that loads it must come so far. */
  @Test
  void lengthsThatLeadBackwardsAreNotFollowed() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(0xcafebabe);
    out.writeInt(Opcodes.V17);
    out.writeShort(5);
    for (String each : List.of("run", "()V")) {
      out.writeByte(1);
      out.writeUTF(each);
    }
    out.writeByte(1);
    out.writeUTF("app/Base");
    out.writeByte(7);
    out.writeShort(3);
    out.writeShort(0);
    out.writeShort(4);
    out.writeShort(4);
    out.writeShort(0);
    // As many methods as can be, each of as many attributes, each of which begins where it ends:
    // four billion steps, which take seconds on any machine.
    for (int i = 0; i < 140_000; i++) {
      out.writeInt(-6);
    }
    byte[] file = bytes.toByteArray();
    // A filter that has not seen the file each time: it may know what it has answered before.
    assertThat(quickestOfSome(() -> filter().mayHoldTask(loader, "app/Backwards", file)))
        .isLessThan(Duration.ofSeconds(1));
  }

  /** Returns how long the quickest took: a busy machine holds one of them up, and hardly all. */
  private static Duration quickestOfSome(Callable<Boolean> question) {
    Duration quickest = Duration.ofDays(1);
    for (int i = 0; i < 10 && quickest.compareTo(Duration.ofSeconds(1)) >= 0; i++) {
      long begin = System.nanoTime();
      assertThat(Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), question::call))
          .isFalse();
      quickest = Duration.ofNanos(System.nanoTime() - begin);
    }
    return quickest;
  }
}
