package io.tlo.arguments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("jdk")
class EnumTypeTest {

  private enum Operation {
    PLUS,
    MINUS {
      @Override
      public String toString() {
        throw new IllegalStateException("is not to be called either");
      }
    };

    @Override
    public String toString() {
      throw new IllegalStateException("is not to be called");
    }
  }

  @SuppressWarnings("unused") // counted only
  private enum Many {
    C1,
    C2,
    C3,
    C4,
    C5,
    C6,
    C7,
    C8,
    C9,
    C10,
    C11,
    C12,
    C13,
    C14,
    C15,
    C16,
    C17,
    C18,
    C19,
    C20,
    C21,
    C22
  }

  @SuppressWarnings("unused") // cannot be initialised
  private enum Broken {
    ONE;

    static {
      fail(new IllegalStateException("planted"));
    }
  }

  @SuppressWarnings("unused") // cannot be initialised
  private enum BrokenByError {
    ONE;

    static {
      fail(new StackOverflowError("planted"));
    }
  }

  private static final AtomicBoolean INITIALISED = new AtomicBoolean();

  @SuppressWarnings("unused") // only its initialisation counts
  private enum Untouched {
    ONE;

    static {
      INITIALISED.set(true);
    }
  }

  private static void fail(Throwable planted) {
    if (planted instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) planted;
  }

  private static final Conversion OPERATION = Conversion.of("f(Operation)", Operation.class);

  @Test
  void constantIsFoundByItsName() {
    assertThat(OPERATION.value("PLUS")).isSameAs(Operation.PLUS);
    assertThat(OPERATION.value("[\"PLUS\"]")).isSameAs(Operation.PLUS);
  }

  @Test
  void constantWithABodyIsFound() {
    assertThat(Operation.MINUS).isNotExactlyInstanceOf(Operation.class);
    assertThat(OPERATION.value("MINUS")).isSameAs(Operation.MINUS);
    assertThat(Conversion.of("f(Operation[])", Operation[].class).value("PLUS, MINUS"))
        .isEqualTo(new Operation[] {Operation.PLUS, Operation.MINUS});
  }

  @Test
  void otherNameIsRefusedWithTheConstants() {
    assertThat(OPERATION.refusal("plus"))
        .isEqualTo("f(Operation): argument 1 is 'plus', allowed: one of PLUS, MINUS");
    assertThat(OPERATION.refusal("[0]"))
        .isEqualTo("f(Operation): argument 1 is 0, allowed in double quotes: one of PLUS, MINUS");
  }

  @Test
  void atMostTwentyConstantsAreShown() {
    assertThat(Conversion.of("f(Many)", Many.class).refusal("C0"))
        .isEqualTo(
            "f(Many): argument 1 is 'C0', allowed: one of C1, C2, C3, C4, C5, C6, C7, C8, C9, C10, C11,"
                + " C12, C13, C14, C15, C16, C17, C18, C19, C20 and 2 more");
  }

  @Test
  void enumThatCannotBeInitialisedIsARefusalEachTime() {
    Conversion broken = Conversion.of("f(Broken)", Broken.class);
    String message = "f(Broken): argument 1 is 'ONE', allowed: nothing, since"
        + " io.tlo.arguments.EnumTypeTest$Broken cannot be initialised";

    assertThat(broken.refusal("ONE")).isEqualTo(message);
    assertThat(broken.refusal("ONE")).isEqualTo(message);
    assertThat(Conversion.of("f(B)", BrokenByError.class).refusal("[1]"))
        .isEqualTo("f(B): argument 1 is 1, allowed in double quotes: nothing, since"
            + " io.tlo.arguments.EnumTypeTest$BrokenByError cannot be initialised");
  }

  @Test
  void enumIsNotInitialisedBeforeAnArgumentIsForIt() {
    Conversion untouched = Conversion.of("f(Untouched, int)", Untouched.class, int.class);

    untouched.refusal("");
    untouched.refusal("[\"ONE\"");
    assertThat(INITIALISED).isFalse();
    untouched.values("ONE, 1");
    assertThat(INITIALISED).isTrue();
  }

  @Test
  void typeOfAllEnumsIsNotOne() {
    assertThat(Conversion.of("f(Enum)", Enum.class).refusal("PLUS"))
        .isEqualTo("f(Enum): parameter 1 is a java.lang.Enum, which cannot be given as a text");
  }
}
