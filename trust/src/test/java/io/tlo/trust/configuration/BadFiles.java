package io.tlo.trust.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Files that a setting may name and that are not what they should be. */
final class BadFiles {

  private static final String HEADER = "# TLO for Java switch file, format 1\n";
  private static final int MEGABYTES = 1024 * 1024;

  private final Path folder;

  BadFiles(Path folder) {
    this.folder = folder;
  }

  List<Malformed> switchFiles() throws IOException {
    return List.of(
        Malformed.switchFile(folder.resolve("absent/switches"), "there is no directory"),
        Malformed.switchFile(Files.createDirectories(folder.resolve("a-folder")), "a directory"),
        Malformed.switchFile(Path.of("/dev/null"), "no regular file"),
        bad("text", "what is this\n".getBytes(UTF_8), "line 1 is"),
        bad("empty", new byte[0], "it is empty"),
        bad("cut-off", (HEADER + "off app.Main.wo").getBytes(UTF_8), "cut off"),
        bad("no-end", (HEADER + "off a.B.c()\n").getBytes(UTF_8), "last line is missing"),
        bad("twice", (HEADER + "off a.B.c()\non a.B.c()\n").getBytes(UTF_8), "is a second one"),
        bad(
            "sum",
            (HEADER + "off a.B.c()\n# end, switches: 1, crc32: 00000000\n").getBytes(UTF_8),
            "where '# end"),
        bad("windows", ("\ufeff" + HEADER.replace("\n", "\r\n")).getBytes(UTF_8), "line 1 is"),
        bad("newer", HEADER.replace("format 1", "format 2").getBytes(UTF_8), "is of format 2"),
        bad("no-utf-8", new byte[] {(byte) 0xc3, (byte) 0x28, '\n'}, "is not UTF-8"),
        bad("nul", (HEADER + "off a.B\0.c()\n\0\0\0\n").getBytes(UTF_8), "is damaged"),
        bad("one-line", "x".repeat(10 * MEGABYTES).getBytes(UTF_8), "is damaged"),
        bad("too-large", new byte[17 * MEGABYTES], "allowed are"),
        bad("random", random(100_000), "is damaged"),
        bad(
            "forged",
            "\n[tlo] all is well\r\u001b[2Koff\u2028\u202ex\n".getBytes(UTF_8),
            "is damaged"),
        open("of-group", "rw-rw-r--", "its group (mode rw-rw-r--, owner"),
        open("of-everybody", "rw-r--rw-", "everybody (mode rw-r--rw-, owner"));
  }

  /** Read with the first task where a store is named; this one leaves them as they are. */
  List<Malformed> fleetFiles() throws IOException {
    String off = "# TLO for Java fleet file, format 1\n2026-11-23T14:15:00Z ops 10.0.0.7 ";
    String whole = off + "app.Main.work()\n";
    return List.of(
        Malformed.fleetFile(Files.createDirectories(folder.resolve("f-folder")), "regular file"),
        Malformed.fleetFile(Path.of("/dev/null"), "no regular file"),
        fleet("f-text", "what is this\n", "rw-r--r--", "is no fleet file"),
        fleet("f-empty", "", "rw-r--r--", "is damaged"),
        fleet("f-cut-off", off + "app.Main.wo", "rw-r--r--", "is damaged"),
        fleet("f-newer", whole.replace("format 1", "format 2"), "rw-r--r--", "of another format"),
        fleet("f-large", off.repeat(200_000), "rw-r--r--", "has more than"),
        fleet("f-forged", "\n[tlo] all is well\r\u001b[2Koff\n", "rw-r--r--", "is no fleet file"),
        fleet("f-of-group", whole, "rw-rw-r--", "its group (mode rw-rw-r--, owner"),
        fleet("f-of-everybody", whole, "rw-r--rw-", "everybody (mode rw-r--rw-, owner"));
  }

  private Malformed fleet(String name, String content, String mode, String mentions)
      throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return Malformed.fleetFile(file, mentions);
  }

  private Malformed bad(String name, byte[] content, String mentions) throws IOException {
    return Malformed.switchFile(Files.write(folder.resolve(name), content), mentions);
  }

  private Malformed open(String name, String mode, String mentions) throws IOException {
    Malformed made = bad(name, (HEADER + "off app.Main.work()\n").getBytes(UTF_8), mentions);
    Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString(mode));
    return made;
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  List<Malformed> extensions() throws IOException {
    String unreadable = "is not a jar that can be read";
    Path whole = jar("whole.jar");
    byte[] bytes = Files.readAllBytes(whole);
    Path open = jar("open.jar");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--rw-"));
    return List.of(
        Malformed.extensions(folder.resolve("missing.jar"), unreadable),
        Malformed.extensions(Files.writeString(folder.resolve("text.jar"), "no jar"), unreadable),
        Malformed.extensions(Files.write(folder.resolve("empty.jar"), new byte[0]), unreadable),
        Malformed.extensions(Files.createDirectories(folder.resolve("folder.jar")), unreadable),
        Malformed.extensions(
            Files.write(
                folder.resolve("half.jar"), java.util.Arrays.copyOf(bytes, bytes.length / 2)),
            unreadable),
        Malformed.extensions(open, "can be written by everybody (mode rw-r--rw-, owner"),
        Malformed.argument(
            "extensions=" + folder.resolve("missing.jar") + ",task.state.store=app.InTheMissing",
            unreadable),
        Malformed.argument(
            "extensions=" + whole + ",task.state.store=custom.Garbled", "cannot be loaded"));
  }

  private Path jar(String name) throws IOException {
    Path jar = folder.resolve(name);
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      out.putNextEntry(new JarEntry("custom/Garbled.class"));
      out.write(random(2_000));
    }
    return jar;
  }
}
