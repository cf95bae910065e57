package io.tlo.benchmarks.classheavy;

import org.springframework.data.jpa.repository.JpaRepository;

/** The customers there are. */
public interface Customers extends JpaRepository<Customer, Long> {}
