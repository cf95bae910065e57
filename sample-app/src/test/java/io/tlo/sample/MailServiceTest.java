package io.tlo.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MailServiceTest {

  private final List<Runnable> mailRoom = new ArrayList<>();
  private final MailService mails = new MailService(mailRoom::add, NoTime.workingTime());

  @Test
  void theMailIsOutOnlyWhenTheMailRoomHasWorked() {
    CompletableFuture<String> mail = mails.confirm(Orders.lamps(1001));
    assertThat(mail).isNotDone();

    mailRoom.forEach(Runnable::run);
    assertThat(mail).isCompletedWithValue("confirmed order 1001");
  }
}
