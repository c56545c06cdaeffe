package dev.ricci.cpu.memory;

import dev.ricci.backend.AllocationSite;
import dev.ricci.backend.Bytes;
import dev.ricci.cpu.host.HostBlock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Where every block that is in use was asked for. Costs microseconds an allocation: only when asked for. */
final class Leaks {
    private static final int GROUPS = 20;

    private final Map<HostBlock, String> sites = new ConcurrentHashMap<>();

    private record Group(String site, long count, long bytes) {}

    void born(HostBlock b) {
        sites.put(b, AllocationSite.find());
    }

    void died(HostBlock b) {
        sites.remove(b);
    }

    /** The largest groups of live blocks by the place that asked for them. */
    String report() {
        Map<String, List<HostBlock>> bySite = sites.entrySet().stream()
                .collect(Collectors.groupingBy(Map.Entry::getValue, Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        List<Group> groups = bySite.entrySet().stream()
                .map(e -> new Group(e.getKey(), e.getValue().size(), e.getValue().stream().mapToLong(HostBlock::bytes).sum()))
                .sorted(Comparator.comparingLong(Group::bytes).reversed().thenComparing(Group::site))
                .toList();
        long bytes = groups.stream().mapToLong(Group::bytes).sum();
        StringBuilder s = new StringBuilder("cpu: " + sites.size() + " buffers in use, " + Bytes.text(bytes));
        for (Group g : groups.subList(0, Math.min(GROUPS, groups.size()))) {
            s.append("\n  ").append(Bytes.text(g.bytes)).append(" in ").append(g.count).append(" from ").append(g.site);
        }
        if (groups.size() > GROUPS) {
            s.append("\n  and ").append(groups.size() - GROUPS).append(" more places");
        }
        return s.toString();
    }
}
