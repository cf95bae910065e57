package io.tlo.execution;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Goes once through a text, word by word, and masks what follows a telling name or looks like a token. A
 * word is letters, digits and {@code _ - .}; each character is looked at a bounded number of times,
 * whatever the text is.
 *
 * <p>Thread safety: confined to one thread.
 */
final class SecretScan {

  private static final String MASK = "***";
  /** What may follow a value without a blank where something around it ends. */
  private static final String CLOSERS = "\"'\\>/.:!?";

  private static final String HEADER_CLOSERS = CLOSERS + "),;";
  private static final int MOST_BLANKS = 16;
  private static final int MOST_BASIC = 512;
  private static final int SHORTEST_BEARER = 5;
  private static final int SHORTEST_TOKEN = 16;
  private static final int AWS_KEY = 20;
  private static final int MOST_PEM_NAME = 48;
  private static final int MOST_PASSWORD = 256;
  private static final int MOST_INDEX = 6;
  /** How an equals sign is written within a URL that is a parameter of another one. */
  private static final String CODED_EQUALS = "%3d";
  /** How PostgreSQL tells the value of a column. */
  private static final String COLUMN_EQUALS = ")=(";
  /** How Spring tells the value of a field. */
  private static final String REJECTED = "rejected value ";

  private static final String[] KNOWN_PREFIXES = {
    "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_",
    "glpat-", "glrt-", "xoxb-", "xoxp-", "xoxa-", "xoxs-",
    "xapp-", "sk_live_", "sk_test_", "sk-ant-", "sk-proj-", "rk_live_",
    "rk_test_", "shpat_", "whsec_", "xoxr-", "GOCSPX-", "glptt-"
  };

  /** What stands in the place of the user of a URL and looks like a token. */
  private static final Pattern USER_TOKEN =
      Pattern.compile("[\\w.-]{16,}+|(?=\\D*+\\d)(?=.*?[A-Za-z])[\\w.-]{8,15}+");
  /** What a name and its value in quotes may have between them: {@code the password is 'x'}. */
  private static final String[] LINKS = {"is ", "was ", "to "};

  /** What follows the word Bearer where people write about it. */
  private static final Set<String> WORDS_AFTER_BEARER = Set.of(
      "token",
      "tokens",
      "authentication",
      "authorization",
      "scheme",
      "credential",
      "credentials",
      "realm",
      "header",
      "prefix",
      "value",
      "error",
      "expected",
      "missing",
      "required",
      "challenge");

  private final CharSequence text;
  private final int length;
  private final OpenSigns open;
  private @Nullable StringBuilder masked;
  private int copied;

  SecretScan(CharSequence text) {
    this.text = text;
    this.length = text.length();
    this.open = new OpenSigns(text);
  }

  /** Returns the masked text; the text itself if nothing had to be. */
  String masked() {
    int at = 0;
    while (at < length) {
      char c = text.charAt(at);
      if (isWord(c)) {
        int end = wordEnd(at);
        at = word(at, end);
      } else if (c == ':' && startsWith(at, "://")) {
        at = userInfo(at + 3);
      } else if (c == '%' && isHex(charAt(at + 1)) && isHex(charAt(at + 2))) {
        at += 3;
      } else {
        at++;
      }
    }
    StringBuilder result = masked;
    return result == null
        ? text.toString()
        : result.append(text, copied, length).toString();
  }

  private void mask(int from, int to) {
    if (to > from) {
      write(from, to);
    }
  }

  private void write(int from, int to) {
    StringBuilder into = masked;
    if (into == null) {
      into = new StringBuilder(length);
      masked = into;
    } else if (from == copied) {
      // What follows another secret without a gap is under its mask.
      into.setLength(into.length() - MASK.length());
    }
    into.append(text, copied, from).append(MASK);
    copied = to;
    open.readTo(from);
    open.skipTo(to);
  }

