package io.tlo;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses CORE = new ClassFileImporter()
      .withImportOption(new ImportOption.DoNotIncludeTests())
      .importPackages("io.tlo");

  private static final Set<String> DOORS = Set.of("TloContext", "AgentLink", "LibraryFaults");

  private static boolean isDoor(JavaClass each) {
    String name = each.getName().substring("io.tlo.".length());
    int nested = name.indexOf('$');
    return DOORS.contains(nested < 0 ? name : name.substring(0, nested));
  }

  private static boolean isVocabulary(JavaClass each) {
    return each.getPackageName().equals("io.tlo.text")
        || (each.getPackageName().equals("io.tlo") && !isDoor(each));
  }

  @Test
  void registryDependsOnNoOtherPackageButTheVocabulary() {
    classes()
        .that()
        .resideInAPackage("io.tlo.registry")
        .should()
        .onlyDependOnClassesThat(describe(
            "are of the registry, the vocabulary or the JDK",
            each -> each.getPackageName().equals("io.tlo.registry") || isOutsideOrWord(each)))
        .check(CORE);
  }

  @Test
  void stateDependsOnNoOtherPackageButTheVocabulary() {
    classes()
        .that()
        .resideInAPackage("io.tlo.state")
        .should()
        .onlyDependOnClassesThat(describe(
            "are of the state, the vocabulary or the JDK",
            each -> each.getPackageName().equals("io.tlo.state") || isOutsideOrWord(each)))
        .check(CORE);
  }

  @Test
  void whatInstancesShareIsToldInWordsAndDefinitionsAlone() {
    classes()
        .that()
        .resideInAPackage("io.tlo.fleet")
        .should()
        .onlyDependOnClassesThat(describe(
            "are of the fleet, the registry, the vocabulary or the JDK",
            each -> each.getPackageName().equals("io.tlo.fleet")
                || each.getPackageName().equals("io.tlo.registry")
                || isOutsideOrWord(each)))
        .check(CORE);
  }

  @Test
  void executionKnowsNeitherMBeansNorWhatPutsThePartsTogether() {
    noClasses()
        .that()
        .resideInAPackage("io.tlo.execution")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.tlo.arguments", "io.tlo.steering", "io.tlo.jmx", "io.tlo.runtime")
        .check(CORE);
  }

  @Test
  void steeringKnowsNeitherMBeansNorWhatPutsThePartsTogether() {
    noClasses()
        .that()
        .resideInAPackage("io.tlo.steering")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.tlo.arguments", "io.tlo.jmx", "io.tlo.runtime")
        .check(CORE);
  }

  @Test
  void argumentsKnowNothingOfTasksButHowADurationIsWritten() {
    noClasses()
        .that()
        .resideInAPackage("io.tlo.arguments")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.tlo.state", "io.tlo.execution", "io.tlo.steering", "io.tlo.jmx", "io.tlo.runtime")
        .check(CORE);
  }

  @Test
  void mbeansDoNotKnowWhatPutsThePartsTogether() {
    noClasses()
        .that()
        .resideInAPackage("io.tlo.jmx")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.tlo.runtime")
        .check(CORE);
  }

  @Test
  void nothingPointsBackToTheDoor() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.tlo.registry",
            "io.tlo.state",
            "io.tlo.fleet",
            "io.tlo.execution",
            "io.tlo.arguments",
            "io.tlo.steering",
            "io.tlo.jmx",
            "io.tlo.runtime")
        .should()
        .dependOnClassesThat(
            describe("are a door", each -> each.getPackageName().equals("io.tlo") && isDoor(each)))
        .check(CORE);
  }

  @Test
  void vocabularyDependsOnNoOtherPackage() {
    classes()
        .that(describe("are vocabulary", ArchitectureTest::isVocabulary))
        .should()
        .onlyDependOnClassesThat(
            describe("are vocabulary or of the JDK", ArchitectureTest::isOutsideOrWord))
        .check(CORE);
  }

  private static boolean isOutsideOrWord(JavaClass each) {
    return !each.getPackageName().startsWith("io.tlo") || isVocabulary(each);
  }

  @Test
  void onlyTheMBeansAndTheirPublicationUseJavaManagement() {
    noClasses()
        .that(describe(
            "are neither MBeans nor publication",
            each -> !each.getPackageName().equals("io.tlo.jmx")
                && !each.getName().startsWith("io.tlo.runtime.Publication")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javax.management..", "java.lang.management..")
        .check(CORE);
  }

  @Test
  void onlyTheFaultsOfTheLibraryUseTheProgramsLog() {
    noClasses()
        .that(describe(
            "are not the library's faults", each -> !each.getName().equals("io.tlo.LibraryFaults")))
        .should()
        .dependOnClassesThat(describe(
            "are a log",
            each -> each.getPackageName().equals("java.util.logging")
                || each.getName().startsWith("java.lang.System$Logger")))
        .check(CORE);
  }

  @Test
  void nothingWritesToStandardOutputOrStandardError() {
    noClasses().should().accessField(System.class, "out").check(CORE);
    noClasses().should().accessField(System.class, "err").check(CORE);
  }

  @Test
  void nothingNeedsMoreThanTheJdk() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", "javax.management..", "javax.security.auth", "io.tlo..", "org.jspecify..")
        .check(CORE);
  }
}
