package dev.ricci.backend;

import static org.junit.jupiter.api.Assertions.*;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DevicesTest {
    @Test
    void theCpuIsTheLastChoiceOfAuto() {
        List<BackendProvider> all = Devices.providers();
        assertEquals("cpu", all.stream().filter(BackendProvider::isAutomatic).toList().getLast().name());
        for (int i = 1; i < all.size(); i++) {
            assertTrue(all.get(i - 1).preference() > all.get(i).preference());
        }
    }

    @Test
    void unknownNamesAreNamedWithTheChoice() {
        String message = assertThrows(IllegalArgumentException.class, () -> Devices.open("tpu", DeviceOptions.DEFAULT)).getMessage();
        assertTrue(message.startsWith("device: unknown name 'tpu'; choose auto, ") && message.contains("cpu"), message);
    }

    @Test
    void aNumberBehindAColonChoosesOneOfSeveral() {
        try (Backend first = Devices.open("cpu:0", DeviceOptions.DEFAULT)) {
            assertEquals("cpu", first.name());
        }
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Devices.open("cpu:1", DeviceOptions.DEFAULT)).getMessage()
                .contains("cpu: there is no device 1; there is one, of number 0"));
        assertEquals("device: after the colon a number from 0, as in cuda:1, got 'cuda:x'",
                assertThrows(IllegalArgumentException.class, () -> Devices.open("cuda:x", DeviceOptions.DEFAULT)).getMessage());
    }

    @Test
    void capitalsDoNotMatter() {
        try (Backend one = Devices.open("CPU", DeviceOptions.DEFAULT); Backend two = Devices.open("Cpu:0", DeviceOptions.DEFAULT)) {
            assertEquals("cpu", one.name());
            assertEquals("cpu", two.name());
        }
    }

    @Test
    void whyAutoTookAnotherDeviceIsSaidOnce() {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            for (int i = 0; i < 3; i++) {
                Devices.open("auto", DeviceOptions.DEFAULT).close();
            }
        } finally {
            System.setErr(before);
        }
        List<String> lines = said.toString(StandardCharsets.UTF_8).lines().filter(l -> l.contains("; running on the ")).toList();
        assertEquals(lines.stream().distinct().toList(), lines);
    }

    @Test
    void theDeviceInUseIsTheOneChosen() {
        Backend before = Devices.current();
        assertSame(before, Devices.current());
        try (Backend other = Devices.open("cpu", new DeviceOptions(1, 0))) {
            Devices.use(other);
            assertSame(other, Devices.current());
        } finally {
            Devices.use(before);
        }
        assertSame(before, Devices.current());
    }

    @Test
    void optionsAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> new DeviceOptions(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> new DeviceOptions(5000, 0));
        assertThrows(IllegalArgumentException.class, () -> new DeviceOptions(0, -1));
    }

    @Test
    void typesPromoteUpwards() {
        assertEquals(DType.FLOAT32, DType.INT32.promote(DType.FLOAT32));
        assertEquals(DType.FLOAT64, DType.FLOAT64.promote(DType.BOOL));
        assertEquals(DType.INT32, DType.computing(DType.BOOL));
        assertEquals("float32", DType.FLOAT32.toString());
    }
}
