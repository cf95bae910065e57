package io.tlo.execution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
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
        "password=\"unclosed|password=***",
        "password == hunter2|password == ***",
        "password => hunter2 x|password => *** x",
        "clientSecret: abc|clientSecret: ***",
        "awsSecretAccessKey=abc|awsSecretAccessKey=***",
        "privateKey=abc|privateKey=***",
        "sslpassword=abc|sslpassword=***",
        "pin=1234|pin=***",
        "userPin: 1234|userPin: ***",
        "card.cvv2=123|card.cvv2=***",
        "OTP: 123456|OTP: ***",
        "user=sa;pass=hunter2;x=1|user=sa;pass=***;x=1",
        "a?sig=abc%3D&x=1|a?sig=***&x=1",
        ";jsessionid=0123ABC?x=1|;jsessionid=***",
        "tokens=[a, b], x=1|tokens=***, x=1",
        "credentials={user=joe, pass=x}, y=2|credentials=***, y=2",
        "{\\\"token\\\":\\\"a\\\",\\\"n\\\":1}|{\\\"token\\\":***,\\\"n\\\":1}",
        "{\"token\":\"a\\\"b\",\"n\":1}|{\"token\":***,\"n\":1}",
        "{\"name\":\"password\",\"value\":\"x\",\"n\":1}|{\"name\":\"password\",\"value\":***,\"n\":1}",
        "<password>x y</password>|<password>***</password>",
        "<ns:password a='b'>x</ns:password>|<ns:password a='b'>***</ns:password>",
        "<password><![CDATA[x]]></password>|<password>***</password>",
        "<credentials><user>x</user><pw>y</pw></credentials>|<credentials>***</credentials>",
        "<password>cut of|<password>***",
        "<login password=\"x y\" user='joe'/>|<login password=*** user='joe'/>",
        "<property name=\"password\" value=\"x y\"/>|<property name=\"password\" value=***/>",
        "<entry key=\"password\">x y</entry>|<entry key=\"password\">***</entry>",
        "run --password hunter2 --user joe|run --password *** --user joe",
        "[run, --password, hunter2, -v]|[run, --password, ***, -v]",
        "run -Dx.secret=hunter2 -v|run -Dx.secret=*** -v",
        "keytool -storepass hunter2 -v|keytool -storepass *** -v",
        "https://joe:hunter2@example.org/a|https://joe:***@example.org/a",
        "jdbc:postgresql://joe:p@ss@db:5432/x|jdbc:postgresql://joe:***@db:5432/x",
        "redis://:hunter2@db|redis://:***@db",
        "mongodb://u:p@h1:27017,h2:27017/db|mongodb://u:***@h1:27017,h2:27017/db",
        "https://joe:hunt…|https://joe:***",
        "https://x/?access_token=abc&n=1|https://x/?access_token=***&n=1",
        "Bearer xxxxx|Bearer ***",
        "sent bearer abc123 to it|sent bearer *** to it",
        "Basic dXNlcjpodW50ZXIy sent|Basic *** sent",
        "got eyJhbGciOiJIUzI1.eyJzdWIiOiIx.c2lnbmF0 here|got *** here",
        "id_eyJhbGciOiJIUzI1.eyJzdWIiOiIx|id_***",
        "key AKIAIOSFODNN7EXAMPLE. Next|key *** Next",
        "ghp_0123456789abcdefghij|***",
        "Authorization: Digest username=\"a\", response=\"b\"|Authorization: ***",
        "{Authorization=[Bearer abc], Host=[x]}|{Authorization=***, Host=[x]}",
        "curl -H 'Authorization: Bearer abc' -v|curl -H 'Authorization: ***' -v",
        "Cookie: a=b; c=d|Cookie: ***",
        "{Set-Cookie=[a=b; Path=/], Host=[x]}|{Set-Cookie=***], Host=[x]}",
        "{\"cookie\": \"a=b; c=d\", \"n\": 1}|{\"cookie\": ***, \"n\": 1}",
        "password2=hunter2|password2=***",
        "password_1: hunter2|password_1: ***",
        "DB_PASSWORD_PROD=hunter2|DB_PASSWORD_PROD=***",
        "db.password.primary=hunter2|db.password.primary=***",
        "passwordOld=hunter2|passwordOld=***",
        "passwordnew=hunter2|passwordnew=***",
        "bindPasswordHash: abc|bindPasswordHash: ***",
        "PWD_ADMIN=hunter2|PWD_ADMIN=***",
        "apiKey2=abc|apiKey2=***",
        "api_key_prod=abc|api_key_prod=***",
        "apiKeyForShop: abc|apiKeyForShop: ***",
        "secret_key_base=abc|secret_key_base=***",
        "server.key_2=abc|server.key_2=***",
        "key1=abc|key1=***",
        "token1=abc|token1=***",
        "access_token_v2=abc|access_token_v2=***",
        "tokenValue=abc|tokenValue=***",
        "TOKENVALUE=abc|TOKENVALUE=***",
        "tokens2=[a, b]|tokens2=***",
        "{\"clientSecret1\":\"abc\"}|{\"clientSecret1\":***}",
        "credentialsForShop=abc|credentialsForShop=***",
        "authorization_code=abc|authorization_code=***",
        "Set-Cookie2: a=b; c=d|Set-Cookie2: ***",
        "passkey=abc|passkey=***",
        "pass: hunter2|pass: ***",
        "{user=sa, pass: hunter2}|{user=sa, pass: ***}",
        "DB_PASS_PROD=hunter2|DB_PASS_PROD=***",
        "userPass2: hunter2|userPass2: ***",
        "pw=hunter2|pw=***",
        "db.pw: hunter2|db.pw: ***",
        "pin_code=1234|pin_code=***",
        "otp2=123456|otp2=***",
        "<password2>x y</password2>|<password2>***</password2>",
        "run --password2 hunter2 --user joe|run --password2 *** --user joe",
        "user 'shop' using password 'hunter2'|user 'shop' using password ***",
        "ALTER USER joe PASSWORD 'hunter2'; x|ALTER USER joe PASSWORD ***; x",
        "the client secret \"a b\" is wrong|the client secret *** is wrong",
        "using password 'hunt…|using password ***",
        "invalid token 'abcdefghijklmnop'|invalid token ***",
        "Key (api_token)=(abc) already exists|Key (api_token)=*** already exists",
        "on field 'password': rejected value [a b]; x|on field 'password': rejected value ***; x",
        "jdbc:oracle:thin:scott/hunter2@//db:1521/shop: x|jdbc:oracle:thin:scott/***@//db:1521/shop: x",
        "jdbc:oracle:oci:scott/p@ss@db:1521:x|jdbc:oracle:oci:scott/***@db:1521:x",
        "jdbc:oracle:thin:scott/\"p@s /s\"@db|jdbc:oracle:thin:scott/***@db",
        "jdbc:oracle:thin:scott/pa/ss@db/x|jdbc:oracle:thin:scott/***@db/x",
        "jdbc:oracle:thin:scott/hunt…|jdbc:oracle:thin:scott/***",
        "https://joe:pa/ss@example.org/a|https://joe:***@example.org/a",
        "https://x/?to=https%3A%2F%2Fy%3Faccess_token%3Dabc&n=1|https://x/?to=https%3A%2F%2Fy%3Faccess_token%3D***&n=1",
        "app.password[0]=hunter2 next|app.password[0]=*** next",
        "secrets[12]: hunter2|secrets[12]: ***",
        "https://x/?to=y%3Fn%3D1%26sig%3Dabc|https://x/?to=y%3Fn%3D1%26sig%3D***"
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
        "token[3] of 7: x",
        "token[] = new byte[5]",
        "no token given",
        "10:15:30",
        "https://example.org/a?b=c",
        "java.lang.IllegalStateException: no stock",
        "",
        "=",
        ":",
        "author: x",
        "passage: 3",
        "keyboard=us",
        "compass=north",
        "spin=3",
        "opinion: good",
        "no signature: ship(String)",
        "tokens: 512 used",
        "maxTokens=512",
        "passed=3, failed=0",
        "primaryKey=17",
        "cookieless: yes",
        "password=",
        "password:\nuser: joe",
        "Bearer token is missing",
        "WWW-Authenticate: Bearer realm=\"x\"",
        "the bearer should be asked",
        "Basic authentication failed",
        "Basic JavaScript",
        "<b>bold</b>",
        "http://host:8080/users/@me",
        "http://host:8080?mail=a@b.org",
        "http://[::1]:8080/users/@me",
        "mongodb://h1:27017,h2:27017/db?mail=a@b.org",
        "https://joe@example.org/a",
        "file://C:/users/a@b",
        "jdbc:oracle:thin:@//db:1521/shop",
        "jdbc:oracle:thin:/@db",
        "jdbc:oracle:thin:@db:1521:a/b@c",
        "oracle:thin: a/b@c",
        "thin:scott/x@db",
        "tokenCount=5",
        "token.type: JWT",
        "tokensLimit=512",
        "tokensUsed: 512 of 1024",
        "tokenExpiresAt=2026-12-01",
        "password_length: 8",
        "passwordPolicy=strict",
        "sslpasswordcallback=com.acme.Ask",
        "run --password-file /run/x -v",
        "secretName=orders",
        "api_key_file=/run/x",
        "authorizationUrl=https://example.org/x",
        "com.acme.TokenExpiredException: it was due at noon",
        "TokenService: started",
        "PasswordReset.java:36",
        "StringTokenizer: no more",
        "TOKENIZER=fast",
        "secretariat: Bob",
        "aws-secretsmanager:/orders",
        "keyboard1=us",
        "keyword=us",
        "spin2=3",
        "compassOld=north",
        "unexpected token '<' at 0",
        "Unrecognized token 'abc': was expecting JSON",
        "the password 'tis",
        "duplicate entry for key 'users.mail'",
        "wrong password. 'Bob' was asked",
        "100%3dx",
        "ssh://git@host/x",
        "KeyJoinColumn.nullable.message",
        "AKIA",
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"
      })
  void otherTextStaysAsItIs(String text) {
    assertThat(Secrets.mask(text)).isEqualTo(text);
  }

  @Test
  void privateKeyIsMaskedWhereverItStands() {
    String begin = "-----BEGIN RSA PRIVATE KEY-----";
    String end = "-----END RSA PRIVATE KEY-----";

    assertThat(Secrets.mask("a " + begin + "\nMIIE\nabc\n" + end + " b"))
        .isEqualTo("a " + begin + "***" + end + " b");
    assertThat(Secrets.mask(begin + "MIIE")).isEqualTo(begin + "***");
    assertThat(Secrets.mask("server.key=" + begin + "\nMIIE\n" + end + " b"))
        .isEqualTo("server.key=***" + end + " b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password=hunter2 x",
        "Authorization: Bearer abc",
        "<password>x</password>",
        "https://joe:x@y/z",
        "Bearer abcdef",
        "--password x y",
        "Cookie: a=b; c=d",
        "{\"token\":\"a\", \"n\":1}",
        "password2=hunter2 x",
        "using password 'x' y",
        "jdbc:oracle:thin:scott/x@db",
        "to=y%3Ftoken%3Dabc&n=1",
        "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----"
      })
  void whatIsMaskedStaysAsItIs(String text) {
    String masked = Secrets.mask(text);

    assertThat(masked).isNotEqualTo(text);
    assertThat(Secrets.mask(masked)).isEqualTo(masked);
  }

  /** Counts how often one of its characters is looked at. */
  private static final class Counting implements CharSequence {
    private final CharSequence text;
    private long looks;

    Counting(CharSequence text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      looks++;
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      looks += end - start;
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-",
        ".",
        "a",
        "a-",
        " ",
        "=",
        "<",
        "\"",
        "key",
        "password",
        "password ",
        "password:",
        "password=\"",
        "key=\"",
        "key=\"key\"",
        "key=\"password\">",
        "tokens=1",
        "tokens: 1 ",
        "tokens=[",
        "a.b_",
        "://",
        "://a:",
        "://a:1?",
        "a://b:1 ",
        "<password ",
        "<password>",
        "<tokens>1",
        "<tokens>1</tokens>",
        "<a:password",
        "</",
        "</a:",
        "--password ",
        "--password -",
        "bearer ",
        "Bearer token ",
        "basic ",
        "basic AAAA ",
        "-eyJ",
        "eyJ",
        "eyJ ",
        "-----BEGIN ",
        "-----BEGIN PRIVATE KEY-----",
        "AKIA",
        "ghp_",
        "cookie:",
        "authorization: '",
        "-p",
        "-pass",
        "-passwordless",
        "-tokeniz",
        "-apikeyb",
        "-v1",
        "passwordless=",
        "passwordless.",
        "tokencount=",
        "token-",
        "tokens_",
        "apikeyb",
        "apikeycount ",
        "v1-",
        "v1-=",
        "password '",
        "token 'a",
        "token 'a' ",
        "password)=(",
        "password: rejected value [",
        "oracle:thin:",
        "oracle:thin:a/",
        "oracle:thin:a/b@",
        "oracle:thin:a/\"",
        "://a:b/",
        "://a:b/@",
        "://a:b,",
        "%3d",
        "token%3D",
        "\\\""
      })
  void eachCharacterIsLookedAtABoundedNumberOfTimes(String part) {
    for (int length : new int[] {1_024, 100_000}) {
      Counting text = new Counting(part.repeat(length / part.length()));

      new SecretScan(text).masked();

      assertThat(text.looks).isLessThan(150L * length);
    }
  }
}
