package io.tlo.agent.cli.remote;

/**
 * Who asks to be let in.
 *
 * @param user name
 * @param password password
 */
public record Credentials(String user, String password) {

  /** Returns the name only. */
  @Override
  public String toString() {
    return user;
  }
}
