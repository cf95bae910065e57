package io.tlo.sample.spring;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RemindersTest {

  @Test
  void theFourthReminderFailsAndTheNextOnesGoOut() {
    Reminders reminders = new Reminders(new MailServer());
    for (int i = 1; i <= 3; i++) {
      reminders.remindNextReader();
    }
    assertThatThrownBy(reminders::remindNextReader)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("could not reach the mail server to tell reader 107 that a book is overdue");
    assertThatCode(reminders::remindNextReader).doesNotThrowAnyException();
  }
}
