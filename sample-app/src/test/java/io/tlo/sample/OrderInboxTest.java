package io.tlo.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OrderInboxTest {

  @Test
  void eachRunBringsTheSameOrders() {
    assertThat(orders(100)).isEqualTo(orders(100));
  }

  @Test
  void numbersAscendFromOneThousandAndOne() {
    assertThat(orders(3)).extracting(Order::number).containsExactly(1001, 1002, 1003);
  }

  @Test
  void ordersAreForArticlesThatTheShopSells() {
    assertThat(orders(100)).extracting(Order::article).isSubsetOf(Article.names());
  }

  private static List<Order> orders(int count) {
    return Stream.generate(new OrderInbox()::next).limit(count).toList();
  }
}
