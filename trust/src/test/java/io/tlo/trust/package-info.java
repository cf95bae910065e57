/**
 * What the agent promises never to do to an application, checked on the finished jar in JVMs of
 * their own. One package for each promise of docs/trust.md; this one holds what they share. Each
 * check stands beside a control: the same check on something that breaks the promise, where it
 * must fail.
 */
@NullMarked
package io.tlo.trust;

import org.jspecify.annotations.NullMarked;
