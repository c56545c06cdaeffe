package dev.ricci.demos.scaling;

/**
 * One point of one line.
 *
 * @param device what was measured: a device, or a method on it
 * @param x      the size
 * @param y      samples a second, or seconds
 */
public record Measurement(String device, double x, double y) {}
