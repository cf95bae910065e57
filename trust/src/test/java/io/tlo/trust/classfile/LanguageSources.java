package io.tlo.trust.classfile;

/**
 * A program in each language with tasks of every kind that the language has; each task is called
 * in threes.
 */
final class LanguageSources {

  static final String KOTLIN = """
      package app

      import io.tlo.Task
      import kotlin.coroutines.Continuation
      import kotlin.coroutines.EmptyCoroutineContext
      import kotlin.coroutines.resume
      import kotlin.coroutines.startCoroutine
      import kotlin.coroutines.suspendCoroutine

      interface Named {
        @Task fun inInterface(): Int = 1
      }

      object Single {
        @Task fun inObject(): Int = 2
        @JvmStatic @Task fun statically(): Int = 3
      }

      @JvmInline value class Id(val number: Int)

      class Orders : Named {
        @Task fun plain(n: Int): Int = n
        @Task fun withDefault(n: Int = 5): Int = n
        @Task fun `with blanks`(): Int = 6
        @Task fun mangled(id: Id): Int = id.number
        @Task suspend fun suspended(): Int = suspendCoroutine { it.resume(8) }
        @Task suspend fun twice(): Int = suspended() + suspended()
        @Task suspend fun paused(): Int = suspendCoroutine<Int> { waiting = it } + 1
        @JvmOverloads @Task fun overloaded(n: Int = 5): Int = n
        companion object {
          @Task fun inCompanion(): Int = 9
          @JvmStatic @Task fun statically(): Int = 12
        }
      }

      var waiting: Continuation<Int>? = null

      data class Row(val key: String) {
        @Task fun inData(): Int = key.length
      }

      @Task fun topLevel(): Int = 10
      @Task fun Row.extended(): Int = 11

      fun main() {
        val orders = Orders()
        var sum = 0
        repeat(3) {
          sum += orders.inInterface() + Single.inObject() + Single.statically()
          sum += orders.plain(1) + orders.withDefault() + orders.withDefault(1) + orders.`with blanks`()
          sum += orders.mangled(Id(7)) + Orders.inCompanion() + Orders.statically()
          sum += Orders::class.java.getMethod("statically").invoke(null) as Int
          sum += Orders::class.java.getMethod("overloaded").invoke(orders) as Int + orders.overloaded(2)
          sum += Row("abc").inData() + topLevel() + Row("a").extended()
          val twice: suspend () -> Int = { orders.twice() }
          twice.startCoroutine(Continuation(EmptyCoroutineContext) { sum += it.getOrThrow() })
          val paused: suspend () -> Int = { orders.paused() }
          paused.startCoroutine(Continuation(EmptyCoroutineContext) { sum += it.getOrThrow() })
          waiting!!.resume(11)
        }
        println("sum $sum")
        println("done")
        System.`in`.read()
      }
      """;

  static final String SCALA = """
      package app

      import io.tlo.Task

      trait Named:
        @Task def inTrait(): Int = 1

      object Single:
        @Task def inObject(): Int = 2

      class Orders extends Named:
        @Task def plain(n: Int): Int = n
        @Task lazy val lazily: Int = 3
        @Task def `with-dash`(): Int = 4
        @Task def withDefault(n: Int = 5): Int = n
        @Task def curried(a: Int)(b: Int): Int = a + b
        @Task def generic[A](a: A): A = a

      case class Row(key: String):
        @Task def inCase(): Int = key.length

      object Row:
        @Task def inCompanion(): Int = 6

      enum Level:
        case Low, High
        @Task def inEnum(): Int = ordinal

      extension (row: Row) @Task def extended(): Int = 7

      @Task def topLevel(): Int = 8

      @main def start(): Unit =
        val orders = Orders()
        var sum = 0
        for _ <- 1 to 3 do
          sum += orders.inTrait() + Single.inObject() + orders.plain(1) + orders.lazily
          sum += orders.`with-dash`() + orders.withDefault() + orders.curried(1)(2) + orders.generic(9)
          sum += Row("abc").inCase() + Row.inCompanion() + Level.High.inEnum() + Row("a").extended() + topLevel()
        println("sum " + sum)
        println("done")
        System.in.read()
      """;

  static final String GROOVY = """
      package app

      import groovy.transform.CompileStatic
      import io.tlo.Task

      trait Named {
        @Task int inTrait() { 1 }
      }

      class Orders implements Named {
        @Task int plain(int n) { n }
        @Task def untyped(n) { n }
        @Task static int statically() { 2 }
        @Task int withDefault(int n = 5) { n }
        @Task int 'with blanks'() { 3 }
        @Task int withClosure() { [1, 2, 3].collect { it + 1 }.sum() }
      }

      @CompileStatic
      class Row {
        String key
        @Task int compiled() { key.length() }
      }

      class Main {
        static void main(String[] arguments) {
          def orders = new Orders()
          int sum = 0
          3.times {
            sum += orders.inTrait() + orders.plain(1) + orders.untyped(1) + Orders.statically()
            sum += orders.withDefault() + orders.withDefault(1) + orders.'with blanks'() + orders.withClosure()
            sum += new Row(key: 'abc').compiled()
          }
          println "sum $sum"
          println 'done'
          System.in.read()
        }
      }
      """;

  private LanguageSources() {}
}
