package io.tlo.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StockServiceTest {

  private final StockService stock = new StockService(NoTime.workingTime());

  @Test
  void reservingTellsWhatIsLeft() {
    assertThat(stock.reserve("lamp", 4)).isEqualTo(36);
    assertThat(stock.reserve("lamp", 1)).isEqualTo(35);
  }

  @Test
  void aLowShelfIsFilledUp() {
    assertThat(stock.reserve("lamp", 31)).isEqualTo(9);

    assertThat(stock.reserve("lamp", 0)).isEqualTo(40);
  }

  @Test
  void restockingFillsWhatIsMissing() {
    stock.reserve("lamp", 7);

    assertThat(stock.restock("lamp")).isEqualTo(7);
    assertThat(stock.restock("lamp")).isZero();
  }

  @Test
  void aNumberOfPiecesMayBeGiven() {
    assertThat(stock.restock("lamp", 5)).isEqualTo(45);
  }

  @Test
  void anUnknownArticleIsRefusedByName() {
    assertThatThrownBy(() -> stock.restock("String"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "article 'String' is unknown, allowed are lamp, desk, chair, shelf, bulb, cable");
  }
}
