package io.tlo.steering;

/**
 * Who steers, as the audit tells it.
 *
 * @param name the name under which a client was let in, or {@code local} if none was asked for
 * @param from where the call came from: an address, {@code attach}, {@code in-process}
 */
public record Operator(String name, String from) {

  /** The program itself, through its context. */
  public static final Operator PROGRAM = new Operator("program", "in-process");

  /** TLO itself, which does what an operator had it do later. */
  static final Operator SELF = new Operator("tlo", "timer");
}