  /** Masks a value and leaves the quotes or brackets around it. That nothing is between them is not told either. */
  private void maskWithin(int from, int to) {
    int sign = charAt(from) == '\\' && isQuote(charAt(from + 1)) ? 2 : 1;
    char last = closing(charAt(from + sign - 1));
    boolean isClosed = last != '\0'
        && to - from >= 2 * sign
        && text.charAt(to - 1) == last
        && (sign == 1 || text.charAt(to - 2) == '\\')
        && !(isQuote(last) && isDoubledQuote(to - 1, last));
    if (isClosed) {
      write(from + sign, to - sign);
    } else {
      mask(from, to);
    }
  }

  /** Returns what closes a quote or a bracket, zero if it is neither. */
  private static char closing(char first) {
    return switch (first) {
      case '"', '\'' -> first;
      case '[' -> ']';
      case '{' -> '}';
      case '(' -> ')';
      default -> '\0';
    };
  }

  /** Masks what a word is or announces; returns where to go on. */
  private int word(int from, int end) {
    int token = tokenStart(from, end);
    if (token >= 0) {
      mask(token, end);
      return end;
    }
    if (startsWith(from, "-----BEGIN")) {
      return pem(end);
    }
    if (isOracleDriver(from, end)) {
      return login(end + 1);
    }
    int secret = end < length ? SecretForm.secretStart(text, from, end) : -1;
    if (secret >= 0) {
      int secretEnd = valueEnd(secret);
      maskWithin(secret, secretEnd);
      return secretEnd;
    }
    SecretName name = canBeName(from, end) ? SecretName.of(text, from, end) : SecretName.NONE;
    if (name == SecretName.NONE) {
      return scheme(from, end);
    }
    return named(name, from, end);
  }

  /** Most words are followed by another one, and name nothing unless they are an option or an element. */
  private boolean canBeName(int from, int end) {
    if (text.charAt(from) == '-' || (from > 0 && "<:".indexOf(text.charAt(from - 1)) >= 0)) {
      return true;
    }
    char next = charAt(blanksEnd(end));
    return "=:%)\\\"'][-".indexOf(next) >= 0
        || ("iwt".indexOf(next) >= 0 && isQuote(charAt(saidStart(end))));
  }

  /** Returns whether a word is the last one of {@code jdbc:oracle:thin:}, which user and password follow. */
  private boolean isOracleDriver(int from, int end) {
    boolean isDriver = charAt(end) == ':'
        && (isIgnoringCase(from, end, "thin")
            || isIgnoringCase(from, end, "oci")
            || isIgnoringCase(from, end, "oci8"));
    return isDriver && from >= 7 && startsWith(from - 7, "oracle:");
  }

  /** Masks the password in {@code user/password@database}; returns where to go on. */
  private int login(int start) {
    int slash = start;
    while (slash < length && !isEndOfLogin(text.charAt(slash))) {
      slash++;
    }
    if (charAt(slash) != '/') {
      return start;
    }
    int from = slash + 1;
    int end = charAt(from) == '"' ? quoteEnd(from + 1, '"', false) : passwordEnd(from);
    if (end < 0) {
      return start;
    }
    maskWithin(from, end);
    return end;
  }

  private static boolean isEndOfLogin(char c) {
    return c == '@' || c == ':' || c == '(' || isEndOfAuthority(c);
  }

  /**
   * Returns where a password ends that an at sign follows, -1 if none does; a password may hold at signs and
   * slashes itself, the name of a host holds neither.
   */
  private int passwordEnd(int start) {
    int most = Math.min(length, start + MOST_PASSWORD);
    int last = -1;
    int at = start;
    while (at < most && !isEndOfPassword(at, last)) {
      last = text.charAt(at) == '@' ? at : last;
      at++;
    }
    return last < 0 && at == length && endsCut(start) ? length : last;
  }

  private boolean isEndOfPassword(int at, int lastSign) {
    char c = text.charAt(at);
    return c == '/' ? lastSign >= 0 || startsWith(at - 1, "//") : isEndOfAuthority(c);
  }

