/**
 * TLO for Java as a library: tasks, their registry, the records of their executions, and the MBeans
 * that show them.
 */
module io.tlo {
  requires static org.jspecify;
  requires java.management;
  requires static java.rmi;

  exports io.tlo;
  exports io.tlo.fleet;
  exports io.tlo.registry;
  exports io.tlo.state;

  uses io.tlo.state.TaskStateStoreProvider;
}
