package io.tlo.sample.spring;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/** Reminds readers of books that are overdue. */
@Service
class Reminders {

  private static final Logger LOG = LoggerFactory.getLogger(Reminders.class);
  private static final List<String> READERS = List.of("reader 107", "reader 212", "reader 344");

  private final MailServer mailServer;
  private int next;

  Reminders(MailServer mailServer) {
    this.mailServer = mailServer;
  }

  @Scheduled(fixedDelayString = "${library.reminders.delay}")
  void remindNextReader() {
    String reader = READERS.get(next++ % READERS.size());
    mailServer.send(reader, "a book is overdue");
    LOG.info("reminded {}", reader);
  }
}
