/** What a command prints: tables for people, JSON for programs. */
@NullMarked
package io.tlo.agent.cli.text;

import org.jspecify.annotations.NullMarked;
