package io.tlo.execution;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a call returns whose body is not run, and which methods cannot be skipped without harm: those that
 * return something a caller waits for and TLO cannot make, or that are called once and then live on.
 */
public final class SkipResult {

  private static final Set<String> COMPLETED_FUTURE = Set.of(
      "java.util.concurrent.CompletionStage",
      "java.util.concurrent.CompletableFuture",
      "java.util.concurrent.Future");

  private static final Map<String, Object> EMPTY = Map.of(
      Optional.class.getName(), Optional.empty(),
      OptionalInt.class.getName(), OptionalInt.empty(),
      OptionalLong.class.getName(), OptionalLong.empty(),
      OptionalDouble.class.getName(), OptionalDouble.empty());

  private static final Map<String, Object> ZERO = Map.of(
      "boolean", false, "char", '\0', "byte", (byte) 0, "short", (short) 0, "int", 0, "long", 0L,
      "float", 0f, "double", 0d);

  /** A caller waits for one of these; null would fail it, and only its maker can make one. */
  private static final Set<String> AWAITED = Set.of(
      "java.util.concurrent.Future",
      "java.util.concurrent.CompletionStage",
      // Futures of Vert.x are such, too.
      "io.vertx.core.AsyncResult",
      "io.vertx.core.Future",
      "io.vavr.concurrent.Future",
      "com.twitter.util.Future",
      "kotlinx.coroutines.Job",
      "scala.concurrent.Future");

  /** These are asked for once and subscribed to again and again. */
  private static final Set<String> LIVES_ON = Set.of(
      "java.util.concurrent.Flow$Publisher",
      "org.reactivestreams.Publisher",
      "io.smallrye.mutiny.Uni",
      "io.smallrye.mutiny.Multi",
      "kotlinx.coroutines.flow.Flow",
      "kotlinx.coroutines.channels.ReceiveChannel",
      "zio.ZIO",
      "cats.effect.IO",
      "monix.eval.Task",
      "fs2.Stream",
      "akka.stream.Graph",
      "org.apache.pekko.stream.Graph",
      "rx.Single",
      "rx.Completable",
      "rx.Observable",
      "io.reactivex.SingleSource",
      "io.reactivex.Single",
      "io.reactivex.MaybeSource",
      "io.reactivex.Maybe",
      "io.reactivex.CompletableSource",
      "io.reactivex.Completable",
      "io.reactivex.ObservableSource",
      "io.reactivex.Observable",
      "io.reactivex.rxjava3.core.SingleSource",
      "io.reactivex.rxjava3.core.Single",
      "io.reactivex.rxjava3.core.MaybeSource",
      "io.reactivex.rxjava3.core.Maybe",
      "io.reactivex.rxjava3.core.CompletableSource",
      "io.reactivex.rxjava3.core.Completable",
      "io.reactivex.rxjava3.core.ObservableSource",
      "io.reactivex.rxjava3.core.Observable");

  private static final String KOTLIN_CONTINUATION = "kotlin.coroutines.Continuation";

  private SkipResult() {}

  /** Returns what a skipped call of a method with this return type returns, by the type's name. */
  @SuppressWarnings("FutureReturnValueIgnored") // it is returned, as an object
  public static @Nullable Object of(String returnType) {
    if (COMPLETED_FUTURE.contains(returnType)) {
      return CompletableFuture.completedFuture(null);
    }
    Object zero = ZERO.get(returnType);
    return zero != null ? zero : EMPTY.get(returnType);
  }

  /** Returns whether a skipped call returns an object and not null, zero or nothing. */
  public static boolean isObject(String returnType) {
    return COMPLETED_FUTURE.contains(returnType) || EMPTY.containsKey(returnType);
  }

  /**
   * Returns why a method cannot be skipped, null if it can.
   *
   * @param returnType name of the declared type
   * @param lastParameterType name of the last parameter's type, null if there is none
   * @param returnTypeIsA whether the return type is, or extends, the type of that name
   */
  public static @Nullable String refusal(
      String returnType, @Nullable String lastParameterType, Predicate<String> returnTypeIsA) {
    if (KOTLIN_CONTINUATION.equals(lastParameterType)) {
      return "it is a Kotlin suspend function, which is resumed in the middle of its body";
    }
    if (COMPLETED_FUTURE.contains(returnType) || ZERO.containsKey(returnType)) {
      return null;
    }
    for (String type : LIVES_ON) {
      if (returnTypeIsA.test(type)) {
        return "it returns a " + returnType + ", which is asked for once and then lives on";
      }
    }
    for (String type : AWAITED) {
      if (returnTypeIsA.test(type)) {
        return "it returns a " + returnType + ", for which its callers would wait in vain";
      }
    }
    return null;
  }
}
