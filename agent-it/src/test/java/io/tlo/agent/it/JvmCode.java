package io.tlo.agent.it;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import io.tlo.testing.ForkedJvm;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The code that a JVM runs, as a debugger reads it: transformers are shown the class file from before they changed
 * it, whatever the JVM has by now.
 */
final class JvmCode {

  private JvmCode() {}

  /** Lets a JVM be read. */
  static ForkedJvm readable(ForkedJvm jvm, int port) {
    return jvm.option(
        "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:" + port);
  }

  /** Returns the code of each method, of classes whose names begin like this. */
  static Map<String, String> read(int port, String names) {
    VirtualMachine jvm = attach(port);
    try {
      Map<String, String> code = new TreeMap<>();
      for (ReferenceType type : jvm.allClasses()) {
        if (type.name().startsWith(names)) {
          for (Method method : type.methods()) {
            code.put(method.toString(), HexFormat.of().formatHex(method.bytecodes()));
          }
        }
      }
      return code;
    } finally {
      jvm.dispose();
    }
  }

  /**
   * Returns the lines that a program wrote, without those of the JVM's debugging agent: of a client of an earlier
   * program's port that is no debugger, and of an event that it had still to send when the debugger had gone.
   */
  static String withoutDebugging(String err) {
    return err.lines()
        .filter(line -> !line.startsWith("Debugger failed to attach: "))
        .filter(line -> !line.startsWith("ERROR: transport error 202: send failed"))
        .collect(Collectors.joining("\n"));
  }

  private static VirtualMachine attach(int port) {
    for (AttachingConnector each : Bootstrap.virtualMachineManager().attachingConnectors()) {
      if (each.name().equals("com.sun.jdi.SocketAttach")) {
        Map<String, Connector.Argument> arguments = each.defaultArguments();
        Objects.requireNonNull(arguments.get("hostname")).setValue("127.0.0.1");
        Objects.requireNonNull(arguments.get("port")).setValue(Integer.toString(port));
        try {
          return each.attach(arguments);
        } catch (Exception e) {
          throw new IllegalStateException("cannot read the code of the JVM at port " + port, e);
        }
      }
    }
    throw new IllegalStateException("this JDK has no debugger");
  }
}
