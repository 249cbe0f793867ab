package netprog.netlab.host;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/** Shows the interfaces and addresses of this host in words that a beginner understands, the address for a partner first. */
@Command(name = "addresses")
public final class AddressesCommand implements Callable<Integer> {
    private static final Messages MESSAGES = new Messages("netprog.netlab.host.messages");

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private List<LocalAddress> own;
    private List<Route> routes;
    private Optional<PartnerAddress> best;
    private Map<String, String> unusual = Map.of();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        own = LocalAddress.all();
        routes = Routes.allOrNone();
        unusual = IpRoute2.unusual();
        best = PartnerAddress.choose(
                own.stream().filter(each -> state(each).isEmpty()).toList(), routes);
        Optional<String> incomplete = Optional.empty();
        List<LocalInterface> interfaces;
        try {
            interfaces = LocalInterface.all();
        } catch (IOException e) {
            interfaces = LocalInterface.withAnAddress();
            incomplete = Optional.of(MESSAGES.get("addresses.incomplete", e.getMessage()));
        }
        if (json) {
            Json.print(out, document(interfaces));
            return 0;
        }
        out.println(best.map(PartnerAddress::sentence).orElseGet(() -> MESSAGES.get("addresses.alone")));
        out.println();
        Table table =
                new Table().row((Object[]) MESSAGES.get("addresses.columns").split(",", -1));
        for (LocalInterface each : interfaces) {
            table.row(
                    each.name(), each.state(), each.mtu(), each.mac().isEmpty() ? "-" : each.mac(), description(each));
            own.stream()
                    .filter(address -> address.owner().name().equals(each.name()))
                    .forEach(address -> table.row("", "", "", address, description(address)));
        }
        table.lines().forEach(out::println);
        out.println();
        incomplete.ifPresent(out::println);
        out.println(MESSAGES.get("native", OsFamily.choose("ip a", "ifconfig", "ipconfig /all")));
        return 0;
    }

    private boolean isForPartner(LocalAddress address) {
        return best.filter(PartnerAddress::isReachable)
                .map(PartnerAddress::address)
                .equals(Optional.of(address));
    }

    /** Why the system does not use an address as usual; empty if it does. */
    private String state(LocalAddress address) {
        return unusual.getOrDefault(Addresses.show(address.address()).replaceFirst("%.*", ""), "");
    }

    private String description(LocalAddress address) {
        if (!state(address).isEmpty()) {
            return MESSAGES.get("addresses." + state(address));
        }
        return MESSAGES.get(isForPartner(address) ? "addresses.best" : "scope." + address.scope());
    }

    private String description(LocalInterface each) {
        List<String> parts = new ArrayList<>();
        if (each.state() != LocalInterface.State.UP) {
            parts.add(MESSAGES.get("state." + each.state()));
        }
        if (!each.description().equals(each.name())) {
            parts.add(each.description());
        }
        parts.addAll(ofAdapter(each));
        VirtualNetwork.of(each, own, routes)
                .ifPresent(network -> parts.add(MESSAGES.get("mode." + network.mode(), network.product())));
        return String.join("; ", parts);
    }

    /** What the adapter tells, at most one sentence: 00:50:56:c0:00:08 is VMware's network VMnet8. */
    static List<String> ofAdapter(LocalInterface each) {
        Adapter adapter = each.adapter();
        if (adapter == Adapter.VMWARE_HOST) {
            int number = each.mac().startsWith("00:50:56:c0:00:")
                    ? Integer.parseInt(each.mac().substring(15), 16)
                    : Integer.parseInt(each.name().replaceAll("\\D", ""));
            return List.of(MESSAGES.get(number == 1 ? "vmnet.1" : number == 8 ? "vmnet.8" : "vmnet", number));
        } else if (adapter == Adapter.ORDINARY) {
            return List.of();
        }
        return List.of(
                MESSAGES.get(adapter.isHostSide() ? "addresses.host-side" : "addresses.guest", adapter.product()));
    }

    private record Document(String forPartner, List<AddressRow> addresses, List<InterfaceRow> interfaces) {}

    private record AddressRow(
            @JsonProperty("interface") String interfaceName,
            String description,
            String address,
            int prefixLength,
            String mac,
            String scope,
            String adapter,
            boolean up,
            boolean forPartner) {}

    private record InterfaceRow(
            @JsonProperty("interface") String interfaceName,
            String description,
            String state,
            String mac,
            int mtu,
            String adapter,
            String network) {}

    private Document document(List<LocalInterface> interfaces) {
        return new Document(
                best.filter(PartnerAddress::isReachable)
                        .map(chosen -> Addresses.show(chosen.address().address()))
                        .orElse(null),
                own.stream().map(this::row).toList(),
                interfaces.stream().map(this::row).toList());
    }

    private AddressRow row(LocalAddress each) {
        LocalInterface owner = each.owner();
        return new AddressRow(
                owner.name(),
                owner.description(),
                Addresses.show(each.address()),
                each.prefixLength(),
                owner.mac(),
                each.scope().toString(),
                owner.adapter().toString(),
                each.isUp(),
                isForPartner(each));
    }

    private InterfaceRow row(LocalInterface each) {
        return new InterfaceRow(
                each.name(),
                each.description(),
                each.state().toString(),
                each.mac(),
                each.mtu(),
                each.adapter().toString(),
                VirtualNetwork.of(each, own, routes)
                        .map(network -> network.mode().toString())
                        .orElse(null));
    }
}
