package io.tlo.benchmarks.programs;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.JMException;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** An MBean that looks like another one and always returns what that one returned when it was copied. */
final class ConstantMBean implements DynamicMBean {

  static final String DOMAIN = "constant";

  private final MBeanInfo info;
  private final Map<String, Attribute> attributes = new LinkedHashMap<>();

  private ConstantMBean(MBeanInfo info, AttributeList values) {
    this.info = info;
    values.asList().forEach(each -> attributes.put(each.getName(), each));
  }

  /** Registers a copy of an MBean under the same name in another domain, and returns that name. */
  static ObjectName copy(MBeanServer server, ObjectName original) throws JMException {
    MBeanInfo info = server.getMBeanInfo(original);
    AttributeList values = server.getAttributes(original, AttributeNames.of(info));
    ObjectName name = new ObjectName(DOMAIN + ":" + original.getKeyPropertyListString());
    server.registerMBean(new ConstantMBean(info, values), name);
    return name;
  }

  @Override
  public Object getAttribute(String name) throws AttributeNotFoundException {
    Attribute attribute = attributes.get(name);
    if (attribute == null) {
      throw new AttributeNotFoundException(name);
    }
    return attribute.getValue();
  }

  @Override
  public AttributeList getAttributes(String[] names) {
    AttributeList list = new AttributeList();
    for (String name : names) {
      Attribute attribute = attributes.get(name);
      if (attribute != null) {
        list.add(attribute);
      }
    }
    return list;
  }

  @Override
  public void setAttribute(Attribute attribute) {
    throw new UnsupportedOperationException(attribute.getName());
  }

  @Override
  public AttributeList setAttributes(AttributeList list) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Object invoke(String operation, Object[] arguments, String[] signature) {
    throw new UnsupportedOperationException(operation);
  }

  @Override
  public MBeanInfo getMBeanInfo() {
    return info;
  }
}
