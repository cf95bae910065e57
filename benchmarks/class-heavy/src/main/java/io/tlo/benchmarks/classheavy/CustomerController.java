package io.tlo.benchmarks.classheavy;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the customers. */
@RestController
class CustomerController {

  private final Customers customers;

  CustomerController(Customers customers) {
    this.customers = customers;
  }

  @GetMapping("/customers")
  List<Customer> all() {
    return customers.findAll();
  }
}
