package io.tlo.steering;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Who may write a file, as the file system says; one without POSIX permissions says nothing.
 *
 * <p>The folder is not looked at, although whoever may write there can put another file in the
 * place: the volumes on which containers keep their files are open to everybody as a rule.
 */
public final class WriteAccess {

  private WriteAccess() {}

  /**
   * Returns who else may write a file: {@code can be written by its group (mode rw-rw-r--, owner
   * root)}.
   *
   * @return null if nobody but its owner may, or nothing is known of that
   */
  public static @Nullable String ofGroupOrOthers(File file) {
    String others = ofOthers(file);
    return others == null ? sentence(file, PosixFilePermission.GROUP_WRITE, "its group") : others;
  }

  /**
   * Returns that everybody may write a file, in the same words.
   *
   * @return null if not everybody may, or nothing is known of that
   */
  public static @Nullable String ofOthers(File file) {
    return sentence(file, PosixFilePermission.OTHERS_WRITE, "everybody");
  }

  private static @Nullable String sentence(File file, PosixFilePermission right, String who) {
    try {
      PosixFileAttributes found = Files.readAttributes(file.toPath(), PosixFileAttributes.class);
      return found.permissions().contains(right)
          ? "can be written by " + who + " (mode "
              + PosixFilePermissions.toString(found.permissions()) + ", owner "
              + found.owner().getName() + ")"
          : null;
    } catch (UnsupportedOperationException | IOException e) {
      // A file that cannot be asked cannot be read either, which is said where it is read.
      return null;
    }
  }
}
