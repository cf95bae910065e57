package io.tlo.execution;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Gives executions their ids: unique, and ascending for the executions of one thread.
 *
 * <p>Threads are spread over a few groups, and each group takes its ids in blocks: one counter shared
 * by all busy threads would cost more than the rest of the recording.
 *
 * <p>Thread safety: safe, without a lock.
 */
final class ExecutionIds {

  private static final int GROUPS = 8;
  private static final int BLOCK = 16;
  // Groups lie this many longs apart, so that no two share a cache line.
  private static final int STRIDE = 16;
  // A group's block is one long: the next id, and in its low bits how many are left.
  private static final int LEFT_BITS = 5;
  private static final long LEFT_MASK = (1L << LEFT_BITS) - 1;

  private final AtomicLong last = new AtomicLong();
  private final AtomicLongArray blocks = new AtomicLongArray(GROUPS * STRIDE);

  long next() {
    int group = ((int) Thread.currentThread().getId() & (GROUPS - 1)) * STRIDE;
    long block = blocks.get(group);
    while ((block & LEFT_MASK) != 0) {
      // One up in the id, one down in what is left.
      if (blocks.compareAndSet(group, block, block + LEFT_MASK)) {
        return block >>> LEFT_BITS;
      }
      block = blocks.get(group);
    }
    return nextOfNewBlock(group);
  }

  private long nextOfNewBlock(int group) {
    long first = last.getAndAdd(BLOCK) + 1;
    long rest = ((first + 1) << LEFT_BITS) | (BLOCK - 1);
    // A block lower than the one that another thread brought meanwhile is thrown away, since that
    // thread's ids would go down with it.
    long present = blocks.get(group);
    while (present < rest && !blocks.compareAndSet(group, present, rest)) {
      present = blocks.get(group);
    }
    return first;
  }
}
