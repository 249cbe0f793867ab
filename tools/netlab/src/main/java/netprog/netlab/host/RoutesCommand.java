package netprog.netlab.host;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import netprog.netlab.common.Json;
import netprog.netlab.common.OsFamily;
import netprog.netlab.common.Table;
import netprog.util.Addresses;
import netprog.util.LocalAddress;
import netprog.util.Messages;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows where packets go from this machine, with a word for a beginner on each route. */
@Command(name = "routes")
public final class RoutesCommand implements Callable<Integer> {
    private static final Messages MESSAGES = new Messages("netprog.netlab.host.messages");

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Shows the routes. */
    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        String command = OsFamily.choose("ip route; ip -6 route", "netstat -nr", "route print");
        List<Route> routes;
        try {
            routes = Routes.all();
        } catch (IOException e) {
            return Output.failed(spec.commandLine(), e, command);
        }
        if (json) {
            Json.print(out, routes.stream().map(Route::json).toList());
            return 0;
        }
        if (routes.stream().noneMatch(route -> route.prefixLength() == 0 && route.kind() == Route.Kind.UNICAST)) {
            out.println(MESSAGES.get("routes.no-default"));
            out.println();
        }
        Map<String, LocalInterface> interfaces = new HashMap<>();
        LocalInterface.all().forEach(each -> interfaces.put(each.name(), each));
        List<LocalAddress> own = LocalAddress.all();
        Table table = new Table().row((Object[]) MESSAGES.get("routes.columns").split(",", -1));
        for (Route route : routes) {
            table.row(
                    route.range(),
                    route.gateway() == null ? "-" : Addresses.show(route.gateway()),
                    route.interfaceName().isEmpty() ? "-" : route.interfaceName(),
                    route.metric(),
                    words(route, interfaces.get(route.interfaceName()), own));
        }
        table.lines().forEach(out::println);
        out.println();
        out.println(MESSAGES.get("native", command));
        return 0;
    }

    private static String words(Route route, LocalInterface leaves, List<LocalAddress> own) {
        String words = MESSAGES.get(key(route, own), route.gateway() == null ? "" : Addresses.show(route.gateway()));
        String network = leaves == null ? "" : VirtualNetwork.hostSide(leaves);
        if (leaves != null && leaves.state() != LocalInterface.State.UP) {
            words += "; " + MESSAGES.get("state." + leaves.state().word());
        }
        return network.isEmpty() ? words : words + "; " + network;
    }

    /** The key of what a beginner needs to know of one route. */
    static String key(Route route, List<LocalAddress> own) {
        boolean host = route.prefixLength() == 8 * route.destination().getAddress().length;
        boolean everything = route.prefixLength() == 0;
        if (route.kind() != Route.Kind.UNICAST) {
            return "route." + route.kind().word();
        } else if (everything) {
            return route.gateway() == null ? "route.default-direct" : "route.default";
        } else if (route.destination().isLoopbackAddress()) {
            return "route.loopback";
        } else if (route.destination().isMulticastAddress()) {
            return "route.multicast";
        } else if (host && own.stream().anyMatch(a -> sameAddress(a, route))) {
            return "route.local";
        } else if (route.gateway() != null) {
            return host ? "route.host-behind" : "route.behind";
        } else if (route.destination().isLinkLocalAddress()) {
            return "route.link-local";
        }
        return host ? "route.host-direct" : "route.direct";
    }

    private static boolean sameAddress(LocalAddress address, Route route) {
        return Arrays.equals(address.address().getAddress(), route.destination().getAddress());
    }
}
