package io.tlo.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import javax.management.ListenerNotFoundException;
import javax.management.NotificationListener;
import org.junit.jupiter.api.Test;

class ListenersTest {

  private final Listeners listeners = new Listeners();
  private final NotificationListener listener = (notification, handback) -> {};

  @Test
  void listenerThatHasLeftIsNoLongerCounted() throws Exception {
    assertThat(listeners.isEmpty()).isTrue();
    listeners.addNotificationListener(listener, null, "a");
    assertThat(listeners.isEmpty()).isFalse();

    listeners.removeNotificationListener(listener, null, "a");

    assertThat(listeners.isEmpty()).isTrue();
  }

  @Test
  void listenerThatCameTwiceLeavesTwice() throws Exception {
    listeners.addNotificationListener(listener, null, "a");
    listeners.addNotificationListener(listener, null, "a");
    listeners.addNotificationListener(listener, null, "b");

    listeners.removeNotificationListener(listener, null, "a");
    listeners.removeNotificationListener(listener, null, "b");
    assertThat(listeners.isEmpty()).isFalse();
    listeners.removeNotificationListener(listener, null, "a");

    assertThat(listeners.isEmpty()).isTrue();
  }

  @Test
  void listenerThatLeavesWithoutAHandbackLeavesWholly() throws Exception {
    listeners.addNotificationListener(listener, null, "a");
    listeners.addNotificationListener(listener, null, "b");
    listeners.addNotificationListener((notification, handback) -> {}, null, null);

    listeners.removeNotificationListener(listener);
    assertThat(listeners.isEmpty()).isFalse();

    assertThatThrownBy(() -> listeners.removeNotificationListener(listener, null, "a"))
        .isInstanceOf(ListenerNotFoundException.class);
    assertThat(listeners.isEmpty()).isFalse();
  }
}
