package io.tlo.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected names are written out here: a list that is too wide or too narrow is seen. */
class FrameworkNamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java/lang/Object",
        "javax/management/MBeanServer",
        "jdk/internal/misc/Unsafe",
        "sun/misc/Signal",
        "com/sun/net/httpserver/HttpServer",
        "Ljava/lang/Deprecated;",
        "Lcom/sun/net/httpserver/HttpServer;"
      })
  void typesOfTheJdkAreOfALibraryToo(String name) {
    assertThat(FrameworkNames.isJdk(name)).isTrue();
    assertThat(FrameworkNames.isLibrary(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jakarta/ejb/Schedule",
        "kotlin/Metadata",
        "scala/Option",
        "groovy/lang/Closure",
        "org/springframework/scheduling/annotation/Scheduled",
        "org/apache/camel/Handler",
        "org/hibernate/Session",
        "org/slf4j/Logger",
        "org/junit/jupiter/api/Test",
        "io/micronaut/scheduling/annotation/Scheduled",
        "io/netty/channel/Channel",
        "reactor/core/publisher/Mono",
        "com/fasterxml/jackson/annotation/JsonProperty",
        "ch/qos/logback/classic/Logger",
        "lombok/Generated",
        "Lorg/springframework/context/annotation/Bean;",
        "Llombok/Generated;"
      })
  void typesOfAKnownLibraryAreOfALibraryAndNotOfTheJdk(String name) {
    assertThat(FrameworkNames.isLibrary(name)).isTrue();
    assertThat(FrameworkNames.isJdk(name)).isFalse();
  }

  /** Packages beside, above and below the known ones, and names that merely begin in the same way. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Main",
        "java",
        "lombok",
        "app/Main",
        "com/Job",
        "com/acme/Job",
        "com/sunrise/Job",
        "com/fasterxmlshop/Job",
        "com/acme/java/lang/Job",
        "com/acme/org/springframework/Job",
        "org/Job",
        "org/acme/Job",
        "org/springframeworks/Job",
        "org/springapp/Job",
        "org/apaches/Job",
        "org/hibernates/Job",
        "org/junits/Job",
        "org/slf4jobs/Job",
        "io/Job",
        "io/acme/Job",
        "io/micronauts/Job",
        "io/quarkus/Job",
        "io/nettys/Job",
        "ch/Job",
        "ch/qos/Job",
        "ch/qos/logbacks/Job",
        "net/acme/Job",
        "de/acme/Job",
        "javafx/Job",
        "javas/Job",
        "jdks/Job",
        "sunny/Job",
        "jakartas/Job",
        "kotlins/Job",
        "scalable/Job",
        "groovyshop/Job",
        "reactors/Job",
        "lomboks/Job",
        "Ljava/Job",
        "Ljob/Job;",
        "Lorg/acme/Nightly;",
        "Lcom/acme/Nightly;",
        "Lio/acme/Nightly;"
      })
  void typesOfAnApplicationAreOfNoLibrary(String name) {
    assertThat(FrameworkNames.isLibrary(name)).isFalse();
    assertThat(FrameworkNames.isJdk(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com/acme/Job$$SpringCGLIB$$0",
        "com/acme/Job$$EnhancerBySpringCGLIB$$1a2b",
        "com/acme/Job$$FastClassByGuice$$1a2b",
        "com/acme/Job$$OwbNormalScopeProxy0",
        "com/acme/Job$$OwbInterceptProxy0",
        "com/acme/Job$$Proxy$1",
        "com/acme/Job$$LocalBeanProxy",
        "com/acme/Job$Proxy$_$$_WeldClientProxy",
        "com/acme/Job$$_WeldSubclass",
        "com/acme/Job$$_WeldClientProxy",
        "com/acme/Job_ClientProxy",
        "com/acme/Job_Subclass",
        "com/acme/$Job$Definition$Intercepted",
        "io/quarkus/quartz/runtime/QuartzSchedulerImpl",
        "java/lang/invoke/Job$$LambdaForm$1",
        "com/acme/Job$ByteBuddy$1a2b",
        "com/acme/Job$HibernateProxy$1a2b",
        "com/acme/Nightly$Trait$Helper",
        "com/acme/Job_$$_jvst1a2b_0",
        "com/acme/$Proxy12",
        "$Proxy12"
      })
  void classesInFrontOfOthersAreProxies(String name) {
    assertThat(FrameworkNames.isProxy(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Main",
        "Proxy",
        "Subclass",
        "com/acme/Job",
        "com/acme/Job$1",
        "com/acme/Job$Inner",
        "com/acme/Job$$Lambda$14",
        "com/acme/Job$$Inner",
        "com/acme/Job_Inner",
        "com/acme/Proxy",
        "com/acme/Proxy12",
        "com/acme/JobProxy",
        "com/acme/Job$Proxy",
        "com/acme/ClientProxy",
        "com/acme/Subclass",
        "com/acme/Intercepted",
        "com/acme/ByteBuddy",
        "com/acme/HibernateProxy",
        "com/acme/Trait",
        "com/acme/Trait$Inner",
        "io/quarkus/quartz/Job",
        "io/quarkus/Job"
      })
  void classesOfAnApplicationAreNoProxies(String name) {
    assertThat(FrameworkNames.isProxy(name)).isFalse();
  }

  @Test
  void loadersThatRunTheirClassesAreNotThrownAway() {
    assertThat(FrameworkNames.isThrowAway(null)).isFalse();
    assertThat(FrameworkNames.isThrowAway(ClassLoader.getPlatformClassLoader())).isFalse();
    assertThat(FrameworkNames.isThrowAway(FrameworkNamesTest.class.getClassLoader()))
        .isFalse();
    assertThat(FrameworkNames.isThrowAway(new ClassLoader() {})).isFalse();
  }
}
