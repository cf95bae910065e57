package io.tlo.trust.classfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlo.testing.Built;
import io.tlo.testing.ForkedJvm;
import io.tlo.testing.TestProgram;
import io.tlo.trust.Figures;
import io.tlo.trust.PackedJar;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Weaving comes after the JVM has checked the signature: the classes of a signed jar stay signed.
 */
class SignedJarIT {

  private static final String PROGRAM = """
      package app;

      import io.tlo.Task;
      import java.lang.management.ManagementFactory;
      import java.security.CodeSigner;
      import java.security.cert.X509Certificate;
      import javax.management.MBeanServer;
      import javax.management.ObjectName;

      public class Main {
        public static void main(String[] arguments) throws Exception {
          int sum = 0;
          for (int i = 0; i < 5; i++) {
            sum += new Main().work(i);
          }
          CodeSigner[] signers = Main.class.getProtectionDomain().getCodeSource().getCodeSigners();
          X509Certificate certificate =
              (X509Certificate) signers[0].getSignerCertPath().getCertificates().get(0);
          System.out.println(sum + " signed by " + certificate.getSubjectX500Principal());
          if (arguments.length > 0) {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            ObjectName registry = new ObjectName("tlo:type=Registry");
            long end = System.nanoTime() + 60_000_000_000L;
            while (!server.isRegistered(registry) && System.nanoTime() < end) {
              Thread.onSpinWait();
            }
            System.out.println("recorded " + server.getAttribute(registry, "ExecutionsSucceeded"));
          }
        }

        @Task int work(int n) { return n * n; }
      }
      """;

  @TempDir
  Path folder;

  @Test
  void aSignedJarStaysSignedAndIsRecorded() throws Exception {
    Path jar = signedJar();
    ForkedJvm.Result plain = ForkedJvm.on(jar, Built.core()).withoutAgent().run("app.Main");
    ForkedJvm.Result watched =
        ForkedJvm.on(jar, Built.core()).option("-Xverify:all").run("app.Main", "ask");
    assertThat(plain.out().strip()).isEqualTo("30 signed by CN=trust");
    assertThat(watched.out().lines()).containsExactly("30 signed by CN=trust", "recorded 5");
    assertThat(watched.err()).isEmpty();

    // The control: a class that is changed in the jar and not on its way out of it.
    ForkedJvm.Result changed =
        ForkedJvm.on(changed(jar), Built.core()).withoutAgent().run("app.Main");
    assertThat(changed.exitCode()).isNotZero();
    assertThat(changed.err()).contains("SecurityException");
    Figures.of(5).check("signed jar, 5 calls", "5 recorded, signer CN=trust as without the agent");
    Figures.of(5).control("one byte changed in the signed jar", "SecurityException");
  }

  private Path signedJar() throws Exception {
    Path classes = TestProgram.in(folder.resolve("classes")).compile(PROGRAM);
    Path jar = PackedJar.of(classes, folder.resolve("signed.jar"));
    Path keys = folder.resolve("keys.p12");
    List<String> store = List.of("-keystore", keys.toString(), "-storepass", "of-this-test");
    tool("keytool", store, "-genkeypair", "-alias", "trust", "-keyalg", "EC", "-dname", "CN=trust");
    tool("jarsigner", store, jar.toString(), "trust");
    return jar;
  }

  private void tool(String name, List<String> store, String... arguments) throws Exception {
    Path tool = Path.of(System.getProperty("java.home"), "bin", name);
    List<String> command = new ArrayList<>(List.of(tool.toString()));
    command.addAll(store);
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(name + ".txt").toFile())
        .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(name).isZero();
  }

  /** Changes the last byte of a class file. */
  private Path changed(Path signed) throws IOException {
    Path jar = Files.copy(signed, folder.resolve("changed.jar"));
    try (FileSystem files = FileSystems.newFileSystem(jar)) {
      Path type = files.getPath("app", "Main.class");
      byte[] bytes = Files.readAllBytes(type);
      bytes[bytes.length - 1]++;
      Files.write(type, bytes);
    }
    return jar;
  }
}
