package io.tlo.sample.spring;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Counts at night what happened by day. */
@Service
class LoanStatistics {

  private static final Logger LOG = LoggerFactory.getLogger(LoanStatistics.class);

  private final JdbcTemplate jdbc;

  LoanStatistics(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Scheduled(cron = "0 30 2 * * *", zone = "Europe/Kyiv")
  @Transactional
  long closeDay() {
    int released = jdbc.update("delete from released");
    LOG.info("closed the day: {} reservations were released", released);
    return released;
  }
}
