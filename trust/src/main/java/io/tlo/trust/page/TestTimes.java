package io.tlo.trust.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** How long each test took, from the reports of Failsafe. */
final class TestTimes {

  private final Path reports;

  TestTimes(Path reports) {
    this.reports = reports;
  }

  /**
   * Returns the figures and, for each test that made some of them, its time: with the promise of
   * its first figure, so that no time counts twice.
   */
  List<Figure> addedTo(List<Figure> figures) throws IOException {
    Map<String, Double> seconds = read();
    Map<String, Figure> firstByTest = new LinkedHashMap<>();
    figures.forEach(each -> firstByTest.putIfAbsent(each.test(), each));
    List<Figure> all = new ArrayList<>(figures);
    firstByTest.forEach((test, first) -> {
      if (seconds.containsKey(test)) {
        all.add(first.timed(Math.round(seconds.get(test))));
      }
    });
    return all;
  }

  private Map<String, Double> read() throws IOException {
    Map<String, Double> seconds = new LinkedHashMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(reports, "TEST-*.xml")) {
      for (Path each : files) {
        addSuite(each, seconds);
      }
    }
    return seconds;
  }

  private static void addSuite(Path report, Map<String, Double> seconds) throws IOException {
    try (InputStream in = Files.newInputStream(report)) {
      XMLStreamReader xml = XMLInputFactory.newDefaultFactory().createXMLStreamReader(in);
      xml.nextTag();
      String name = xml.getAttributeValue(null, "name");
      // From 1,000 seconds on some versions of Surefire group the digits.
      String time = xml.getAttributeValue(null, "time").replace(",", "");
      seconds.merge(
          name.substring(name.lastIndexOf('.') + 1), Double.parseDouble(time), Double::sum);
    } catch (XMLStreamException e) {
      throw new IOException("no report of Failsafe: " + report, e);
    }
  }
}
