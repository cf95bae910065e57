package io.tlo.jmx;

import io.tlo.TloException;
import java.lang.invoke.MethodType;
import java.util.List;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.InvalidAttributeValueException;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import javax.management.ReflectionException;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/**
 * An MBean made of a {@link MBeanModel} and what it stands for.
 *
 * <p>Whatever goes wrong, only exceptions of the JDK leave it: a client need not have a class of ours.
 *
 * <p>Thread safety: safe for many threads.
 */
final class DescribedMBean implements DynamicMBean, NotificationEmitter {

  private final MBeanModel model;
  private final View view;
  private final String name;
  private final Operations operations;
  private final Listeners listeners = new Listeners();

  /**
   * Creates an MBean.
   *
   * @param name what the audit calls it
   */
  DescribedMBean(MBeanModel model, View view, String name, Operations operations) {
    this.model = model;
    this.view = view;
    this.name = name;
    this.operations = operations;
  }

  @Override
  public MBeanInfo getMBeanInfo() {
    return model.info();
  }

  @Override
  public @Nullable Object getAttribute(String name) throws AttributeNotFoundException {
    if (!model.hasAttribute(name)) {
      throw new AttributeNotFoundException("no attribute " + name);
    }
    return view.reading().read(name);
  }

  @Override
  public AttributeList getAttributes(String[] names) {
    AttributeList list = new AttributeList();
    View.Reading reading = view.reading();
    for (String name : names) {
      if (model.hasAttribute(name)) {
        list.add(new Attribute(name, reading.read(name)));
      }
    }
    return list;
  }

  @Override
  public void setAttribute(Attribute attribute)
      throws AttributeNotFoundException, InvalidAttributeValueException {
    String wanted = attribute.getName();
    if (!model.isWritable(wanted)) {
      throw operations.refusedWrite(
          name, wanted, model.hasAttribute(wanted) ? "it is read-only" : "there is none");
    }
    view.write(wanted, attribute.getValue());
  }

  @Override
  public AttributeList setAttributes(AttributeList attributes) {
    AttributeList set = new AttributeList();
    for (Attribute attribute : attributes.asList()) {
      try {
        setAttribute(attribute);
        set.add(attribute);
      } catch (AttributeNotFoundException | InvalidAttributeValueException e) {
        // The answer lists what was set; what could not be is left out, as the interface asks.
      }
    }
    return set;
  }

  @Override
  public @Nullable Object invoke(String name, Object[] arguments, String[] signature)
      throws ReflectionException {
    Object[] given = arguments == null ? new Object[0] : arguments;
    requireFit(name, given, signature);
    try {
      return name.equals(MBeanModel.PERFORM)
          ? perform((String) given[0], (String) given[1])
          : plain(view.invoke(name, given));
    } catch (TloException e) {
      throw Answers.refusal(e);
    }
  }

  /** Does an operation of this MBean; returns its answer with the numbers. */
  private CompositeData perform(String operation, @Nullable String argument) {
    Object[] given = argument == null ? new Object[0] : new Object[] {argument};
    String[] signature = argument == null ? new String[0] : new String[] {String.class.getName()};
    try {
      requireFit(operation, given, signature);
    } catch (ReflectionException e) {
      // The operation is an argument here.
      throw new IllegalArgumentException(Answers.wrap(e.getMessage()));
    }
    if (view.invoke(operation, given) instanceof Outcome outcome) {
      return outcome.row();
    }
    throw new IllegalArgumentException(
        Answers.wrap(operation + " changes nothing; call it without " + MBeanModel.PERFORM));
  }

  private static @Nullable Object plain(@Nullable Object answer) {
    return answer instanceof Outcome outcome ? Shown.answer(outcome.sentence()) : answer;
  }

  private void requireFit(@Nullable String operation, Object[] given, String[] signature)
      throws ReflectionException {
    List<Class<?>> parameters = operation == null ? null : model.parameters(operation);
    if (parameters == null || !fits(parameters, signature) || given.length != parameters.size()) {
      String why = "no operation " + Shown.line(operation) + " with such parameters";
      noteRefusal(operation, why);
      throw new ReflectionException(new NoSuchMethodException(operation), why);
    }
    String misfit = misfit(operation, parameters, given);
    if (misfit != null) {
      noteRefusal(operation, misfit);
      throw new IllegalArgumentException(Answers.wrap(misfit));
    }
  }

  /** What only tells something changes nothing, whatever it is asked with. */
  private void noteRefusal(@Nullable String operation, String why) {
    if (operation == null || !model.onlyTells(operation)) {
      operations.noteRefusedCall(name, operation, why);
    }
  }

  private static boolean fits(List<Class<?>> parameters, String[] signature) {
    int given = signature == null ? 0 : signature.length;
    if (given != parameters.size()) {
      return false;
    }
    for (int i = 0; i < given; i++) {
      if (!parameters.get(i).getName().equals(signature[i])) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns which argument is of another type, null if none is: the server hands on what a client gave, whatever
   * the signature beside it says. A text may be null.
   */
  private static @Nullable String misfit(
      @Nullable String operation, List<Class<?>> parameters, Object[] given) {
    for (int i = 0; i < given.length; i++) {
      Class<?> type = parameters.get(i);
      Object argument = given[i];
      boolean isAbsentText = argument == null && !type.isPrimitive();
      if (!isAbsentText && !MethodType.methodType(type).wrap().returnType().isInstance(argument)) {
        String found = argument == null ? "null" : "a " + argument.getClass().getName();
        return operation + ": argument " + (i + 1) + " is " + found + ", allowed: a value of "
            + type.getName();
      }
    }
    return null;
  }

  void send(Notification notification) {
    listeners.sendNotification(notification);
  }

  /** Returns whether anybody listens now. */
  boolean isListenedTo() {
    return !listeners.isEmpty();
  }

  @Override
  public void addNotificationListener(
      NotificationListener listener, NotificationFilter filter, Object handback) {
    listeners.addNotificationListener(listener, filter, handback);
  }

  @Override
  public void removeNotificationListener(NotificationListener listener)
      throws ListenerNotFoundException {
    listeners.removeNotificationListener(listener);
  }

  @Override
  public void removeNotificationListener(
      NotificationListener listener, NotificationFilter filter, Object handback)
      throws ListenerNotFoundException {
    listeners.removeNotificationListener(listener, filter, handback);
  }

  @Override
  public MBeanNotificationInfo[] getNotificationInfo() {
    return model.info().getNotifications();
  }
}
