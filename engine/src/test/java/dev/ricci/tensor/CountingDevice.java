package dev.ricci.tensor;

import dev.ricci.backend.Backend;
import dev.ricci.backend.Block;
import dev.ricci.backend.Buffer;
import dev.ricci.backend.Scope;
import dev.ricci.backend.View;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A device that hands everything on to another and counts how often each of its operations is called. */
final class CountingDevice implements InvocationHandler {
    /** Memory of this device; the other's is behind it. */
    private record Lent(Buffer own) implements Block {
        @Override
        public long bytes() {
            return own.block().bytes();
        }

        @Override
        public void recycle() {}
    }

    private final Backend device;
    private final Backend proxy;
    private final Map<String, Integer> calls = new HashMap<>();

    CountingDevice(Backend device) {
        this.device = device;
        proxy = (Backend) Proxy.newProxyInstance(Backend.class.getClassLoader(), new Class<?>[] {Backend.class}, this);
    }

    Backend device() {
        return proxy;
    }

    int calls(String operation) {
        return calls.getOrDefault(operation, 0);
    }

    void reset() {
        calls.clear();
    }

    @Override
    public Object invoke(Object self, Method m, Object[] given) throws Throwable {
        calls.merge(m.getName(), 1, Integer::sum);
        if (m.getName().equals("allocate") && given.length == 1) {
            Buffer real = Scope.outside(() -> device.allocate((long) given[0]));
            return new Buffer(proxy, new Lent(real));
        }
        if (m.getName().equals("allocate")) {
            return InvocationHandler.invokeDefault(self, m, given);
        }
        if (m.getName().equals("equals")) {
            return self == given[0];
        }
        try {
            return m.invoke(device, given == null ? null : Arrays.stream(given).map(CountingDevice::real).toArray());
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Object real(Object o) {
        return switch (o) {
            case View v -> new View(((Lent) v.buffer().block()).own, v.dtype(), v.layout());
            case View[] all -> Arrays.stream(all).map(CountingDevice::real).toArray(View[]::new);
            case null, default -> o;
        };
    }
}
