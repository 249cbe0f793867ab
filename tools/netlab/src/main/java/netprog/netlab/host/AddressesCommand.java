package netprog.netlab.host;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

/**
 * Shows the interfaces and addresses of this machine in words that a beginner understands, the address to tell a partner
 * first of all.
 */
@Command(name = "addresses")
public final class AddressesCommand implements Callable<Integer> {
    private static final Messages MESSAGES = new Messages("netprog.netlab.host.messages");

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Shows the addresses. */
    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        List<LocalInterface> interfaces = LocalInterface.all();
        List<LocalAddress> all = LocalAddress.all();
        Optional<LocalAddress> best = LocalAddress.forPartner(all);
        if (json) {
            Json.print(out, document(interfaces, all, best));
            return 0;
        }
        out.println(best.map(a -> MESSAGES.get("addresses.partner", Addresses.show(a.address())))
                .orElseGet(() -> MESSAGES.get("addresses.alone")));
        out.println();
        Table table =
                new Table().row((Object[]) MESSAGES.get("addresses.columns").split(",", -1));
        List<Route> routes = guest(interfaces) ? Routes.all() : List.of();
        for (LocalInterface each : interfaces) {
            table.row(row(each, routes));
            for (LocalAddress address : all) {
                if (address.interfaceName().equals(each.name())) {
                    table.row(row(address, best.isPresent() && best.get().equals(address)));
                }
            }
        }
        table.lines().forEach(out::println);
        out.println();
        out.println(MESSAGES.get("native", OsFamily.choose("ip a", "ifconfig", "ipconfig /all")));
        return 0;
    }

    private static boolean guest(List<LocalInterface> interfaces) {
        return interfaces.stream().anyMatch(each -> each.adapter() == LocalAddress.Adapter.VMWARE_GUEST);
    }

    private static Object[] row(LocalInterface each, List<Route> routes) {
        return new Object[] {
            each.name(), each.state().word(), each.mtu(), each.mac().isEmpty() ? "-" : each.mac(), words(each, routes)
        };
    }

    private static Object[] row(LocalAddress address, boolean best) {
        String words = MESSAGES.get(
                best ? "addresses.best" : "scope." + address.scope().name());
        return new Object[] {"", "", "", Addresses.show(address.address()) + "/" + address.prefixLength(), words};
    }

    /** What a beginner needs to know of one interface. */
    static String words(LocalInterface each, List<Route> routes) {
        List<String> words = new ArrayList<>();
        if (each.state() != LocalInterface.State.UP) {
            words.add(MESSAGES.get("state." + each.state().word()));
        }
        if (!each.description().equals(each.name())) {
            words.add(each.description());
        }
        String network = VirtualNetwork.hostSide(each);
        if (!network.isEmpty()) {
            words.add(network);
        } else if (each.hostSide()) {
            words.add(MESSAGES.get("addresses.host-side", each.adapter().product()));
        } else if (!each.adapter().product().isEmpty()) {
            words.add(MESSAGES.get("addresses.guest", each.adapter().product()));
        }
        VirtualNetwork.guess(each, routes).ifPresent(mode -> words.add(MESSAGES.get("mode." + mode.word())));
        return String.join("; ", words);
    }

    private static Map<String, Object> document(
            List<LocalInterface> interfaces, List<LocalAddress> all, Optional<LocalAddress> best) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (LocalAddress each : all) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("interface", each.interfaceName());
            row.put("description", each.description());
            row.put("address", Addresses.show(each.address()));
            row.put("prefixLength", each.prefixLength());
            row.put("mac", each.mac());
            row.put("scope", each.scope().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            row.put("adapter", each.adapter().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            row.put("up", each.up());
            row.put("forPartner", best.isPresent() && best.get().equals(each));
            rows.add(row);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("forPartner", best.map(a -> Addresses.show(a.address())).orElse(null));
        document.put("addresses", rows);
        document.put("interfaces", interfaces.stream().map(LocalInterface::json).toList());
        return document;
    }
}
