package io.tlo.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "password=hunter2|password=***",
        "PASSWORD = hunter2|PASSWORD = ***",
        "passwd: hunter2|passwd: ***",
        "pwd=hunter2|pwd=***",
        "db.password=hunter2|db.password=***",
        "DB_PASSWORD=hunter2 next|DB_PASSWORD=*** next",
        "userPassword=hunter2|userPassword=***",
        "token: abc|token: ***",
        "accessToken=abc|accessToken=***",
        "access_token=abc&user=joe|access_token=***&user=joe",
        "secret=abc, user=joe|secret=***, user=joe",
        "client-secret: abc|client-secret: ***",
        "key=abc|key=***",
        "api_key=abc|api_key=***",
        "apiKey=abc|apiKey=***",
        "x-api-key: abc|x-api-key: ***",
        "Authorization: Bearer abc.def|Authorization: ***",
        "authorization=Basic dXNlcjpw|authorization=***",
        "credentials=abc|credentials=***",
        "passphrase=abc|passphrase=***",
        "{\"password\": \"a b c\", \"user\": \"joe\"}|{\"password\": ***, \"user\": \"joe\"}",
        "{password='a b', user=joe}|{password=***, user=joe}",
        "Login[user=joe, password=hunter2]|Login[user=joe, password=***]",
        "jdbc:h2:mem?user=sa&password=x&y=1|jdbc:h2:mem?user=sa&password=***&y=1",
        "token=a token=b|token=*** token=***",
        "password=\"unclosed|password=***"
      })
  void valueAfterASecretNameIsMasked(String text, String expected) {
    assertThat(Secrets.mask(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "monkey=banana",
        "keyboard=qwerty",
        "tokenizer=fast",
        "secretary: Bob",
        "passwordless: true",
        "turkey: 5",
        "user=joe",
        "count: 5",
        "the password was wrong",
        "no token given",
        "10:15:30",
        "https://example.org/a?b=c",
        "java.lang.IllegalStateException: no stock",
        "",
        "=",
        ":"
      })
  void otherTextStaysAsItIs(String text) {
    assertThat(Secrets.mask(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-", ".", "a", "a-", "key", "password", "password ", "=", "key=\"", "a.b_"})
  @Timeout(120)
  void hugeTextTakesATimeThatGrowsWithItsLengthOnly(String part) {
    String huge = ":" + part.repeat(1_000_000 / part.length());

    assertThatCode(() -> Secrets.mask(huge)).doesNotThrowAnyException();
  }
}
