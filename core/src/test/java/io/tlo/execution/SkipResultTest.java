package io.tlo.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("jdk")
class SkipResultTest {

  @Test
  void primitiveIsZeroOrFalse() {
    assertThat(SkipResult.of("boolean")).isEqualTo(false);
    assertThat(SkipResult.of("int")).isEqualTo(0);
    assertThat(SkipResult.of("long")).isEqualTo(0L);
    assertThat(SkipResult.of("double")).isEqualTo(0d);
    assertThat(SkipResult.of("char")).isEqualTo('\0');
  }

  @Test
  void voidAndOtherObjectsAreNull() {
    assertThat(SkipResult.of("void")).isNull();
    assertThat(SkipResult.of("java.lang.String")).isNull();
    assertThat(SkipResult.of("java.lang.Integer")).isNull();
  }

  @Test
  void optionalIsEmpty() {
    assertThat(SkipResult.of("java.util.Optional")).isEqualTo(Optional.empty());
    assertThat(SkipResult.of("java.util.OptionalInt")).isEqualTo(OptionalInt.empty());
    assertThat(SkipResult.isObject("java.util.Optional")).isTrue();
    assertThat(SkipResult.isObject("int")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.util.concurrent.CompletionStage",
        "java.util.concurrent.CompletableFuture",
        "java.util.concurrent.Future"
      })
  void futureIsCompletedWithNull(String type) {
    Object made = Objects.requireNonNull(SkipResult.of(type));

    assertThat(made).isExactlyInstanceOf(CompletableFuture.class);
    assertThat(((CompletableFuture<?>) made).isDone()).isTrue();
    assertThat(((CompletableFuture<?>) made).join()).isNull();
  }

  @Test
  void futureIsANewOneEachTime() {
    assertThat(SkipResult.of("java.util.concurrent.Future"))
        .isNotSameAs(SkipResult.of("java.util.concurrent.Future"));
  }

  @Test
  void typesThatCanBeMadeAreNotRefused() {
    assertThat(SkipResult.refusal("void", null, type -> false)).isNull();
    assertThat(SkipResult.refusal("java.lang.String", "int", type -> false)).isNull();
    assertThat(SkipResult.refusal(
            "java.util.concurrent.CompletableFuture", null, "java.util.concurrent.Future"::equals))
        .isNull();
  }

  @Test
  void otherFuturesAreRefused() {
    assertThat(SkipResult.refusal("com.acme.MyFuture", null, "java.util.concurrent.Future"::equals))
        .isEqualTo("it returns a com.acme.MyFuture, for which its callers would wait in vain");
  }

  @Test
  void typesThatLiveOnAreRefused() {
    assertThat(SkipResult.refusal(
            "reactor.core.publisher.Mono", null, "org.reactivestreams.Publisher"::equals))
        .isEqualTo("it returns a reactor.core.publisher.Mono, which is asked for once and then"
            + " lives on");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kotlinx.coroutines.flow.Flow",
        "io.smallrye.mutiny.Uni",
        "io.reactivex.rxjava3.core.Completable",
        "io.reactivex.rxjava3.core.CompletableSource",
        "io.reactivex.ObservableSource",
        "kotlinx.coroutines.channels.ReceiveChannel",
        "zio.ZIO",
        "cats.effect.IO",
        "org.apache.pekko.stream.Graph",
        "rx.Observable"
      })
  void typeThatLivesOnIsRefusedByItsName(String type) {
    assertThat(SkipResult.refusal(type, null, type::equals))
        .isEqualTo("it returns a " + type + ", which is asked for once and then lives on");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kotlinx.coroutines.Job",
        "io.vertx.core.AsyncResult",
        "io.vertx.core.Future",
        "io.vavr.concurrent.Future",
        "com.twitter.util.Future",
        "scala.concurrent.Future"
      })
  void futureOfAnotherLibraryIsRefused(String type) {
    assertThat(SkipResult.refusal("com.acme.Mine", null, type::equals))
        .isEqualTo("it returns a com.acme.Mine, for which its callers would wait in vain");
  }

  @Test
  void suspendFunctionIsRefused() {
    assertThat(
            SkipResult.refusal("java.lang.Object", "kotlin.coroutines.Continuation", type -> false))
        .isEqualTo("it is a Kotlin suspend function, which is resumed in the middle of its body");
  }
}
