/**
 * Makes the arguments of a method out of one text that an operator typed. Not exported. Nothing here
 * keeps an argument, and the only code of the application that runs is the initialisation of its enums.
 */
@NullMarked
package io.tlo.arguments;

import org.jspecify.annotations.NullMarked;
