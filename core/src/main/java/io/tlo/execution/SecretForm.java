package io.tlo.execution;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Forms in which databases, tools and services write a secret that no telling name with a sign precedes: the
 * first words, and an expression for the text between one of them and the secret. At most 512 characters are
 * looked at, and repetitions are possessive, so that the time stays linear.
 *
 * <p>Thread safety: immutable.
 */
enum SecretForm {
  /** SQL of a user: {@code CREATE USER joe PASSWORD x}; prose has that word in small letters. */
  STATEMENT(
      "\\s++(?:user|role|login|to)\\s++\\S{1,128}+\\s++(?:(?:with|login|encrypted)\\s++){0,3}+"
          + "(?:(?-i:PASSWORD)|identified\\s++by)\\s++(?!expire|values\\s|password\\s)",
      "create alter connect"),
  /** Such SQL from its middle on, as a syntax error quotes it; without quotes in capitals only. */
  IDENTIFIED(
      "(?-i:\\s++BY\\s++(?!VALUES\\s|PASSWORD\\s))|\\s++(?:with\\s++[\\w'\"]{1,64}+\\s++)?+(?:by|as)\\s++"
          + "(?:(?:values|password)\\s++)?+(?=['\"])",
      "identified"),
  PASSWORD_FOR("\\s++for\\s++\\S{1,128}+\\s++=\\s++(?:password\\()?+(?=['\"])", "password"),
  /** {@code curl -u joe:x}; the numbers of a user and a group, and addresses, are no login. */
  USER(
      "[\\s,=]++(?!['\"]?+(?:\\d++:|jdbc:|[a-z]{1,16}+://))"
          + "(?:(?=['\"][^'\":\n]{1,128}+:)|[^\\s:'\",]{1,128}+:)",
      "-u --user --proxy-user"),
  /** The password follows without a blank; a word after a blank is the name of a database. */
  MYSQL(
      "(?-i:(?:[\\s,]++-(?!p|-pass)[^\\s,@:]{1,128}+(?:[\\s,]++[^\\s,@:-][^\\s,@:]{0,128}+)?+){0,8}+"
          + "[\\s,]++-p)",
      "mysql mysqldump mysqladmin mysqlimport mariadb mariadb-dump"),
  /** Tools whose password follows an option of one letter: {@code redis-cli -a x}. */
  LETTER(
      "(?-i:(?:[\\s,]++-(?![awP])\\w(?:[\\s,]++[^\\s@-][^\\s@]{0,128}+)?+){0,8}+[\\s,]++-[awP][\\s,]++)",
      "redis-cli ldapsearch ldapmodify sqlcmd"),
  SSHPASS("[\\s,]++-p[\\s,]*+", "sshpass"),
  LOGIN("(?:[\\s,]++(?:-u|--username)[\\s,=]++[^\\s,]{1,64}+)?+[\\s,]++-p[\\s,]++", "login"),
  ORACLE("[\\s,]++(?:-\\w{1,8}+[\\s,]++)?+[^\\s/@,=]{1,64}+/", "sqlplus sqlldr expdp impdp"),
  SLACK("/services/[^/\\s]{1,64}+/[^/\\s]{1,64}+/", "hooks.slack.com"),
  DISCORD("/api/webhooks/\\d{1,24}+/", "discord.com discordapp.com"),
  TELEGRAM("/bot\\d{1,24}+:", "api.telegram.org");

  private static final int MOST = 512;
  private static final SecretForm[] ALL = values();
  /** By length and last letter: few words of a text are looked at further. */
  private static final boolean[] FIRST_WORDS = new boolean[512];

  static {
    for (SecretForm form : ALL) {
      for (String word : form.words) {
        FIRST_WORDS[hash(word, 0, word.length())] = true;
      }
    }
  }

  private final Pattern between;
  private final String[] words;

  SecretForm(String between, String words) {
    this.between = Pattern.compile("(?:" + between + ")(?=\\S)", Pattern.CASE_INSENSITIVE);
    this.words = words.split(" ");
  }

  /** Returns where the secret begins that the word from one place up to another leads to, -1 if none does. */
  static int secretStart(CharSequence text, int from, int end) {
    if (!FIRST_WORDS[hash(text, from, end)]) {
      return -1;
    }
    for (SecretForm form : ALL) {
      if (form.beginsWith(text, from, end)) {
        Matcher matcher =
            form.between.matcher(text).region(end, Math.min(text.length(), end + MOST));
        return matcher.lookingAt() ? matcher.end() : -1;
      }
    }
    return -1;
  }

  private static int hash(CharSequence text, int from, int end) {
    return ((end - from) & 15) << 5 | (text.charAt(end - 1) & 31);
  }

  private boolean beginsWith(CharSequence text, int from, int end) {
    for (String word : words) {
      if (end - from == word.length() && SecretName.endsWith(text, from, end, word)) {
        return true;
      }
    }
    return false;
  }
}
