package netprog.netlab.doctor;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import netprog.netlab.topology.LabOptions;
import netprog.netlab.topology.Topology;
import netprog.netlab.topology.VmwareNetwork;

/** A network in which something is wrong, servers in it, and what the doctor must say there. */
final class DoctorScene {
    /** The doctor's arguments, and what it must answer: the verdict, and words of its sentences. */
    record Ask(String arguments, Verdict verdict, List<String> words) {}

    private static final Set<Verdict> WAITING =
            EnumSet.of(Verdict.TIMED_OUT, Verdict.NO_ANSWER, Verdict.UNREACHABLE, Verdict.BLOCKED_LOCALLY);

    private final String name;
    private final List<Ask> asks = new ArrayList<>();
    private final Map<String, List<String>> servers = new LinkedHashMap<>();
    private final Topology plan;
    private String from = "guest";

    private DoctorScene(String name, Topology plan) {
        this.name = name;
        this.plan = plan;
    }

    /** One LAN (the guest is bridged): host .10, guest .20, peer .30 of 172.30.1.0/24, and a router to the outside. */
    static DoctorScene lan(String name) {
        return of(name, VmwareNetwork.BRIDGED, LabOptions.NONE);
    }

    static DoctorScene of(String name, VmwareNetwork mode, LabOptions options) {
        return new DoctorScene(name, mode.topology(options));
    }

    /** A line of sh at a host while it is built. */
    DoctorScene at(String host, String line) {
        plan.at(host, line);
        return this;
    }

    DoctorScene route(String host, String route) {
        plan.route(host, route);
        return this;
    }

    /** A rule of a host's firewall; {@code hook} is {@code input} or {@code output}. */
    DoctorScene rule(String host, String hook, String rule) {
        plan.nft(
                host,
                "table inet filter {\n chain " + hook + " {\n  type filter hook " + hook + " priority 0;\n  " + rule
                        + "\n }\n}");
        return this;
    }

    DoctorScene name(String viewer, String name, String address) {
        plan.name(viewer, name, address);
        return this;
    }

    DoctorScene host(String host) {
        plan.host(host);
        return this;
    }

    DoctorScene plug(String host, String device, String network, String... addresses) {
        plan.network(network).plug(host, device, network, addresses);
        return this;
    }

    DoctorScene server(String host, String server) {
        servers.computeIfAbsent(host, h -> new ArrayList<>()).add(server);
        return this;
    }

    /** At which host the doctor is asked. */
    DoctorScene from(String host) {
        from = host;
        return this;
    }

    /**
     * What the doctor must answer. Where nothing is waited for in vain, it has time, which a busy machine may need; else a
     * little more than the 3 s that Linux looks for a neighbour.
     *
     * @param arguments the doctor's
     * @param words of its sentences
     */
    DoctorScene ask(String arguments, Verdict verdict, String... words) {
        String limit = WAITING.contains(verdict) ? " --timeout 4" : " --timeout 30";
        boolean own = arguments.contains("--timeout");
        asks.add(new Ask(own ? arguments : arguments + limit, verdict, List.of(words)));
        return this;
    }

    Topology plan() {
        return plan;
    }

    Map<String, List<String>> servers() {
        return servers;
    }

    String from() {
        return from;
    }

    List<Ask> asks() {
        return asks;
    }

    @Override
    public String toString() {
        return name;
    }
}
