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
        "{\"password\": \"a b c\", \"user\": \"joe\"}|{\"password\": \"***\", \"user\": \"joe\"}",
        "{password='a b', user=joe}|{password='***', user=joe}",
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
        "tokens=[a, b], x=1|tokens=[***], x=1",
        "credentials={user=joe, pass=x}, y=2|credentials={***}, y=2",
        "{\\\"token\\\":\\\"a\\\",\\\"n\\\":1}|{\\\"token\\\":\\\"***\\\",\\\"n\\\":1}",
        "{\"token\":\"a\\\"b\",\"n\":1}|{\"token\":\"***\",\"n\":1}",
        "{\"name\":\"password\",\"value\":\"x\",\"n\":1}|{\"name\":\"password\",\"value\":\"***\",\"n\":1}",
        "<password>x y</password>|<password>***</password>",
        "<ns:password a='b'>x</ns:password>|<ns:password a='b'>***</ns:password>",
        "<password><![CDATA[x]]></password>|<password>***</password>",
        "<credentials><user>x</user><pw>y</pw></credentials>|<credentials>***</credentials>",
        "<password>cut of|<password>***",
        "<login password=\"x y\" user='joe'/>|<login password=\"***\" user='joe'/>",
        "<property name=\"password\" value=\"x y\"/>|<property name=\"password\" value=\"***\"/>",
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
        "{Authorization=[Bearer abc], Host=[x]}|{Authorization=[***], Host=[x]}",
        "curl -H 'Authorization: Bearer abc' -v|curl -H 'Authorization: ***' -v",
        "Cookie: a=b; c=d|Cookie: ***",
        "{Set-Cookie=[a=b; Path=/], Host=[x]}|{Set-Cookie=[***], Host=[x]}",
        "{\"cookie\": \"a=b; c=d\", \"n\": 1}|{\"cookie\": \"***\", \"n\": 1}",
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
        "tokens2=[a, b]|tokens2=[***]",
        "{\"clientSecret1\":\"abc\"}|{\"clientSecret1\":\"***\"}",
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
        "<password=x y> z|<password=*** y>***",
        "run --password2 hunter2 --user joe|run --password2 *** --user joe",
        "user 'shop' using password 'hunter2'|user 'shop' using password '***'",
        "ALTER USER joe PASSWORD 'hunter2'; x|ALTER USER joe PASSWORD '***'; x",
        "the client secret \"a b\" is wrong|the client secret \"***\" is wrong",
        "using password 'hunt…|using password ***",
        "invalid token 'abcdefghijklmnop'|invalid token '***'",
        "Key (api_token)=(abc) already exists|Key (api_token)=(***) already exists",
        "on field 'password': rejected value [a b]; x|on field 'password': rejected value [***]; x",
        "jdbc:oracle:thin:scott/hunter2@//db:1521/shop: x|jdbc:oracle:thin:scott/***@//db:1521/shop: x",
        "jdbc:oracle:oci:scott/p@ss@db:1521:x|jdbc:oracle:oci:scott/***@db:1521:x",
        "jdbc:oracle:thin:scott/\"p@s /s\"@db|jdbc:oracle:thin:scott/\"***\"@db",
        "jdbc:oracle:thin:scott/pa/ss@db/x|jdbc:oracle:thin:scott/***@db/x",
        "jdbc:oracle:thin:scott/hunt…|jdbc:oracle:thin:scott/***",
        "https://joe:pa/ss@example.org/a|https://joe:***@example.org/a",
        "https://x/?to=https%3A%2F%2Fy%3Faccess_token%3Dabc&n=1|https://x/?to=https%3A%2F%2Fy%3Faccess_token%3D***&n=1",
        "app.password[0]=hunter2 next|app.password[0]=*** next",
        "secrets[12]: hunter2|secrets[12]: ***",
        "https://x/?to=y%3Fn%3D1%26sig%3Dabc|https://x/?to=y%3Fn%3D1%26sig%3D***",
        "https://S3cr3ttoken@example.org/x.git|https://***@example.org/x.git",
        "git+https://abcdefghijklmnopqrst@example.org|git+https://***@example.org",
        "https://0123456789abcdef0123@example.org:8443/1|https://***@example.org:8443/1",
        "CREATE USER joe IDENTIFIED BY hunter2; x|CREATE USER joe IDENTIFIED BY ***; x",
        "create user joe identified by hunter2|create user joe identified by ***",
        "near 'identified by 'hunter2'' at line 1|near 'identified by '***'' at line 1",
        "GRANT ALL ON x.* TO joe IDENTIFIED BY \"a b\" x|GRANT ALL ON x.* TO joe IDENTIFIED BY \"***\" x",
        "ALTER USER 'joe'@'%' IDENTIFIED WITH caching_sha2_password BY 'a b'; x|ALTER USER 'joe'@'%' IDENTIFIED WITH caching_sha2_password BY '***'; x",
        "alter user joe identified by values 'S:1F' x|alter user joe identified by values '***' x",
        "connect to joe identified by hunter2 using 'db'|connect to joe identified by *** using 'db'",
        "CREATE USER joe PASSWORD hunter2; x|CREATE USER joe PASSWORD ***; x",
        "alter role joe WITH LOGIN ENCRYPTED PASSWORD hunter2|alter role joe WITH LOGIN ENCRYPTED PASSWORD ***",
        "CREATE USER joe IDENTIFIED BY PASSWORD '*1F' x|CREATE USER joe IDENTIFIED BY PASSWORD '***' x",
        "alter user joe with password 'a b'; x|alter user joe with password '***'; x",
        "ENCRYPTED PASSWORD 'a b' x|ENCRYPTED PASSWORD '***' x",
        "ALTER USER sa SET PASSWORD 'it''s'; x|ALTER USER sa SET PASSWORD '***'; x",
        "set password to 'hunter2'; x|set password to '***'; x",
        "SET PASSWORD FOR 'joe'@'%' = 'hunter2'; x|SET PASSWORD FOR 'joe'@'%' = '***'; x",
        "SET PASSWORD FOR joe = PASSWORD('a b'); x|SET PASSWORD FOR joe = PASSWORD('***'); x",
        "the password is \"a b\", x|the password is \"***\", x",
        "curl -u joe:hunter2 http://h|curl -u joe:*** http://h",
        "[curl, -u, joe:hunter2, http://h]|[curl, -u, joe:***, http://h]",
        "curl --user 'joe:a b' -v|curl --user '***' -v",
        "curl --proxy-user=joe:hunter2 -v|curl --proxy-user=joe:*** -v",
        "mysqldump -u joe -phunter2! x|mysqldump -u joe -p*** x",
        "[/usr/bin/mysql, -hdb, -phunter2, x]|[/usr/bin/mysql, -hdb, -p***, x]",
        "mysql --host=db --password x -v|mysql --host=db --password *** -v",
        "mysql --host=db --port=3306 -ujoe -phunter2 x|mysql --host=db --port=3306 -ujoe -p*** x",
        "mysql -pa'b db|mysql -p*** db",
        "sshpass -p hunter2 ssh h|sshpass -p *** ssh h",
        "redis-cli -h db -a hunter2 ping|redis-cli -h db -a *** ping",
        "[ldapsearch, -D, cn=joe, -w, hunter2, -x]|[ldapsearch, -D, cn=joe, -w, ***, -x]",
        "sqlcmd -S db -U sa -P hunter2 -Q x|sqlcmd -S db -U sa -P *** -Q x",
        "docker login -u joe -p hunter2 example.org|docker login -u joe -p *** example.org",
        "sqlplus -S scott/hunter2@db x|sqlplus -S scott/*** x",
        "https://hooks.slack.com/services/T0/B0/abc sent|https://hooks.slack.com/services/T0/B0/*** sent",
        "https://discord.com/api/webhooks/17/abc sent|https://discord.com/api/webhooks/17/*** sent",
        "https://api.telegram.org/bot17:abc/send x|https://api.telegram.org/bot17:*** x",
        "Map(user -> joe, password -> hunter2)|Map(user -> joe, password -> ***)",
        "?X-Amz-Signature=0a1b&x=1|?X-Amz-Signature=***&x=1",
        "{\"password\" : \"x\", \"n\":1}|{\"password\" : \"***\", \"n\":1}",
        "sk-ant-api03-0123456789|***",
        "xapp-1-A012345678901 x|*** x",
        "hvs.0123456789abcdef x|*** x",
        "GOCSPX-0123456789abcdef x|*** x"
      })
  void valueAfterASecretNameIsMasked(String text, String expected) {
    assertThat(Secrets.mask(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "password=\"x\"|password=\"***\"",
        "log(\"password=x\")|log(\"password=***\")",
        "\"password=x\", y|\"password=***\", y",
        "[\"password=x\"]|[\"password=***\"]",
        "f(\"token=abc\").|f(\"token=***\").",
        "'token=abc'; y|'token=***'; y",
        "curl -H 'X-Api-Key: abc' -v|curl -H 'X-Api-Key: ***' -v",
        "curl 'https://x?token=abc' -v|curl 'https://x?token=***' -v",
        "GET \"https://x/?access_token=abc\"|GET \"https://x/?access_token=***\"",
        "{\"url\":\"https://x?token=abc\",\"n\":1}|{\"url\":\"https://x?token=***\",\"n\":1}",
        "{\"url\":\"https://x?token=abc\"}|{\"url\":\"https://x?token=***\"}",
        "{\\\"url\\\":\\\"https://x?token=abc\\\",\\\"n\\\":1}|{\\\"url\\\":\\\"https://x?token=***\\\",\\\"n\\\":1}",
        "\"{\\\"url\\\":\\\"https://x?token=abc\\\"}\"|\"{\\\"url\\\":\\\"https://x?token=***\\\"}\"",
        "<a href=\"https://x?token=abc\">orders</a>|<a href=\"https://x?token=***\">orders</a>",
        "<a href='https://x?token=abc'/>|<a href='https://x?token=***'/>",
        "<a href=\"https://x?token=abc\" id=\"y\">|<a href=\"https://x?token=***\" id=\"y\">",
        "see <https://x?token=abc> y|see <https://x?token=***> y",
        "<login password=abc>|<login password=***>",
        "(password=x), y|(password=***), y",
        "(password=\"x\"), y|(password=\"***\"), y",
        "[password=\"x\"]|[password=\"***\"]",
        "password=\"x\";|password=\"***\";",
        "password='x',|password='***',",
        "password=\"\" y|password=\"***\" y",
        "{\\\"token\\\":\\\"\\\",\\\"n\\\":1}|{\\\"token\\\":\\\"***\\\",\\\"n\\\":1}",
        "password=\"x\\\"y\" z|password=\"***\" z",
        "Authorization: Bearer abc,|Authorization: ***,",
        "Cookie: a=b; c=d;|Cookie: ***;",
        "(Authorization: Bearer abc)|(Authorization: ***)",
        "{\\\"header\\\":\\\"Authorization: Bearer abc\\\"}|{\\\"header\\\":\\\"Authorization: ***\\\"}",
        "\"see Authorization: Bearer abc\"|\"see Authorization: ***\"",
        "{Cookie=[a=b], n=1}|{Cookie=[***], n=1}",
        "'curl -u joe:abc'|'curl -u joe:***'",
        "\"mysql -u joe -pabc\"|\"mysql -u joe -p***\"",
        "\"jdbc:oracle:thin:scott/x@db\"|\"jdbc:oracle:thin:scott/***@db\"",
        "\"https://hooks.slack.com/services/T0/B0/abc\"|\"https://hooks.slack.com/services/T0/B0/***\"",
        "CREATE USER joe IDENTIFIED BY 'a b', ann|CREATE USER joe IDENTIFIED BY '***', ann",
        "\"CREATE USER joe IDENTIFIED BY abc\"|\"CREATE USER joe IDENTIFIED BY ***\"",
        "to=\"y%3Ftoken%3Dabc\"|to=\"y%3Ftoken%3D***\"",
        "password=a\"b|password=***",
        "password=abc\"|password=***",
        "don't password=abc'|don't password=***",
        "\"password=a\"b\" c|\"password=***\" c",
        "\"password=a\">b|\"password=***",
        "password=(abc|password=***",
        "password=[a] b|password=[***] b",
        "<password>\"a\"</password>|<password>***</password>",
        "<login password=abc/>|<login password=***",
        "<a href=\"https://x?token=abc\"/>|<a href=\"https://x?token=***\"/>",
        "<a title=\"b>c\" href=\"https://x?token=abc\">y</a>|<a title=\"b>c\" href=\"https://x?token=***\">y</a>",
        "password='it''s', x|password='***', x",
        "say: 'x?token=abc'. Next|say: 'x?token=***'. Next"
      })
  void whatClosesAroundAMaskedValueStays(String text, String expected) {
    assertThat(Secrets.mask(text)).isEqualTo(expected);
    assertThat(Secrets.mask(expected)).isEqualTo(expected);
  }

  /** Each number stands for a text that a scan must not show wherever the signs around it lie. */
  @Test
  void noSignAroundAValueMakesItReadable() {
    String[] before = {
      "", "\"", "'", "\\\"", "(", "[", "{", "<a b=", "<a b=\"", "<", "say: \"", "x' "
    };
    String[] names = {
      "password=",
      "\"password\": ",
      "token='",
      "secret=\"",
      "Authorization: Bearer ",
      "Cookie: a=",
      "https://x?token=",
      "--password ",
      "IDENTIFIED BY '",
      "curl -u joe:",
      "\\\"pwd\\\":\\\""
    };
    String[] after = {
      "", "\"", "'", "\\\"", ")", "]", "}", ">", "/>", "\">", "'/>", "\".", "',", ";", ",", "\")",
      "/\"", ".'"
    };
    for (String opening : before) {
      for (String name : names) {
        for (String closing : after) {
          String text = opening + name + "hunter2" + closing + " joe";

          assertThat(Secrets.mask(text)).as(text).doesNotContain("hunter2").contains("***");
        }
      }
    }
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
        "https://joe@example.org/x",
        "https://joe.smith@example.org/x",
        "https://joe7@example.org/x",
        "ssh://ec2-user@example.org/x",
        "sftp://customer-number-17@example.org/x",
        "https://orders.example.org17?mail=a@b.org",
        "orders are identified by number",
        "the orders, identified by their numbers, are kept",
        "a task is identified by name 'ship'",
        "ALTER USER joe PASSWORD EXPIRE",
        "alter user joe password expire never",
        "create user joe first",
        "could not create user joe with password policy strict",
        "create user joe without password 17",
        "user joe password expired",
        "password is weak",
        "the password was changed",
        "the password is what you chose",
        "set password to expire",
        "password for joe is old",
        "password for joe = old: no",
        "the token is 'x'",
        "the key is 'orders'",
        "password to 'tis",
        "docker run -u 1000:1000 orders",
        "sort -u names",
        "run -u https://example.org/x",
        "liquibase -u jdbc:h2:mem:orders",
        "run --user joe at 10:15",
        "run -u joe --at 10:15",
        "mysql -u joe -p orders",
        "mysql -P 3306 -hdb",
        "mysql is restarted with -parallel",
        "redis-cli is restarted with -a or -b",
        "the mysql-connector runs with -parallel",
        "run -prod -parallel",
        "mkdir -p /run/orders",
        "git log -p pom.xml",
        "docker run -p 8080:80 orders",
        "docker login -u joe example.org",
        "login -u joe failed",
        "ls -a orders",
        "redis-cli -h db ping",
        "wc -w orders",
        "sqlplus / as sysdba",
        "sqlplus /nolog",
        "sqlplus scott@db/orders",
        "https://hooks.slack.com/docs/a/b/c",
        "https://discord.com/api/channels/17/x",
        "https://api.telegram.org/bots/x",
        "Map(user -> joe, key -> 17)",
        "key -> map.get(key)",
        "sk-antelope-orders-17",
        "hvs.java:17",
        "the basic plan: 5",
        "a bearer of news",
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
        "https://S3cr3ttoken@host/x",
        "IDENTIFIED BY 'x' y",
        "CREATE USER x PASSWORD y z",
        "password is 'x' y",
        "curl -u a:b c",
        "mysql -px y",
        "sshpass -p x y",
        "Map(password -> x, y)",
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
        "a://a",
        "a://a@",
        "identified by ",
        "identified with a by ",
        "identified",
        "create user ",
        "create user a ",
        "create user a with ",
        "alter user a password expire",
        "password for ",
        "password for a = ",
        "password is ",
        "-u ",
        "-u a",
        "-u 'a",
        "--user,",
        "mysql ",
        "mysql -p ",
        "mysql -u a -h ",
        "mysql -uaaaaaaaaaaaaaaaaaaa a ",
        "sqlcmd -P ",
        "login -u ",
        "sqlplus ",
        "sqlplus a",
        "hooks.slack.com/services/",
        "api.telegram.org/bot1",
        "password -> ",
        "password ->",
        "password ''a",
        "password '''a",
        "redis-cli -h a ",
        "\\\"",
        "token=a\"",
        "\"token=a\"",
        "<a b=\"token=a",
        "<a b='token=\"",
        "<token='/>",
        "(cookie:a)",
        "token=a>/",
        "<token=>"
      })
  void eachCharacterIsLookedAtABoundedNumberOfTimes(String part) {
    for (int length : new int[] {1_024, 100_000}) {
      Counting text = new Counting(part.repeat(length / part.length()));

      new SecretScan(text).masked();

      assertThat(text.looks).isLessThan(150L * length);
    }
  }

  @Test
  void withinAnAttributeThatIsNotClosedEachCharacterIsLookedAtABoundedNumberOfTimes() {
    Counting text = new Counting("<a b=\" " + "token=x> ".repeat(11_000));

    new SecretScan(text).masked();

    assertThat(text.looks).isLessThan(150L * text.length());
  }
}
