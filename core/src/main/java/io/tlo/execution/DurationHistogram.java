package io.tlo.execution;

import io.tlo.state.ThreadNumber;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * How long executions took, counted in buckets, so that percentiles can be told at any time without
 * keeping the durations.
 *
 * <p>An octave is from one power of two nanoseconds to the next; each has 16 buckets of the same width. A
 * percentile is told as the upper end of its bucket: never too low, and at most 1/16 (6.25 %) too high.
 * Everything under 65 microseconds (2<sup>16</sup> ns) is one bucket, as is everything above 416 days.
 * An octave costs memory once a duration falls into it: durations of a task lie in few octaves, and a task
 * that never takes 65 microseconds pays for a single bucket. Buckets are longs: at a million executions a
 * second an int would be full in half an hour.
 *
 * <p>Thread safety: safe, and none is lost. There is one set of buckets until two threads meet in one of
 * them; then there are two, and at last four, over which threads are spread. Only that growing takes a
 * lock, twice at most until the next reset.
 */
final class DurationHistogram {

  private static final int MOST_STRIPES =
      Math.min(4, Integer.highestOneBit(Runtime.getRuntime().availableProcessors()));

  private volatile Stripe[] stripes = {new Stripe()};

  /** Counts an execution that took that long. */
  void add(long nanos) {
    Stripe[] present = stripes;
    if (!own(present).add(nanos)) {
      addMeeting(present, nanos);
    }
  }

  private static Stripe own(Stripe[] present) {
    int last = present.length - 1;
    return present[last == 0 ? 0 : ThreadNumber.here() & last];
  }

  /** Counts an execution although another thread counts in the same bucket now. */
  private void addMeeting(Stripe[] met, long nanos) {
    Stripe stripe = own(met.length < MOST_STRIPES ? grown(met) : met);
    while (!stripe.add(nanos)) {
      Thread.onSpinWait();
    }
  }

  private synchronized Stripe[] grown(Stripe[] met) {
    // Unless another thread was first, or all have been set to zero meanwhile.
    if (stripes == met) {
      Stripe[] more = Arrays.copyOf(met, met.length * 2);
      for (int i = met.length; i < more.length; i++) {
        more[i] = new Stripe();
      }
      stripes = more;
    }
    return stripes;
  }

  /** Sets all counts to zero. */
  synchronized void reset() {
    stripes = new Stripe[] {new Stripe()};
  }

  /** Returns how many executions were counted. */
  long count() {
    return count(stripes);
  }

  private static long count(Stripe[] present) {
    long count = 0;
    for (Stripe stripe : present) {
      count += stripe.count();
    }
    return count;
  }

  private static long count(Stripe[] present, int bucket) {
    long count = 0;
    for (Stripe stripe : present) {
      count += stripe.count(bucket);
    }
    return count;
  }

  /**
   * Returns a time that at least so many of 100 executions did not exceed, in nanoseconds, -1 if none was
   * counted.
   *
   * @param percent 1 to 100
   */
  long percentileNanos(int percent) {
    Stripe[] present = stripes;
    long count = count(present);
    if (count == 0) {
      return -1;
    }
    // Of 10 executions the 95th percentile is the tenth: 9 of them are only 90 of 100.
    long wanted = (count * percent + 99) / 100;
    int bucket = 0;
    // Counts only grow, so that what was counted before is found again.
    for (long found = count(present, 0); found < wanted; found += count(present, bucket)) {
      bucket++;
    }
    return Bucket.highest(bucket);
  }

  /** Which durations fall into which bucket: 16 to an octave, the first octave is everything short. */
  private static final class Bucket {
    private static final int IN_OCTAVE_BITS = 4;
    private static final int IN_OCTAVE = 1 << IN_OCTAVE_BITS;
    private static final int SHORT_BITS = 16;
    // Up to 2^55 ns, which is more than the 365 days that an interval may be.
    private static final int OCTAVES = 40;
    private static final long LONGEST = (1L << (SHORT_BITS + OCTAVES - 1)) - 1;

    private static int octave(long nanos) {
      return Long.SIZE - Long.numberOfLeadingZeros(nanos >>> SHORT_BITS);
    }

    private static int inOctave(long nanos, int octave) {
      return octave == 0 ? 0 : (int) (nanos >>> width(octave)) & (IN_OCTAVE - 1);
    }

    /** Returns how many bits of a duration are not told apart. */
    private static int width(int octave) {
      return SHORT_BITS - IN_OCTAVE_BITS - 1 + octave;
    }

    private static long highest(int bucket) {
      int octave = bucket >>> IN_OCTAVE_BITS;
      int inOctave = bucket & (IN_OCTAVE - 1);
      return octave == 0
          ? (1L << SHORT_BITS) - 1
          : ((IN_OCTAVE + inOctave + 1L) << width(octave)) - 1;
    }
  }

  /** One set of buckets. */
  private static final class Stripe {
    // Before and after an octave's buckets: 64 bytes, so that none shares a cache line with what
    // the threads of
    // another stripe read at every call. Without them two threads on one task are slower than one.
    private static final int PADDING = 8;

    private final AtomicReferenceArray<AtomicLongArray> octaves =
        new AtomicReferenceArray<>(Bucket.OCTAVES);

    /** Counts an execution; returns false if another thread did in the same bucket at this moment. */
    boolean add(long nanos) {
      long within = Math.max(0, Math.min(nanos, Bucket.LONGEST));
      int octave = Bucket.octave(within);
      AtomicLongArray buckets = octaves.get(octave);
      if (buckets == null) {
        buckets = newOctave(octave);
      }
      int bucket = PADDING + Bucket.inOctave(within, octave);
      long before = buckets.get(bucket);
      return buckets.compareAndSet(bucket, before, before + 1);
    }

    private AtomicLongArray newOctave(int octave) {
      int buckets = octave == 0 ? 1 : Bucket.IN_OCTAVE;
      AtomicLongArray made = new AtomicLongArray(PADDING + buckets + PADDING);
      AtomicLongArray present = octaves.compareAndExchange(octave, null, made);
      return present != null ? present : made;
    }

    long count() {
      long count = 0;
      for (int octave = 0; octave < Bucket.OCTAVES; octave++) {
        AtomicLongArray buckets = octaves.get(octave);
        for (int i = 0; buckets != null && i < buckets.length(); i++) {
          count += buckets.get(i);
        }
      }
      return count;
    }

    long count(int bucket) {
      AtomicLongArray buckets = octaves.get(bucket >>> Bucket.IN_OCTAVE_BITS);
      int inOctave = bucket & (Bucket.IN_OCTAVE - 1);
      // The short octave has one bucket, and padding where others have more.
      return buckets == null || inOctave >= buckets.length() - 2 * PADDING
          ? 0
          : buckets.get(PADDING + inOctave);
    }
  }
}
