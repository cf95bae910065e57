package io.tlo.store.jdbc;

/**
 * A record among those of all instances, each of which counts its own from one. As one number it is a million million
 * times the instance, and the record's number added.
 *
 * <p>From instance 9,007 on that would be more than 2<sup>53</sup>, beyond which readers of JSON round numbers. These
 * instances share the upper halves of the million millions of the first 9,006, which would need half a million million
 * executions to get there; each has a thousand million of it. Only beyond that, from instance 4,512,007 on or for
 * later records, is the number larger.
 *
 * <p>Thread safety: immutable.
 *
 * @param instance the number of the instance
 * @param number the number that the instance gave the record
 */
record RecordId(long instance, long number) {

  /** What an instance has by itself: smaller ids are those that an instance uses for its own records. */
  static final long BLOCK = 1_000_000_000_000L;

  private static final long LAST_WITH_BLOCK = 9_006;
  private static final long SHARED = BLOCK / 2;
  private static final long SHARE = 1_000_000_000L;
  private static final long SHARES = (BLOCK - SHARED) / SHARE;

  /** Returns the record that a number means, which is {@link #BLOCK} or more. */
  static RecordId of(long id) {
    long block = id / BLOCK;
    long rest = id % BLOCK;
    if (block > LAST_WITH_BLOCK || rest < SHARED) {
      return new RecordId(block, rest);
    }
    long turn = 1 + (rest - SHARED) / SHARE;
    return new RecordId(turn * LAST_WITH_BLOCK + block, rest % SHARE);
  }

  /** Returns the number that means this record. */
  long asLong() {
    long turn = (instance - 1) / LAST_WITH_BLOCK;
    if (turn == 0 || turn > SHARES || number >= SHARE) {
      return instance * BLOCK + number;
    }
    long block = 1 + (instance - 1) % LAST_WITH_BLOCK;
    return block * BLOCK + SHARED + (turn - 1) * SHARE + number;
  }
}