  /** Returns where in a word a token begins that shows what it is, -1 if none does. */
  private int tokenStart(int from, int end) {
    int lastDot = end - from < SHORTEST_TOKEN ? -1 : lastDot(from, end);
    for (int at = from; at <= end - SHORTEST_TOKEN; at++) {
      boolean isStart = at == from || "_-.".indexOf(text.charAt(at - 1)) >= 0;
      if (isStart && isToken(at, end, lastDot)) {
        return at;
      }
    }
    return -1;
  }

  private int lastDot(int from, int end) {
    int at = end - 1;
    while (at >= from && text.charAt(at) != '.') {
      at--;
    }
    return at;
  }

  private boolean isToken(int from, int end, int lastDot) {
    return switch (text.charAt(from)) {
      case 'e' -> startsWith(from, "eyJ") && lastDot > from;
      case 'h' -> startsWith(from, "hvs.");
      case 'A' -> startsWith(from, "AIza") || isAwsKey(from, end);
      case 'g', 'x', 's', 'r', 'w', 'G' -> startsWithOneOf(from, KNOWN_PREFIXES);
      default -> false;
    };
  }

  private boolean isAwsKey(int from, int end) {
    if (!startsWith(from, "AKIA") && !startsWith(from, "ASIA")) {
      return false;
    }
    for (int at = from; at < from + AWS_KEY; at++) {
      char c = at < end ? text.charAt(at) : ' ';
      if (!((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))) {
        return false;
      }
    }
    return true;
  }

  private boolean startsWithOneOf(int at, String[] signs) {
    for (String sign : signs) {
      if (startsWith(at, sign)) {
        return true;
      }
    }
    return false;
  }

  /** Masks a private key from behind its first line. */
  private int pem(int from) {
    String line = text.subSequence(from, Math.min(length, from + MOST_PEM_NAME)).toString();
    int dashes = line.indexOf("-----");
    if (dashes < 0 || !line.substring(0, dashes).contains("PRIVATE KEY")) {
      return from;
    }
    int start = from + dashes + 5;
    int end = find("-----END", start);
    mask(start, end);
    return end;
  }

  /** Masks the token after the name of a scheme of HTTP authentication. */
  private int scheme(int from, int end) {
    if (isIgnoringCase(from, end, "bearer")) {
      int start = blanksEnd(end);
      int stop = tokenEnd(start);
      if (start > end && stop - start >= SHORTEST_BEARER && isBearer(from, start, stop)) {
        mask(start, stop);
        return stop;
      }
    } else if (isIgnoringCase(from, end, "basic")) {
      int start = blanksEnd(end);
      int stop = tokenEnd(start);
      if (start > end && isUserAndPassword(start, stop)) {
        mask(start, stop);
        return stop;
      }
    }
    return end;
  }

  /** People write of bearers as well. */
  private boolean isBearer(int scheme, int from, int end) {
    if (text.charAt(end - 1) == '=' && charAt(end) == '"') {
      return false;
    }
    if (end - from >= SHORTEST_TOKEN) {
      return true;
    }
    String word = text.subSequence(from, end).toString();
    boolean isPlainWord = text.charAt(scheme) == 'b' && isLowerCase(word);
    return !isPlainWord
        && !WORDS_AFTER_BEARER.contains(word.replace(".", "").toLowerCase(Locale.ROOT));
  }

