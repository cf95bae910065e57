package io.tlo.agent.weaving;

import java.util.List;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.TypeInitializer;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.Implementation.Context.FrameGeneration;
import net.bytebuddy.implementation.auxiliary.AuxiliaryType.NamingStrategy;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * Copies a class file and puts advice around its methods. The class stays as it is otherwise: no member is added,
 * and no other type of the application is looked at.
 *
 * <p>Byte Buddy's own way to this, {@code decorate}, goes through builders that can do much more: they are a fifth
 * of all the classes that the first task would load.
 *
 * <p>Thread safety: safe.
 */
final class Decoration {

  private Decoration() {}

  /**
   * Returns the class file with advice.
   *
   * @param className binary name
   */
  static byte[] of(String className, byte[] classFile, List<AsmVisitorWrapper> advice) {
    TypePool pool = new OneClassPool(ClassFileLocator.Simple.of(className, classFile));
    TypeDescription type = pool.describe(className).resolve();
    AsmVisitorWrapper all = new AsmVisitorWrapper.Compound(advice);
    int readerFlags = all.mergeReader(AsmVisitorWrapper.NO_FLAGS);
    int writerFlags = all.mergeWriter(AsmVisitorWrapper.NO_FLAGS);
    ClassReader reader = OpenedClassReader.of(classFile);
    // With the reader: a method that gets no advice is copied as it is, since nothing stands
    // between the two.
    ClassWriter writer = new ClassWriter(reader, writerFlags);
    ClassVisitor woven = all.wrap(
        type,
        writer,
        context(type, ClassFileVersion.ofClassFile(classFile)),
        pool,
        type.getDeclaredFields(),
        type.getDeclaredMethods(),
        writerFlags,
        readerFlags);
    reader.accept(woven, readerFlags);
    return writer.toByteArray();
  }

  /** One in which nothing can be added to the class. */
  private static Implementation.Context context(TypeDescription type, ClassFileVersion version) {
    // Before Java 6 there are no frames (JVMS 4.10).
    boolean hasFrames = version.isAtLeast(ClassFileVersion.JAVA_V6);
    return Implementation.Context.Disabled.Factory.INSTANCE.make(
        type,
        new NamingStrategy.Enumerating("none"),
        TypeInitializer.None.INSTANCE,
        version,
        version,
        hasFrames ? FrameGeneration.GENERATE : FrameGeneration.DISABLED);
  }
}
