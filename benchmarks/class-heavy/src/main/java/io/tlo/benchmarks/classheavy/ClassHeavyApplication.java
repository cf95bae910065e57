package io.tlo.benchmarks.classheavy;

import java.lang.management.ManagementFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts, says how many classes that took, and ends. */
@SpringBootApplication
public class ClassHeavyApplication {

  /** Starts the application. */
  public static void main(String[] arguments) {
    try (ConfigurableApplicationContext context =
        SpringApplication.run(ClassHeavyApplication.class, arguments)) {
      System.out.println("started " + context.getBeanDefinitionCount() + " beans, "
          + ManagementFactory.getClassLoadingMXBean().getLoadedClassCount() + " classes");
      // As a program that is killed: what an orderly end costs is not what is looked at.
      System.out.flush();
      Runtime.getRuntime().halt(0);
    }
  }
}
