/**
 * What a device must do, and the memory, shapes and views that it works on.
 *
 * <p>The engine talks to {@link dev.ricci.backend.Backend} alone; devices are found by {@link dev.ricci.backend.Devices} and never
 * imported. Every message about a wrong shape or type is written in {@link dev.ricci.backend.Check}.
 * Start with {@link dev.ricci.backend.Backend}.
 */
package dev.ricci.backend;
