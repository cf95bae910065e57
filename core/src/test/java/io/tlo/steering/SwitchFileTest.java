package io.tlo.steering;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import io.tlo.execution.Switch;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("jdk")
class SwitchFileTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final String SHIP = "com.acme.Orders.ship(java.lang.String,int)";
  private static final String REFILL = "com.acme.Stock.refill()";
  private static final String SEND = "com.acme.Mail.send()";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  @SuppressWarnings("NullAway.Init")
  private Path path;

  private final List<String> faults = new CopyOnWriteArrayList<>();

  @BeforeEach
  void nameTheFile() {
    path = directory.resolve("switches");
  }

  private SwitchFile open(Path file, Instant now) {
    return SwitchFile.open(
        file.toFile(), Clock.fixed(now, ZoneOffset.UTC), (sentence, cause) -> faults.add(sentence));
  }

  private SwitchFile open() {
    return open(path, NOON);
  }

  private void putThree() throws IOException {
    open()
        .put(Map.of(
            SHIP, Switch.OFF, REFILL, Switch.offUntil(NOON.plusSeconds(60)), SEND, Switch.ON));
  }

  private void write(String text) throws IOException {
    Files.writeString(path, text);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  private List<Path> kept() throws IOException {
    return names().stream()
        .filter(each -> each.startsWith("switches.damaged-"))
        .map(directory::resolve)
        .toList();
  }

  private void assertHoldsTheThree(SwitchFile file) {
    assertThat(file.get(SHIP)).isEqualTo(Switch.OFF);
    assertThat(file.get(REFILL)).isEqualTo(Switch.offUntil(NOON.plusSeconds(60)));
    assertThat(file.get(SEND)).isEqualTo(Switch.ON);
  }

  @Test
  void absentFileIsNoFaultAndHoldsNothing() throws Exception {
    assertThat(open().get(SHIP)).isNull();
    assertThat(faults).isEmpty();
    assertThat(names()).isEmpty();
  }

  @Test
  void switchesAreThereAfterARestart() throws Exception {
    putThree();

    assertHoldsTheThree(open());
    assertThat(faults).isEmpty();
    assertThat(names()).containsExactly("switches", "switches.lock");
  }

  @ParameterizedTest
  @CsvSource({
    "rw-rw-r--, its group",
    "rw-r--rw-, everybody",
    "rwxrwxrwx, everybody",
    "-w--w----, its group"
  })
  void fileThatOthersMayWriteIsRefused(String mode, String who) throws Exception {
    putThree();
    byte[] before = Files.readAllBytes(path);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    String refusal = "switch file '" + path + "' can be written by " + who + " (mode " + mode
        + ", owner " + Files.getOwner(path).getName() + "), allowed is its owner alone;"
        + " it is neither read nor written, switches are not kept; take the right away (chmod"
        + " go-w) or name another file in switch.file";

    SwitchFile file = open();

    assertThat(faults).containsExactly(refusal);
    assertThat(SwitchFile.fault(path.toFile())).isEqualTo(refusal);
    assertThat(file.get(SHIP)).isNull();
    assertThatThrownBy(() -> file.put(Map.of(SHIP, Switch.ON)))
        .isInstanceOf(IOException.class)
        .hasMessage(refusal);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(path).hasBinaryContent(before);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void fileOrLinkOfAnotherUserIsRefused(boolean isLink) throws Exception {
    putThree();
    byte[] before = Files.readAllBytes(path);
    Path target = path;
    if (isLink) {
      target = Files.move(path, directory.resolve("target"));
      Files.createSymbolicLink(path, target);
    }
    assumeThatCode(() -> Files.setAttribute(path, "unix:uid", 65_534, NOFOLLOW_LINKS))
        .as("root alone may give a file away")
        .doesNotThrowAnyException();
    String refusal = "switch file '" + path + "' belongs to "
        + Files.getOwner(path, NOFOLLOW_LINKS).getName() + ", allowed are root and the user of this"
        + " program; it is neither read nor written, switches are not kept; give it to this user"
        + " (chown) or name another file in switch.file";

    SwitchFile file = open();

    assertThat(faults).containsExactly(refusal);
    assertThat(file.get(SHIP)).isNull();
    assertThatThrownBy(() -> file.put(Map.of(SHIP, Switch.ON)))
        .isInstanceOf(IOException.class)
        .hasMessage(refusal);
    assertThat(target).hasBinaryContent(before);
    Files.setAttribute(path, "unix:uid", 0, NOFOLLOW_LINKS);
    assertHoldsTheThree(open());
  }

  @Test
  void fileBehindALinkOfAnotherUserIsRefusedHoweverManyLinksLeadThere() throws Exception {
    putThree();
    Path target = Files.move(path, directory.resolve("target"));
    Path second = Files.createSymbolicLink(directory.resolve("second"), target);
    Files.createSymbolicLink(path, second.getFileName());
    assertHoldsTheThree(open());
    assumeThatCode(() -> Files.setAttribute(second, "unix:uid", 65_534, NOFOLLOW_LINKS))
        .as("root alone may give a file away")
        .doesNotThrowAnyException();

    SwitchFile file = open();

    assertThat(faults)
        .singleElement()
        .asString()
        .startsWith("switch file '" + path + "' belongs to "
            + Files.getOwner(second, NOFOLLOW_LINKS).getName() + ", allowed are root");
    assertThat(file.get(SHIP)).isNull();
    assertThatThrownBy(() -> file.put(Map.of(SHIP, Switch.ON))).isInstanceOf(IOException.class);
  }

  @Test
  void fileThatOthersMayOnlyReadIsUsedAndStaysSo() throws Exception {
    putThree();
    open().put(Map.of(SHIP, Switch.ON));

    assertThat(Files.getPosixFilePermissions(path))
        .doesNotContain(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    assertThat(faults).isEmpty();
    assertThat(SwitchFile.fault(path.toFile())).isNull();
  }

  @Test
  void whatIsWrongWithAFileIsSaidWithoutTouchingIt() throws Exception {
    write("what is this\n");

    assertThat(SwitchFile.fault(path.toFile()))
        .startsWith("switch file '" + path + "' is damaged: line 1 is 'what is this' where ")
        .endsWith("; mend or remove it");
    assertThat(names()).containsExactly("switches");
  }

  @Test
  void peopleCanReadTheFile() throws Exception {
    putThree();

    assertThat(Files.readString(path)).isEqualTo("""
        # TLO for Java switch file, format 1
        on com.acme.Mail.send()
        off com.acme.Orders.ship(java.lang.String,int)
        off until 2026-11-23T12:01:00Z com.acme.Stock.refill()
        # end, switches: 3, crc32: 09e5bc78
        """);
  }

  @Test
  void laterSwitchTakesThePlaceOfTheEarlierOne() throws Exception {
    putThree();
    SwitchFile file = open();

    file.put(Map.of(SHIP, Switch.ON));

    assertThat(file.get(SHIP)).isEqualTo(Switch.ON);
    assertThat(open().get(SHIP)).isEqualTo(Switch.ON);
    assertThat(open().get(SEND)).isEqualTo(Switch.ON);
  }

  @Test
  void whatAnotherHasWrittenSinceIsKeptAndNotUndone() throws Exception {
    SwitchFile first = open();
    first.put(Map.of(SHIP, Switch.OFF));
    open().put(Map.of(SHIP, Switch.ON, SEND, Switch.OFF));

    first.put(Map.of(REFILL, Switch.OFF));

    SwitchFile read = open();
    assertThat(read.get(SHIP)).isEqualTo(Switch.ON);
    assertThat(read.get(SEND)).isEqualTo(Switch.OFF);
    assertThat(read.get(REFILL)).isEqualTo(Switch.OFF);
  }

  @Test
  void switchThatWasOffUntilAMomentIsOnFromThatMoment() throws Exception {
    putThree();

    assertThat(open(path, NOON.plusSeconds(60)).get(REFILL)).isEqualTo(Switch.ON);
    assertThat(open(path, NOON.plusSeconds(59)).get(REFILL))
        .isEqualTo(Switch.offUntil(NOON.plusSeconds(60)));
  }

  @Test
  void switchThatCameBackIsKeptAsOn() throws Exception {
    putThree();

    open(path, NOON.plusSeconds(60)).put(Map.of(SEND, Switch.OFF));

    assertThat(Files.readString(path)).contains("on " + REFILL, SHIP, "switches: 3");
  }

  @Test
  void methodsMayHoldAnyCharacter() throws Exception {
    List<String> methods = List.of(
        "a b",
        "off until 2026-11-23T12:00:00Z x",
        "# end, ",
        "a\nb",
        "a\r",
        "\\u000a",
        "\ud800",
        "Ω",
        " ");
    for (String method : methods) {
      open().put(Map.of(method, Switch.OFF));
    }

    SwitchFile read = open();
    assertThat(faults).isEmpty();
    for (String method : methods) {
      assertThat(read.get(method)).isEqualTo(Switch.OFF);
    }
  }

  @Test
  void emptyMethodIsRefused() throws Exception {
    assertThatThrownBy(() -> open().put(Map.of("", Switch.OFF)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(names()).isEmpty();
  }

  @Test
  void fileThatLostItsEndIsDamagedWhereverItWasCutOff() throws Exception {
    putThree();
    byte[] whole = Files.readAllBytes(path);
    for (int length = 0; length < whole.length; length++) {
      faults.clear();
      Files.write(path, Arrays.copyOf(whole, length));
      open();
      assertThat(faults).as("cut off at %d", length).hasSize(1);
    }
  }

  @Test
  void fileWithAChangedByteIsDamagedWhicheverItIs() throws Exception {
    putThree();
    byte[] whole = Files.readAllBytes(path);
    for (int i = 0; i < whole.length; i++) {
      faults.clear();
      byte[] changed = whole.clone();
      changed[i] ^= 1;
      Files.write(path, changed);
      open();
      assertThat(faults).as("byte %d changed", i).hasSize(1);
    }
  }

  @Test
  void damagedFileIsKeptAsideAndNamedAndWhatCouldBeReadHolds() throws Exception {
    putThree();
    String damaged = Files.readString(path).replace("on com.acme.Mail", "no com.acme.Mail");
    write(damaged);
    Files.setLastModifiedTime(path, FileTime.from(NOON));

    SwitchFile file = open();

    assertThat(file.get(SHIP)).isEqualTo(Switch.OFF);
    assertThat(file.get(REFILL)).isNotNull();
    assertThat(file.get(SEND)).isNull();
    assertThat(faults)
        .containsExactly("switch file '" + path
            + "' is damaged: line 2 is not a switch: 'no com.acme.Mail.send()'; of its switches, 2"
            + " could be read and hold; the next change of a switch replaces it; it is kept as '"
            + path + ".damaged-20261123T120000Z'");
    assertThat(directory.resolve("switches.damaged-20261123T120000Z")).hasContent(damaged);
  }

  @Test
  void damagedFileHoldsOverFurtherRestartsAndIsKeptOnce() throws Exception {
    putThree();
    write(Files.readString(path).replace("# end", "# and"));

    open();
    assertThat(open().get(SHIP)).isEqualTo(Switch.OFF);

    assertThat(faults).hasSize(2);
    assertThat(kept()).hasSize(1);
  }

  @Test
  void nextWriteAfterDamageMakesAGoodFileAndSaysNothingMore() throws Exception {
    putThree();
    write(Files.readString(path).replace("# end", "# and"));
    SwitchFile file = open();
    assertThat(faults).hasSize(1);

    file.put(Map.of(SEND, Switch.OFF));

    assertThat(faults).hasSize(1);
    assertThat(kept()).hasSize(1);
    SwitchFile read = open();
    assertThat(faults).hasSize(1);
    assertThat(read.get(SHIP)).isEqualTo(Switch.OFF);
    assertThat(read.get(SEND)).isEqualTo(Switch.OFF);
  }

  @Test
  void fileThatIsDamagedWhileTheProcessRunsLosesNothingThatTheProcessKnows() throws Exception {
    putThree();
    SwitchFile file = open();
    write("off " + SEND + "\nnonsense\n");

    file.put(Map.of("com.acme.New.task()", Switch.OFF));

    assertThat(faults)
        .singleElement()
        .asString()
        .startsWith("switch file '" + path + "' is damaged: line 1 is 'off com.acme.Mail.send()'")
        .contains("it is replaced and kept as '" + path + ".damaged-");
    assertThat(kept())
        .singleElement()
        .satisfies(each -> assertThat(each).hasContent("off " + SEND + "\nnonsense\n"));
    SwitchFile read = open();
    assertThat(faults).hasSize(1);
    assertThat(read.get(SHIP)).isEqualTo(Switch.OFF);
    assertThat(read.get(SEND)).isEqualTo(Switch.OFF);
    assertThat(read.get("com.acme.New.task()")).isEqualTo(Switch.OFF);
  }

  @Test
  void otherDamageOfTheSameSecondIsKeptUnderAnotherName() throws Exception {
    for (String text : List.of("one", "two", "one", "three")) {
      write(text);
      Files.setLastModifiedTime(path, FileTime.from(NOON));
      open();
    }

    assertThat(kept().stream().map(each -> each.getFileName().toString()))
        .containsExactly(
            "switches.damaged-20261123T120000Z",
            "switches.damaged-20261123T120000Z-2",
            "switches.damaged-20261123T120000Z-3");
    assertThat(directory.resolve("switches.damaged-20261123T120000Z")).hasContent("one");
    assertThat(directory.resolve("switches.damaged-20261123T120000Z-3")).hasContent("three");
  }

  @Test
  void lineThatIsNotUtf8IsNamedAndTheOthersHold() throws Exception {
    putThree();
    write(new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
    byte[] bytes = Files.readAllBytes(path);
    bytes[Files.readString(path).indexOf("Mail")] = (byte) 0xff;
    Files.write(path, bytes);

    assertThat(open().get(SHIP)).isEqualTo(Switch.OFF);
    assertThat(faults).singleElement().asString().contains("line 2 is not UTF-8");
  }

  @Test
  void fileThatAnEditorGaveOtherLineEndsIsDamagedButHolds() throws Exception {
    putThree();
    write(Files.readString(path).replace("\n", "\r\n"));

    assertHoldsTheThree(open());
    assertThat(faults).singleElement().asString().contains("crc32");
  }

  @Test
  void secondSwitchOfAMethodIsDamage() throws Exception {
    String lines = "# TLO for Java switch file, format 1\non m\noff m\n";
    byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
    write(lines + SwitchFileFormat.endLine(2, bytes, bytes.length) + "\n");

    assertThat(open().get("m")).isEqualTo(Switch.OFF);
    assertThat(faults).singleElement().asString().contains("line 3 is a second one of 'm'");
  }

  @Test
  void linesAfterTheLastOneAreDamage() throws Exception {
    putThree();
    write(Files.readString(path) + "off m\n");

    assertThat(open().get("m")).isNull();
    assertThat(faults).singleElement().asString().contains("line 6 stands after the last one");
  }

  @Test
  void linesThatAreAlmostSwitchesAreNone() throws Exception {
    for (String line : List.of(
        "off until x",
        "off until 2026-11-23 x",
        "off until  x",
        "on ",
        "on",
        "off a b",
        "ON m",
        "off until 0000-01-01T00:00:00Z m")) {
      faults.clear();
      write("# TLO for Java switch file, format 1\n" + line + "\n");
      open();
      assertThat(faults)
          .singleElement()
          .asString()
          .contains("line 2 is not a switch: '" + line + "'");
    }
  }

  @Test
  void emptyFileIsDamagedSinceNoneWasEverWritten() throws Exception {
    write("");

    open();

    assertThat(faults).singleElement().asString().contains("is damaged: it is empty;");
  }

  @Test
  void fileThatIsTooLargeIsNotReadAndMovedAsideByTheNextWrite() throws Exception {
    byte[] large = new byte[SwitchFileSource.MOST_BYTES + 1];
    Files.write(path, large);

    SwitchFile file = open();

    assertThat(faults)
        .singleElement()
        .asString()
        .contains("it has 16777217 bytes, allowed are 16777216")
        .contains("the next change of a switch moves it to '" + path + ".damaged-");
    assertThat(path).hasSize(large.length);

    file.put(Map.of(SHIP, Switch.OFF));

    assertThat(faults).hasSize(1);
    assertThat(kept()).singleElement().satisfies(each -> assertThat(each).hasSize(large.length));
    assertThat(open().get(SHIP)).isEqualTo(Switch.OFF);
    assertThat(faults).hasSize(1);
  }

  @Test
  void largestFileIsStillWrittenAndALargerOneIsRefused() throws Exception {
    SwitchFile file = open();
    int around =
        new String(SwitchFileFormat.write(Map.of("", Switch.OFF)), StandardCharsets.UTF_8).length();
    String longest = "m".repeat(SwitchFileSource.MOST_BYTES - around);
    file.put(Map.of(longest, Switch.OFF));

    assertThat(path).hasSize(SwitchFileSource.MOST_BYTES);
    assertThat(open().get(longest)).isEqualTo(Switch.OFF);
    assertThatThrownBy(() -> file.put(Map.of(SHIP, Switch.OFF)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("bytes, allowed are 16777216; remove switches");
    assertThat(file.get(SHIP)).isNull();
    assertThat(path).hasSize(SwitchFileSource.MOST_BYTES);
  }

  @Test
  void fileOfANewerFormatIsLeftAlone() throws Exception {
    String newer = "# TLO for Java switch file, format 2\n?\n";
    write(newer);
    SwitchFile file = open();
    String sentence =
        "switch file '" + path + "' is of format 2, this version of TLO reads format 1;"
            + " it is left alone and switches are not kept; use a newer TLO or name another file in"
            + " switch.file";

    assertThat(faults).containsExactly(sentence);
    assertThatThrownBy(() -> file.put(Map.of(SHIP, Switch.OFF)))
        .isInstanceOf(IOException.class)
        .hasMessage(sentence);
    assertThat(path).hasContent(newer);
    assertThat(file.get(SHIP)).isNull();
    assertThat(names()).containsExactly("switches", "switches.lock");
  }

  @Test
  void directoryIsLeftAlone() throws Exception {
    Files.createDirectory(path);
    SwitchFile file = open();
    String sentence = "switch file '" + path
        + "' is a directory; it is left alone and switches are not kept; name a file in switch.file";

    assertThat(faults).containsExactly(sentence);
    assertThatThrownBy(() -> file.put(Map.of(SHIP, Switch.OFF)))
        .isInstanceOf(IOException.class)
        .hasMessage(sentence);
    assertThat(names()).containsExactly("switches");
  }

  @Test
  void missingDirectoryIsNamedWithWhatToDo() throws Exception {
    path = directory.resolve("etc").resolve("switches");
    SwitchFile file = open();
    String sentence = "switch file '" + path + "': there is no directory '" + path.getParent()
        + "'; switches are not kept; create it or name another file in switch.file";

    assertThat(faults).containsExactly(sentence);
    assertThatThrownBy(() -> file.put(Map.of(SHIP, Switch.OFF)))
        .isInstanceOf(IOException.class)
        .hasMessage(sentence);

    Files.createDirectory(directory.resolve("etc"));
    file.put(Map.of(SHIP, Switch.OFF));
    assertThat(open().get(SHIP)).isEqualTo(Switch.OFF);
  }

  @Test
  void pathThatTheSystemDoesNotKnowIsNamed() throws Exception {
    File odd = new File(directory.toFile(), "a\0b");
    SwitchFile file =
        SwitchFile.open(odd, Clock.systemUTC(), (sentence, cause) -> faults.add(sentence));

    assertThatThrownBy(() -> file.put(Map.of(SHIP, Switch.OFF)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is no path on this system");
  }

  @Test
  void targetOfALinkIsReplacedAndNotTheLink() throws Exception {
    Path real = Files.createDirectory(directory.resolve("real"));
    Files.createSymbolicLink(path, Path.of("again"));
    Files.createSymbolicLink(directory.resolve("again"), Path.of("real", "there"));

    open().put(Map.of(SHIP, Switch.OFF));
    open().put(Map.of(SEND, Switch.OFF));

    assertThat(path).isSymbolicLink();
    assertThat(directory.resolve("again")).isSymbolicLink();
    SwitchFile read = open(real.resolve("there"), NOON);
    assertThat(read.get(SHIP)).isEqualTo(Switch.OFF);
    assertThat(read.get(SEND)).isEqualTo(Switch.OFF);
    assertThat(real.resolve("there.lock")).exists();
    assertThat(faults).isEmpty();
  }

  @Test
  void damagedTargetOfALinkIsKeptBesideTheTarget() throws Exception {
    Path real = Files.createDirectory(directory.resolve("real"));
    Files.writeString(real.resolve("there"), "nonsense");
    Files.createSymbolicLink(path, real.resolve("there"));

    open().put(Map.of(SHIP, Switch.OFF));

    assertThat(faults).hasSize(1);
    try (Stream<Path> entries = Files.list(real)) {
      assertThat(entries.filter(each -> each.getFileName().toString().startsWith("there.damaged-")))
          .hasSize(1);
    }
  }

  @Test
  void linksInACircleAreRefused() throws Exception {
    Files.createSymbolicLink(path, Path.of("other"));
    Files.createSymbolicLink(directory.resolve("other"), Path.of("switches"));

    assertThatThrownBy(() -> open().put(Map.of(SHIP, Switch.OFF)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is a link that leads nowhere");
  }

  @Test
  void onlyOldTemporaryFilesOfOursAreRemoved() throws Exception {
    FileTime old = FileTime.from(Instant.now().minusSeconds(120));
    for (String name : List.of(
        "switches.tmp-0123456789abcdef",
        "switches.tmp-0123456789abcdeX",
        "switches.tmp-0123456789abcde",
        "switches.tmp-0123456789abcdef0",
        "other.tmp-0123456789abcdef")) {
      Files.setLastModifiedTime(Files.createFile(directory.resolve(name)), old);
    }
    Files.createFile(directory.resolve("switches.tmp-1111111111111111"));
    Files.setLastModifiedTime(
        Files.createDirectory(directory.resolve("switches.tmp-2222222222222222")), old);

    open().put(Map.of(SHIP, Switch.OFF));

    assertThat(names())
        .containsExactly(
            "other.tmp-0123456789abcdef",
            "switches",
            "switches.lock",
            "switches.tmp-0123456789abcde",
            "switches.tmp-0123456789abcdeX",
            "switches.tmp-0123456789abcdef0",
            "switches.tmp-1111111111111111",
            "switches.tmp-2222222222222222");
  }

  @Test
  void interruptedThreadWritesAndStaysInterrupted() throws Exception {
    Thread.currentThread().interrupt();
    try {
      open().put(Map.of(SHIP, Switch.OFF));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }

    assertThat(open().get(SHIP)).isEqualTo(Switch.OFF);
  }
}
