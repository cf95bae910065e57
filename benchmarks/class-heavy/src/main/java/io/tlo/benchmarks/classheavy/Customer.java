package io.tlo.benchmarks.classheavy;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;

/** Somebody who orders. */
@Entity
public class Customer {

  @Id
  @GeneratedValue
  private long id;

  private String name = "";

  /** Returns what tells customers apart. */
  public long getId() {
    return id;
  }

  /** Returns the name. */
  public String getName() {
    return name;
  }

  /** Sets the name. */
  public void setName(String name) {
    this.name = name;
  }
}