  private static boolean isLowerCase(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) < 'a' || word.charAt(i) > 'z') {
        return false;
      }
    }
    return true;
  }

  /** Other words than a coded user and password follow the word basic as well. */
  private boolean isUserAndPassword(int from, int end) {
    int bounded = Math.min(end, from + MOST_BASIC);
    String coded = text.subSequence(from, bounded).toString().replace("=", "");
    // A single letter left over is half a byte, where a long text was cut.
    String whole = coded.length() % 4 == 1 ? coded.substring(0, coded.length() - 1) : coded;
    try {
      byte[] plain = Base64.getDecoder().decode(whole);
      return new String(plain, StandardCharsets.ISO_8859_1).indexOf(':') >= 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Masks the value of a name, in whatever form it follows; returns where to go on. */
  private int named(SecretName name, int from, int end) {
    int element = isElement(from) ? elementStart(end) : -1;
    if (element > 0) {
      int start = Math.max(element, inPlaceOfElement(name, from, end));
      return maskedText(name, start, elementEnd(start, from, end));
    }
    int close = closeOfName(end);
    int sign = blanksEnd(close);
    boolean isArrow = name == SecretName.VALUE && startsWith(sign, "->");
    if (isArrow || charAt(sign) == '=' || charAt(sign) == ':') {
      return assigned(name, from, sign);
    }
    int coded = close + CODED_EQUALS.length();
    if (coded < length && isIgnoringCase(close, coded, CODED_EQUALS)) {
      return masked(name, coded, runEnd(coded));
    }
    if (startsWith(end, COLUMN_EQUALS)) {
      return masked(name, end + 2, valueEnd(end + 2));
    }
    if (isSaid(name, from, end)) {
      return said(from, end);
    }
    if (close > end) {
      int start = valueBesides(close);
      if (start > 0) {
        boolean isElement = text.charAt(start - 1) == '>';
        return isElement
            ? maskedText(name, start, find("<", start))
            : masked(name, start, valueEnd(start));
      }
    }
    if (text.charAt(from) == '-') {
      return flagged(name, close);
    }
    return end;
  }

  /** Returns whether a value in quotes follows after a blank: {@code using password 'x'}. */
  private boolean isSaid(SecretName name, int from, int end) {
    int start = saidStart(end);
    return name == SecretName.VALUE
        && text.charAt(from) != '-'
        && text.charAt(end - 1) != '.'
        && start > end
        && isQuote(charAt(start));
  }

  private int saidStart(int end) {
    int at = gapEnd(end);
    for (String link : LINKS) {
      if (startsWith(at, link)) {
        return gapEnd(at + link.length());
      }
    }
    return at;
  }

  /** Masks a value in quotes. Parsers say token of any word: there only a long one is masked. */
  private int said(int from, int end) {
    int start = saidStart(end);
    int stop = start + 1;
    while (stop < length && text.charAt(stop) != text.charAt(start) && text.charAt(stop) != '\n') {
      stop++;
      stop += isDoubledQuote(stop, text.charAt(start)) ? 2 : 0;
    }
    boolean isClosed = charAt(stop) == text.charAt(start);
    boolean isCut = stop == length && endsCut(start);
    boolean isOfAParser = stop - start <= SHORTEST_TOKEN && isIgnoringCase(from, end, "token");
    if (isOfAParser || !(isClosed || isCut)) {
      return end;
    }
    int close = isClosed ? stop + 1 : stop;
    maskWithin(start, close);
    return close;
  }

  private int masked(SecretName name, int from, int to) {
    boolean isCount = name == SecretName.PLURAL && isNumber(from, to);
    // What a key is called is a name of its own: <entry key="password">.
    boolean isName = name == SecretName.KEY && isQuotedName(from, to);
    if (isCount || isName) {
      return from;
    }
    maskWithin(from, to);
    return to;
  }

  /** Masks a value in which quotes and brackets are characters like others: the text of an element. */
  private int maskedText(SecretName name, int from, int to) {
    if (name == SecretName.PLURAL && isNumber(from, to)) {
      return from;
    }
    mask(from, to);
    return to;
  }

  private boolean isNumber(int from, int to) {
    int digits = from;
    while (digits < to && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    return digits == to && to > from;
  }

  private boolean isQuotedName(int from, int to) {
    return to - from > 2
        && isQuote(text.charAt(from))
        && wordEnd(from + 1) == to - 1
        && SecretName.of(text, from + 1, to - 1) != SecretName.NONE;
  }

  private int assigned(SecretName name, int from, int sign) {
    if (name == SecretName.ASSIGNED && text.charAt(sign) != '=') {
      return sign;
    }
    int value = gapEnd(signEnd(sign));
    int start = startsWith(value, REJECTED + "[") ? value + REJECTED.length() : value;
    boolean isHeader =
        name == SecretName.COOKIE || (name == SecretName.AUTHORIZATION && text.charAt(sign) == ':');
    boolean isLine = isHeader && !isQuote(charAt(start));
    return isLine ? header(start, headerEnd(from, start)) : masked(name, start, valueEnd(start));
  }

  /** Masks the value of a header, and leaves the brackets of a list that it is in. */
  private int header(int start, int end) {
    boolean isList =
        end - start > 1 && end < length && closing(text.charAt(start)) == text.charAt(end);
    int from = isList ? start + 1 : start;
    int to = withoutClosers(from, end, HEADER_CLOSERS);
    mask(from, to);
    return to;
  }

  /** Returns where a sign ends, which may be one of several characters: {@code == => :=}. */
  private int signEnd(int sign) {
    int at = sign + 1;
    while (at < sign + 3 && at < length && "=:>".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  /** Returns where blanks within a line end: what stands on the next one is no value. */
  private int gapEnd(int start) {
    int at = start;
    while (at < start + MOST_BLANKS && (charAt(at) == ' ' || charAt(at) == '\t')) {
      at++;
    }
    return at;
  }

  /** Returns where the value of a header ends: with its line, or where a map or a quote around it does. */
  private int headerEnd(int name, int start) {
    char before = name == 0 ? ' ' : text.charAt(name - 1);
    int at = start;
    while (at < length) {
      char c = text.charAt(at);
      if (c == '\n' || c == '\r' || c == ']' || c == '}' || (isQuote(c) && c == before)) {
        return at;
      }
      at++;
    }
    return at;
  }

  /** Returns where a value ends that begins here. */
  private int valueEnd(int start) {
    char first = charAt(start);
    if (isQuote(first)) {
      return quoteEnd(start + 1, first, false);
    }
    if (first == '\\' && isQuote(charAt(start + 1))) {
      return quoteEnd(start + 2, text.charAt(start + 1), true);
    }
    if (first == '[' || first == '{' || first == '(') {
      return bracketEnd(start, first, first == '[' ? ']' : first == '{' ? '}' : ')');
    }
    if (startsWith(start, "-----BEGIN")) {
      return find("-----END", start);
    }
    int end = runEnd(start);
    return isSchemeName(start, end) && blanksEnd(end) > end ? runEnd(blanksEnd(end)) : end;
  }

  private boolean isSchemeName(int from, int end) {
    return isIgnoringCase(from, end, "bearer")
        || isIgnoringCase(from, end, "basic")
        || isIgnoringCase(from, end, "digest");
  }

  private int runEnd(int start) {
    int at = start;
    while (at < length && !isEndOfRun(text.charAt(at))) {
      if (at > start && isQuote(text.charAt(at)) && isEndOfTag(start, at)) {
        return at;
      }
      at++;
    }
    return withoutClosers(start, at, CLOSERS);
  }

  private boolean isEndOfTag(int start, int at) {
    open.readTo(start);
    return open.isEndOfTag(at);
  }

  /**
   * Returns where a value ends without what closes signs that were opened before it, and what follows those: a quote
   * around an address, the end of a tag. What may be a part of the value stays in it.
   */
  private int withoutClosers(int start, int end, String closers) {
    int at = end;
    while (at > start && closers.indexOf(text.charAt(at - 1)) >= 0) {
      at--;
    }
    if (at == end) {
      return end;
    }
    open.readTo(start);
    for (int close = Math.max(at, start + 1); close < end; close++) {
      if (",;".indexOf(text.charAt(close)) >= 0 || open.isClosedBy(close)) {
        return isEndOfElement(start, close) ? end : close;
      }
    }
    return end;
  }

  /** With the end of a tag left behind another one, what follows would be the text of an element. */
  private boolean isEndOfElement(int start, int close) {
    return text.charAt(close) == '>'
        && (text.charAt(close - 1) == '/' || isAnyTagBegun(start, close));
  }

  /** Looks no further than the end: to the end of the text for each value would take long. */
  private boolean isAnyTagBegun(int from, int end) {
    int at = from;
    while (at < end && text.charAt(at) != '<') {
      at++;
    }
    return at < end;
  }

  private static boolean isEndOfRun(char c) {
    return Character.isWhitespace(c) || ",;&}])".indexOf(c) >= 0;
  }

  private int quoteEnd(int from, char quote, boolean isEscaped) {
    int at = from;
    while (at < length) {
      char c = text.charAt(at);
      if (c == '\\' && isEscaped && charAt(at + 1) == quote) {
        return at + 2;
      }
      boolean isDoubled = isDoubledQuote(at, quote);
      if (c == quote && !isEscaped && !isDoubled) {
        return at + 1;
      }
      at += isDoubled || (c == '\\' && !isEscaped) ? 2 : 1;
    }
    return length;
  }

  /** Returns whether a quote within a value of SQL stands there: {@code 'it''s'}. */
  private boolean isDoubledQuote(int at, char quote) {
    return charAt(at) == quote && charAt(at + 1) == quote && isWord(charAt(at + 2));
  }

  private int bracketEnd(int from, char open, char close) {
    int depth = 0;
    for (int at = from; at < length; at++) {
      char c = text.charAt(at);
      depth += c == open ? 1 : c == close ? -1 : 0;
      if (depth == 0) {
        return at + 1;
      }
    }
    return length;
  }

  /** Returns where the closing sign of a name ends: {@code "name"}, {@code \"name\"}, {@code [name]}. */
  private int closeOfName(int end) {
    int at = indexEnd(end);
    while (at < end + 3 && at < length && "\\\"']".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  /** Returns where the index of an element ends, as in {@code passwords[12]}; the place itself if there is none. */
  private int indexEnd(int start) {
    int at = start + 1;
    while (at < start + MOST_INDEX && charAt(at) >= '0' && charAt(at) <= '9') {
      at++;
    }
    return charAt(start) == '[' && charAt(at) == ']' && at > start + 1 ? at + 1 : start;
  }

  /** Returns where the value begins in {@code name="password" value="x"} and {@code key="password">x<}. */
  private int valueBesides(int close) {
    int at = blanksEnd(close);
    if (charAt(at) == '>') {
      return at + 1;
    }
    if (charAt(at) == ',') {
      at = blanksEnd(at + 1);
    }
    if (isQuote(charAt(at))) {
      at++;
    }
    if (!startsWith(at, "value")) {
      return -1;
    }
    int sign = blanksEnd(closeOfName(at + "value".length()));
    return charAt(sign) == '=' || charAt(sign) == ':' ? blanksEnd(sign + 1) : -1;
  }

  /** Masks the word after a flag of a command line, {@code --password x} or {@code [--password, x]}. */
  private int flagged(SecretName name, int close) {
    int at = charAt(close) == ',' ? close + 1 : close;
    int start = blanksEnd(at);
    if (start == at || start >= length || text.charAt(start) == '-') {
      return close;
    }
    return masked(name, start, valueEnd(start));
  }

  /** Masks the value of what is written in the place of an element, {@code <password=x>}; returns where to go on. */
  private int inPlaceOfElement(SecretName name, int from, int end) {
    int sign = blanksEnd(end);
    boolean isAssigned = charAt(sign) == '=' || (charAt(sign) == ':' && !isWord(charAt(sign + 1)));
    if (isAssigned) {
      return assigned(name, from, sign);
    }
    return text.charAt(from) == '-' ? flagged(name, closeOfName(end)) : end;
  }

  private boolean isElement(int from) {
    return from > 0 && (text.charAt(from - 1) == '<' || isPrefixedElement(from));
  }

  /** Returns whether a prefix stands before a name, as in {@code <ns:password>}. */
  private boolean isPrefixedElement(int from) {
    if (text.charAt(from - 1) != ':') {
      return false;
    }
    int at = from - 2;
    while (at >= 0 && at > from - 40 && isWord(text.charAt(at))) {
      at--;
    }
    return at >= 0 && text.charAt(at) == '<';
  }

  /** Returns where the text of an element begins, -1 if it has none. */
  private int elementStart(int end) {
    int at = end;
    while (at < length && text.charAt(at) != '>' && text.charAt(at) != '<') {
      at++;
    }
    boolean hasText = charAt(at) == '>' && text.charAt(at - 1) != '/';
    return hasText ? at + 1 : -1;
  }

  /** Returns where the text of an element ends: at the end of one of that name. */
  private int elementEnd(int start, int name, int nameEnd) {
    int at = find("</", start);
    while (at < length) {
      int first = at + 2;
      int local = charAt(wordEnd(first)) == ':' ? wordEnd(first) + 1 : first;
      if (startsWith(local, text.subSequence(name, nameEnd).toString())) {
        return at;
      }
      at = find("</", first);
    }
    return length;
  }

  /** Masks the password before the host of a URL; returns where to go on. */
  private int userInfo(int start) {
    int colon = -1;
    int last = -1;
    int at = start;
    while (at < length && !isEndOfAuthority(text.charAt(at))) {
      char c = text.charAt(at);
      if ((c == '?' || c == '#') && colon > 0 && isNumber(colon + 1, at)) {
        return start;
      }
      colon = c == ':' && colon < 0 ? at : colon;
      last = c == '@' ? at : last;
      at++;
    }
    if (isUserToken(start, last)) {
      mask(start, last);
      return last;
    }
    if (colon < 0 || text.charAt(start) == '[') {
      return start;
    }
    if (last < 0 && charAt(at) == '/' && !isPort(colon + 1, at)) {
      last = passwordEnd(at);
    }
    if (last > colon) {
      mask(colon + 1, last);
      return last;
    }
    // A long text ends somewhere, perhaps within the password; a number is a port.
    if (last < 0 && at == length && endsCut(colon + 1)) {
      mask(colon + 1, at);
      return at;
    }
    return start;
  }

  /** Returns whether a token stands in the place of the user; SSH and FTP have names there. */
  private boolean isUserToken(int from, int to) {
    boolean isName =
        from >= 6 && (startsWith(from - 6, "ssh://") || startsWith(from - 6, "ftp://"));
    return to > from && !isName && USER_TOKEN.matcher(text).region(from, to).matches();
  }

  /** Returns whether a port begins there; several hosts are separated by commas. */
  private boolean isPort(int from, int to) {
    int end = from;
    while (end < to && text.charAt(end) != ',') {
      end++;
    }
    return end == from || isNumber(from, end);
  }

  private boolean endsCut(int from) {
    return text.charAt(length - 1) == '…' && !isNumber(from, length - 1) && length - 1 > from;
  }

  private static boolean isEndOfAuthority(char c) {
    return Character.isWhitespace(c) || "/\"'<>".indexOf(c) >= 0;
  }

  private int tokenEnd(int start) {
    int at = start;
    while (at < length && isTokenCharacter(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isTokenCharacter(char c) {
    return isWord(c) || c == '~' || c == '+' || c == '/' || c == '=';
  }

  private int wordEnd(int start) {
    int at = start;
    while (at < length && isWord(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-'
        || c == '.';
  }

  private int blanksEnd(int start) {
    int at = start;
    while (at < length && at < start + MOST_BLANKS && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Returns where a sign begins at or after a place, the end of the text if nowhere. */
  private int find(String sign, int from) {
    for (int at = from; at < length; at++) {
      if (startsWith(at, sign)) {
        return at;
      }
    }
    return length;
  }

  private boolean startsWith(int at, String sign) {
    if (at + sign.length() > length) {
      return false;
    }
    for (int i = 0; i < sign.length(); i++) {
      if (text.charAt(at + i) != sign.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean isIgnoringCase(int from, int end, String lowerCase) {
    if (end - from != lowerCase.length()) {
      return false;
    }
    for (int i = 0; i < lowerCase.length(); i++) {
      if (Character.toLowerCase(text.charAt(from + i)) != lowerCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private char charAt(int at) {
    return at < length ? text.charAt(at) : '\0';
  }

  private static boolean isHex(char c) {
    return Character.digit(c, 16) >= 0;
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }
}
