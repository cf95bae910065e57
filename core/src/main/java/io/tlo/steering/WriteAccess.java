package io.tlo.steering;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
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

  private static final int MOST_LINKS = 40;

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

  /**
   * Returns that a file, or one of the links that lead to it, belongs to somebody else than root and the user of this
   * program: {@code belongs to nobody}.
   *
   * @return null if it does not, or nothing is known of that, as on other systems than Linux
   */
  public static @Nullable String ofForeignOwner(File file) {
    Path path = file.toPath();
    String owner = foreignOwner(path);
    for (int links = 0;
        owner == null && links < MOST_LINKS && Files.isSymbolicLink(path);
        links++) {
      owner = foreignOwner(path, LinkOption.NOFOLLOW_LINKS);
      path = target(path);
    }
    return owner;
  }

  private static Path target(Path link) {
    try {
      return link.resolveSibling(Files.readSymbolicLink(link));
    } catch (IOException e) {
      // It is no link any more.
      return link;
    }
  }

  private static @Nullable String foreignOwner(Path path, LinkOption... options) {
    try {
      Integer own = ownUid();
      Object uid = Files.getAttribute(path, "unix:uid", options);
      return own == null || uid.equals(0) || uid.equals(own)
          ? null
          : "belongs to " + Files.getOwner(path, options).getName();
    } catch (UnsupportedOperationException | IllegalArgumentException | IOException e) {
      // As below.
      return null;
    }
  }

  /** Not by user.name, which anybody may set, nor by the owner of /proc/self: root, where the program has privileges. */
  private static @Nullable Integer ownUid() throws IOException {
    File status = new File("/proc/self/status");
    if (!status.isFile()) {
      return null;
    }
    try (FileInputStream in = new FileInputStream(status)) {
      String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      for (String line : text.split("\n", -1)) {
        if (line.startsWith("Uid:")) {
          // After the real one, that by which it is judged what the program may do.
          return Integer.valueOf(line.split("\t", -1)[2]);
        }
      }
    }
    return null;
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
