package io.tlo.agent.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("jdk")
class JarClassFilesTest {

  @Test
  void theClassFileComesFromTheJarThatTheClassCameFrom() throws IOException {
    String name = Test.class.getName().replace('.', '/');
    try (JarClassFiles files = new JarClassFiles();
        var asked = Objects.requireNonNull(
            Test.class.getClassLoader().getResourceAsStream(name + ".class"))) {
      assertThat(files.read(Test.class, name)).isEqualTo(asked.readAllBytes());
    }
  }

  @Test
  void nothingIsKnownOfAClassFromAFolderOrOfTheJdk() {
    try (JarClassFiles files = new JarClassFiles()) {
      assertThat(files.read(getClass(), "io/tlo/agent/weaving/JarClassFilesTest"))
          .isNull();
      assertThat(files.read(String.class, "java/lang/String")).isNull();
    }
  }

  /** It may read something else from the jar than what is there. */
  @Test
  void theLoaderOfAnApplicationIsAskedItself() throws Exception {
    URL jar = Test.class.getProtectionDomain().getCodeSource().getLocation();
    try (JarClassFiles files = new JarClassFiles();
        OwnLoader loader = new OwnLoader(jar)) {
      Class<?> type = loader.loadClass(Test.class.getName());

      assertThat(type).isNotSameAs(Test.class);
      assertThat(files.read(type, Test.class.getName().replace('.', '/'))).isNull();
    }
  }

  private static final class OwnLoader extends URLClassLoader {
    OwnLoader(URL jar) {
      super(new URL[] {jar}, null);
    }
  }
}
