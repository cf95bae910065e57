/**
 * TLO for Java as a library: tasks, their registry, the records of their executions, and the MBeans
 * that show them.
 */
@SuppressWarnings(
    "exports") // its annotations are in the API; transitive, each user would need them too
module io.tlo {
  requires static org.jspecify;
  requires java.management;

  exports io.tlo;
  exports io.tlo.registry;
  exports io.tlo.state;
}
