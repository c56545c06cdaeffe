package dev.ricci.bundle.run;

import dev.ricci.backend.Backend;
import dev.ricci.backend.DeviceOptions;
import dev.ricci.backend.Devices;

/** Whether the device that was asked for by name can be used: without it tests would be skipped one by one, and all would look well. */
public final class Usable {
    private Usable() {}

    /** Takes the name; ends with 1 and the reason where it cannot be used. */
    public static void main(String[] args) {
        try (Backend device = Devices.open(args[0], DeviceOptions.DEFAULT)) {
            System.out.println("  on        " + device.describe());
        } catch (IllegalStateException e) {
            System.out.println("  FAILED    " + e.getMessage());
            System.exit(1);
        }
    }
}
