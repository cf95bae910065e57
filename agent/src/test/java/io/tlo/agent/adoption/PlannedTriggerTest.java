package io.tlo.agent.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.quartz.CalendarIntervalScheduleBuilder;
import org.quartz.DailyTimeIntervalScheduleBuilder;
import org.quartz.ScheduleBuilder;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TimeOfDay;
import org.quartz.TriggerBuilder;

class PlannedTriggerTest {

  private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");

  private static String schedule(ScheduleBuilder<?> schedule) {
    return schedule(TriggerBuilder.newTrigger().withSchedule(schedule));
  }

  private static String schedule(TriggerBuilder<?> trigger) {
    return PlannedTrigger.of(trigger.build(), null, null).schedule();
  }

  private static TimeZone other() {
    String other = TimeZone.getDefault().getID().equals("Asia/Tokyo") ? "Asia/Seoul" : "Asia/Tokyo";
    return TimeZone.getTimeZone(other);
  }

  @Test
  void hoursAndDaysOfAnIntervalAreSaid() {
    assertThat(schedule(DailyTimeIntervalScheduleBuilder.dailyTimeIntervalSchedule()
            .startingDailyAt(TimeOfDay.hourAndMinuteOfDay(9, 0))
            .endingDailyAt(TimeOfDay.hourAndMinuteOfDay(17, 30))
            .onMondayThroughFriday()
            .withIntervalInHours(1)))
        .isEqualTo("every 1 hour, 09:00:00 to 17:30:00, on MON,TUE,WED,THU,FRI");
    assertThat(schedule(DailyTimeIntervalScheduleBuilder.dailyTimeIntervalSchedule()
            .onDaysOfTheWeek(7)
            .withIntervalInMinutes(10)
            .withRepeatCount(4)))
        .isEqualTo("every 10 minutes, on SAT, 5 times");
  }

  @Test
  void anIntervalOnAllDaysAndHoursHasNoCondition() {
    assertThat(schedule(DailyTimeIntervalScheduleBuilder.dailyTimeIntervalSchedule()
            .onEveryDay()
            .withIntervalInSeconds(30)))
        .isEqualTo("every 30 seconds");
  }

  @Test
  void anIntervalOfTheCalendarIsInItsUnit() {
    assertThat(schedule(
            CalendarIntervalScheduleBuilder.calendarIntervalSchedule().withIntervalInMonths(1)))
        .isEqualTo("every 1 month");
    assertThat(schedule(CalendarIntervalScheduleBuilder.calendarIntervalSchedule()
            .withIntervalInDays(2)
            .inTimeZone(other())))
        .isEqualTo("every 2 days " + other().getID());
  }

  @Test
  void theEndAndTheCalendarOfATriggerAreSaid() {
    assertThat(schedule(TriggerBuilder.newTrigger()
            .withSchedule(SimpleScheduleBuilder.repeatSecondlyForTotalCount(10))
            .endAt(Date.from(END))
            .modifiedByCalendar("holidays")))
        .isEqualTo("every 1 s, 10 times, until 2100-01-01T00:00:00Z, except calendar 'holidays'");
    assertThat(schedule(TriggerBuilder.newTrigger()
            .withSchedule(SimpleScheduleBuilder.repeatSecondlyForever(5))
            .modifiedByCalendar("holidays")))
        .isEqualTo("every 5 s, except calendar 'holidays'");
  }

  @Test
  void simpleTriggersReadAsBefore() {
    assertThat(schedule(SimpleScheduleBuilder.simpleSchedule())).isEqualTo("once");
    assertThat(schedule(SimpleScheduleBuilder.repeatSecondlyForTotalCount(10)))
        .isEqualTo("every 1 s, 10 times");
  }
}
