package io.tlo.text;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the known word that was most likely meant by an unknown one. */
public final class Spelling {

  private Spelling() {}

  /** Returns the nearest of the known words, or null if none is near enough to be worth a mention. */
  public static @Nullable String nearest(String unknown, Collection<String> known) {
    String wanted = unknown.toLowerCase(Locale.ROOT);
    String nearest = null;
    int least = Math.max(2, wanted.length() / 3) + 1;
    for (String word : known) {
      int distance = distance(wanted, word.toLowerCase(Locale.ROOT), least);
      if (distance < least) {
        least = distance;
        nearest = word;
      }
    }
    return nearest;
  }

  /** Edit distance of Levenshtein, given up as soon as it cannot stay below the bound. */
  private static int distance(String a, String b, int bound) {
    if (Math.abs(a.length() - b.length()) >= bound) {
      return bound;
    }
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j < previous.length; j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j < current.length; j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
