package io.tlo.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

class PaymentServiceTest {

  private final PaymentService payments = new PaymentService(new BankGateway(NoTime.workingTime()));

  @Test
  void theBankGivesAReceipt() {
    assertThat(payments.collect(Orders.lamps(1001))).contains("R-1001");
  }

  @Test
  void aSmallAmountGoesOnAccount() {
    assertThat(payments.collect(Orders.bulb(1001))).isEmpty();
  }

  @Test
  void everyEleventhChargeFailsWithTheTimeoutAsItsCause() {
    for (int number = 1001; number <= 1010; number++) {
      payments.collect(Orders.lamps(number));
    }

    assertThatThrownBy(() -> payments.collect(Orders.lamps(1011)))
        .isInstanceOf(PaymentFailedException.class)
        .hasMessage("order 1011: no answer from the bank for 59.80 EUR")
        .cause()
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessage("Read timed out");
  }
}
