package io.tlo.benchmarks.programs;

import java.util.Arrays;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;

/** The names of all attributes of an MBean. */
final class AttributeNames {

  private AttributeNames() {}

  static String[] of(MBeanInfo info) {
    return Arrays.stream(info.getAttributes())
        .map(MBeanAttributeInfo::getName)
        .toArray(String[]::new);
  }
}
