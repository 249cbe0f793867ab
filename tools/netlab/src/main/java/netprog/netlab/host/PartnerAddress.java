package netprog.netlab.host;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import netprog.netlab.host.VirtualNetwork.Mode;
import netprog.util.Addresses;
import netprog.util.Messages;

/**
 * The address to tell a partner who wants to reach a server on this host.
 *
 * @param address of an interface that is up, and not of the host's end of a network for virtual machines
 * @param network the network of virtual machines that it is in, if it is in one
 */
public record PartnerAddress(LocalAddress address, Optional<VirtualNetwork> network) {
    private static final Messages MESSAGES = new Messages("netprog.netlab.host.messages");

    /**
     * Chooses: an address that reaches farther than its own cable, one that others reach, IPv4, no tunnel, and of those the
     * one of the default route.
     *
     * @return empty if this host has no address but its own loopback
     */
    public static Optional<PartnerAddress> choose(List<LocalAddress> all, List<Route> routes) {
        return all.stream()
                .filter(a -> a.isUp()
                        && a.scope() != LocalAddress.Scope.LOOPBACK
                        && !a.owner().adapter().isHostSide())
                .map(a -> new PartnerAddress(a, VirtualNetwork.of(a.owner(), all, routes)))
                .min(Comparator.comparing((PartnerAddress a) -> a.address.scope() == LocalAddress.Scope.LINK_LOCAL)
                        .thenComparing(a -> !a.isReachable())
                        .thenComparing(a -> !a.address.isIpv4())
                        .thenComparing(a -> a.address.owner().mac().isEmpty()) // a tunnel, as a rule
                        .thenComparing(a -> metric(a.address, routes)));
    }

    /** Tells whether other hosts of its network reach it without more ado. */
    public boolean isReachable() {
        return network.isEmpty() || network.get().mode() == Mode.BRIDGED;
    }

    /** The address in a sentence, which begins with what keeps others away from it. */
    public String sentence() {
        String key = isReachable() ? "partner" : network.get().mode().toString();
        String product = network.map(VirtualNetwork::product).orElse("");
        return MESSAGES.get("addresses." + key, Addresses.show(address.address()), product);
    }

    /** The metric of the default route through the address's interface; the largest number if there is none. */
    private static long metric(LocalAddress address, List<Route> routes) {
        return routes.stream()
                .filter(route -> route.isDefault() && route.isIpv4() == address.isIpv4())
                .filter(route -> route.interfaceName().equals(address.owner().name()))
                .mapToLong(Route::metric)
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
