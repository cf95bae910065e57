package io.tlo.sample;

import java.util.List;

/** Something the shop sells. */
record Article(String name, long cents) {

  /** The whole range. */
  static final List<Article> RANGE = List.of(
      new Article("lamp", 29_90),
      new Article("desk", 249_00),
      new Article("chair", 89_50),
      new Article("shelf", 119_00),
      new Article("bulb", 3_20),
      new Article("cable", 4_75));

  static List<String> names() {
    return RANGE.stream().map(Article::name).toList();
  }
}
