package io.tlo.execution;

import io.tlo.state.ThreadNumber;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Gives executions their ids: unique, and ascending for the executions of one thread.
 *
 * <p>Threads are spread over a few groups, and each group takes its ids in blocks: one counter shared
 * by all busy threads would cost more than the rest of the recording. Blocks are small while there are few
 * executions, so that ids are numbers that one can say, and grow with them.
 *
 * <p>Thread safety: safe, without a lock.
 */
final class ExecutionIds {

  private static final int GROUPS = 8;
  private static final int SMALLEST_BLOCK = 16;
  private static final int LARGEST_BLOCK = 1024;
  // Numbers that different threads write lie this many longs apart, and as far from other objects:
  // no two of them in one cache line, which the processors would have to hand to each other with
  // every call.
  private static final int STRIDE = 16;
  private static final int LAST = STRIDE;
  private static final int FIRST_GROUP = 2 * STRIDE;
  // A group's block is one long: the next id, and in its low bits how many are left.
  private static final int LEFT_BITS = 11;
  private static final long LEFT_MASK = (1L << LEFT_BITS) - 1;

  // The last id that was given to a group, and the groups' blocks.
  private final AtomicLongArray numbers = new AtomicLongArray(FIRST_GROUP + GROUPS * STRIDE);

  long next() {
    int own = ThreadNumber.here() & (GROUPS - 1);
    int group = FIRST_GROUP + own * STRIDE;
    long block = numbers.get(group);
    while ((block & LEFT_MASK) != 0) {
      // One up in the id, one down in what is left.
      if (numbers.compareAndSet(group, block, block + LEFT_MASK)) {
        return block >>> LEFT_BITS;
      }
      block = numbers.get(group);
    }
    return nextOfNewBlock(group);
  }

  private long nextOfNewBlock(int group) {
    long block = block(numbers.get(LAST));
    long first = numbers.getAndAdd(LAST, block) + 1;
    long rest = ((first + 1) << LEFT_BITS) | (block - 1);
    // A block lower than the one that another thread brought meanwhile is thrown away, since that
    // thread's ids would go down with it.
    long present = numbers.get(group);
    while (present < rest && !numbers.compareAndSet(group, present, rest)) {
      present = numbers.get(group);
    }
    return first;
  }

  private static long block(long given) {
    long sixteenth = Long.highestOneBit(given / 16);
    return Math.max(SMALLEST_BLOCK, Math.min(LARGEST_BLOCK, sixteenth));
  }
}
