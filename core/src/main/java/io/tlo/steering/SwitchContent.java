package io.tlo.steering;

import io.tlo.execution.Switch;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found in a switch file.
 *
 * <p>Thread safety: confined to one thread.
 */
final class SwitchContent {

  /** Nothing, since there is no file. */
  static final SwitchContent NONE = new SwitchContent(Map.of(), null, new byte[0]);

  /** By full method; of a damaged file those whose lines could be read. */
  final Map<String, Switch> switches;

  /** What is wrong with the file and where, null if nothing is. */
  final @Nullable String damage;

  /** The file as it was read, null if it was too large for that. */
  final byte @Nullable [] bytes;

  SwitchContent(Map<String, Switch> switches, @Nullable String damage, byte @Nullable [] bytes) {
    this.switches = switches;
    this.damage = damage;
    this.bytes = bytes;
  }

  static SwitchContent tooLarge(long length) {
    return new SwitchContent(
        Map.of(), "it has " + length + " bytes, allowed are " + SwitchFileSource.MOST_BYTES, null);
  }
}
