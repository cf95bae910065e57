package io.tlo.agent.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("jdk")
class DisplayWidthTest {

  @ParameterizedTest
  @CsvSource({
    "Orders.ship, 11",
    "тло, 3",
    "été, 3",
    "夜間, 4",
    "サーバーエラー, 14",
    "データ, 6",
    "、。「」, 8",
    "中文，结束, 10",
    "〒, 2",
    "￥100, 5",
    "ＡＢＣ, 6",
    "ｱｲｳ, 3",
    "サーバ, 6",
    "한국어, 6",
    "ㄅㄆ, 4",
    "ꀀ, 2",
    "〇〻, 4",
    "𠮷野, 4",
    "✅ done, 7",
    "❌, 2",
    "⌚, 2",
    "⭐, 2",
    "🚚, 2",
    "🇺🇦, 2",
    "→ ✓ ★ ©, 7",
    "…, 1"
  })
  void charactersThatUnicodeCallsWideTakeTwoColumns(String text, int columns) {
    assertThat(DisplayWidth.of(text)).isEqualTo(columns);
  }

  @Test
  void marksTakeNoColumnOfTheirOwn() {
    assertThat(DisplayWidth.of("e\u0301")).isEqualTo(1);
    assertThat(DisplayWidth.of("\u304b\u3099")).isEqualTo(2);
    assertThat(DisplayWidth.of("\u1112\u1161\u11ab")).isEqualTo(2);
  }

  @Test
  void aCharacterInTheStyleOfAnEmojiIsWide() {
    assertThat(DisplayWidth.of("\u26a0")).isEqualTo(1);
    assertThat(DisplayWidth.of("\u26a0\ufe0f x")).isEqualTo(4);
    assertThat(DisplayWidth.of("\u2705\ufe0f")).isEqualTo(2);
  }

  @Test
  void aTextIsCutBetweenCharacters() {
    assertThat(DisplayWidth.cut("サーバーエラー", 14)).isEqualTo("サーバーエラー");
    assertThat(DisplayWidth.cut("サーバーエラー", 13)).isEqualTo("サーバーエ...");
    assertThat(DisplayWidth.cut("サーバーエラー", 12)).isEqualTo("サーバー...");
  }

  @Test
  void theTableEndsWhereUnicodeSaysSo() {
    assertThat(WideCharacters.contains(0x10ff)).isFalse();
    assertThat(WideCharacters.contains(0x1100)).isTrue();
    assertThat(WideCharacters.contains(0x115f)).isTrue();
    assertThat(WideCharacters.contains(0x1160)).isFalse();
    assertThat(WideCharacters.contains(0x3000)).isTrue();
    assertThat(WideCharacters.contains(0x303e)).isTrue();
    assertThat(WideCharacters.contains(0x303f)).isFalse();
    assertThat(WideCharacters.contains(0xffe6)).isTrue();
    assertThat(WideCharacters.contains(0xffe7)).isFalse();
    assertThat(WideCharacters.contains(0x3fffd)).isTrue();
    assertThat(WideCharacters.contains(0x3fffe)).isFalse();
    assertThat(WideCharacters.contains(Character.MAX_CODE_POINT)).isFalse();
  }
}
