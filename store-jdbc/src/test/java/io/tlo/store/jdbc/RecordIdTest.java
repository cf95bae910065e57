package io.tlo.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordIdTest {

  private static final long LARGEST_EXACT = (1L << 53) - 1;

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1_000_000_000_001",
    "3, 17, 3_000_000_000_017",
    "9_006, 499_999_999_999, 9_006_499_999_999_999",
    "9_007, 0, 1_500_000_000_000",
    "10_000, 3, 994_500_000_000_003",
    "18_012, 999_999_999, 9_006_500_999_999_999",
    "18_013, 1, 1_501_000_000_001",
    "4_512_006, 999_999_999, 9_006_999_999_999_999",
    "4_512_007, 1, 4_512_007_000_000_000_001",
    "9_007, 1_000_000_000, 9_007_001_000_000_000"
  })
  void aRecordHasANumberByWhichItIsFound(String instance, String number, String id) {
    RecordId found = new RecordId(number(instance), number(number));

    assertThat(found.asLong()).isEqualTo(number(id));
    assertThat(RecordId.of(number(id))).isEqualTo(found);
  }

  private static long number(String text) {
    return Long.parseLong(text.replace("_", ""));
  }

  @Test
  void noTwoRecordsHaveOneNumberAndEachIsExactInJson() {
    long[] numbers = {0, 1, 9_005, 9_006, 9_007, 999_999_998, 999_999_999};
    Set<Long> ids = new HashSet<>();
    for (long instance = 1; instance < 4_512_007; instance += instance < 19_000 ? 1 : 8_999) {
      for (long number : numbers) {
        RecordId each = new RecordId(instance, number);
        long id = each.asLong();
        assertThat(ids.add(id)).as("%s as %d", each, id).isTrue();
        assertThat(id).isBetween(RecordId.BLOCK, LARGEST_EXACT);
        assertThat(RecordId.of(id)).isEqualTo(each);
      }
    }
  }
}
