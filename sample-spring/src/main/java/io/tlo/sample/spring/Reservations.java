package io.tlo.sample.spring;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps books for readers, but not for ever. */
@Service
class Reservations {

  private static final Logger LOG = LoggerFactory.getLogger(Reservations.class);
  private static final int SECONDS_KEPT = 4;

  private final JdbcTemplate jdbc;
  private final Clock clock;
  private int reserved;

  Reservations(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Stands for the readers at the desk. */
  @Scheduled(fixedRate = 1, timeUnit = TimeUnit.SECONDS)
  void reserveNextTitle() {
    reserved++;
    jdbc.update(
        "insert into reservation (id, title, expires_at) values (?, ?, ?)",
        reserved,
        "title " + reserved,
        now().plusSeconds(SECONDS_KEPT));
  }

  /** Moves what has expired, all of it or nothing. */
  @Scheduled(fixedRate = 5, initialDelay = 2, timeUnit = TimeUnit.SECONDS)
  @Transactional
  void releaseExpired() {
    OffsetDateTime now = now();
    jdbc.update(
        "insert into released (title, released_at) select title, ? from reservation where expires_at < ?",
        now,
        now);
    int released = jdbc.update("delete from reservation where expires_at < ?", now);
    LOG.info("released {} reservations", released);
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock);
  }
}
