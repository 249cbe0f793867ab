package netprog.netlab.host;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import netprog.netlab.common.Json;
import netprog.netlab.common.OsFamily;
import netprog.netlab.common.Table;
import netprog.util.Addresses;
import netprog.util.Messages;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows where packets of this host go, with a sentence for a beginner on each route. */
@Command(name = "routes")
public final class RoutesCommand implements Callable<Integer> {
    private static final Messages MESSAGES = new Messages("netprog.netlab.host.messages");

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        String command = OsFamily.choose("ip route; ip -6 route", "netstat -nr", "route print");
        List<Route> routes;
        List<LocalInterface> interfaces;
        try {
            routes = Routes.all();
            interfaces = LocalInterface.all();
        } catch (IOException e) {
            return SystemFailure.report(spec.commandLine(), e, command);
        }
        if (json) {
            Json.print(out, routes.stream().map(Route::row).toList());
            return 0;
        }
        Optional<Route> chosen = Routes.chosen(InetAddress.getByName("192.0.2.1")); // no machine has it (RFC 5737)
        List<Route> defaults =
                routes.stream().filter(r -> r.isDefault() && r.isIpv4()).toList();
        if (chosen.isPresent()
                && (defaults.isEmpty()
                        || !defaults.contains(Routes.toward(routes, InetAddress.getByName("192.0.2.1"))
                                .orElse(null)))) {
            out.println(MESSAGES.get("routes.elsewhere", way(chosen.get())));
            out.println();
        } else if (routes.stream().noneMatch(Route::isDefault)) {
            out.println(MESSAGES.get("routes.no-default"));
            out.println();
        } else if (defaults.size() > 1 && chosen.isPresent()) {
            out.println(MESSAGES.get("routes.defaults", defaults.size(), way(chosen.get())));
            out.println();
        }
        List<LocalAddress> own = LocalAddress.all();
        Table table = new Table().row((Object[]) MESSAGES.get("routes.columns").split(",", -1));
        for (Route route : routes) {
            table.row(
                    route.range(),
                    route.gateway() == null ? "-" : Addresses.show(route.gateway()),
                    route.interfaceName().isEmpty() ? "-" : route.interfaceName(),
                    route.metric(),
                    description(route, interfaces, own));
        }
        table.lines().forEach(out::println);
        out.println();
        out.println(MESSAGES.get("native", command));
        return 0;
    }

    private static String way(Route route) {
        String through = route.interfaceName();
        return route.gateway() == null ? through : Addresses.show(route.gateway()) + " (" + through + ")";
    }

    private static String description(Route route, List<LocalInterface> interfaces, List<LocalAddress> own) {
        String text = MESSAGES.get(key(route, own), route.gateway() == null ? "" : Addresses.show(route.gateway()));
        Optional<LocalInterface> found = interfaces.stream()
                .filter(each -> each.name().equals(route.interfaceName()))
                .findFirst();
        if (found.isEmpty()) {
            return text;
        }
        LocalInterface leaves = found.get();
        if (leaves.state() != LocalInterface.State.UP) {
            text += "; " + MESSAGES.get("state." + leaves.state());
        }
        return leaves.adapter() == Adapter.VMWARE_HOST
                ? text + "; " + AddressesCommand.ofAdapter(leaves).get(0)
                : text;
    }

    /** The key of what a beginner needs to know of one route. */
    static String key(Route route, List<LocalAddress> own) {
        boolean single = route.prefixLength() == 8 * route.destination().getAddress().length;
        if (route.kind() != Route.Kind.UNICAST) {
            return "route." + route.kind();
        } else if (route.prefixLength() == 0) {
            return route.gateway() == null ? "route.default-direct" : "route.default";
        } else if (route.destination().isLoopbackAddress()) {
            return "route.loopback";
        } else if (route.destination().isMulticastAddress()) {
            return "route.multicast";
        } else if (single && own.stream().anyMatch(a -> a.address().equals(route.destination()))) {
            return "route.local";
        } else if (route.gateway() != null) {
            return single ? "route.host-behind" : "route.behind";
        } else if (route.destination().isLinkLocalAddress()) {
            return "route.link-local";
        }
        return single ? "route.host-direct" : "route.direct";
    }
}
