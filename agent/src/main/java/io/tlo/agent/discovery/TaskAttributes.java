package io.tlo.agent.discovery;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * What an annotation says, read from the class file. An attribute that an older version of the annotation
 * lacks, or that has another type in somebody else's, counts as not given.
 */
public final class TaskAttributes extends AnnotationVisitor {

  private String name = "";
  private String description = "";
  private String interval = "";
  private boolean enabled = true;
  private final List<String> extra = new ArrayList<>();
  private final boolean isOwn;

  /**
   * Creates attributes that nothing is known of yet.
   *
   * @param isOwn whether they are those of TLO's annotation; another's may use the same words for something
   *     else, so that of those only texts to show are taken
   */
  TaskAttributes(boolean isOwn) {
    super(OpenedClassReader.ASM_API);
    this.isOwn = isOwn;
  }

  /** Returns the task's explicit name, empty if not given. */
  public String name() {
    return name;
  }

  /** Returns what the task is for, empty if not given. */
  public String description() {
    return description;
  }

  /** Returns the interval as it was written, empty if not given. */
  public String interval() {
    return interval;
  }

  /** Returns whether the task starts switched on. */
  public boolean enabled() {
    return enabled;
  }

  /** Returns the facts to show with the task, {@code key=value} each. */
  public List<String> extra() {
    return extra;
  }

  @Override
  public void visit(@Nullable String attribute, Object value) {
    if (value instanceof String text) {
      visitText(attribute == null ? "" : attribute, text);
    } else if (isOwn && "enabled".equals(attribute) && value instanceof Boolean flag) {
      enabled = flag;
    }
  }

  private void visitText(String attribute, String text) {
    switch (attribute) {
      case "name" -> name = text;
      case "description" -> description = text;
      case "interval" -> interval = isOwn ? text : "";
      default -> {
        // Somebody else's attribute.
      }
    }
  }

  @Override
  public @Nullable AnnotationVisitor visitArray(String attribute) {
    return attribute.equals("extra") ? new Extra() : null;
  }

  private final class Extra extends AnnotationVisitor {
    Extra() {
      super(OpenedClassReader.ASM_API);
    }

    @Override
    public void visit(@Nullable String none, Object value) {
      if (value instanceof String text) {
        extra.add(text);
      }
    }
  }
}
