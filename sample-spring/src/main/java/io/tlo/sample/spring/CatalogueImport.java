package io.tlo.sample.spring;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/** Fetches new titles from the publishers, which takes its time. */
@Service
class CatalogueImport {

  private static final Logger LOG = LoggerFactory.getLogger(CatalogueImport.class);
  private static final Duration TRANSFER = Duration.ofSeconds(3);

  @Scheduled(fixedDelay = 8_000)
  void importNewTitles() throws InterruptedException {
    Thread.sleep(TRANSFER.toMillis());
    LOG.info("imported the new titles");
  }
}
