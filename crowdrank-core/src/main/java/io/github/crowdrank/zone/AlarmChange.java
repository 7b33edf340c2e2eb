package io.github.crowdrank.zone;

/**
 * An alarm that was raised or cleared.
 *
 * @param zone the name of the zone
 * @param raised whether it was raised; else it was cleared
 * @param quantity what it looks at
 * @param value the value that did it
 */
public record AlarmChange(String zone, boolean raised, AlarmQuantity quantity, double value) {}
