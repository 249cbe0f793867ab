package netprog.netlab.host;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The network that a virtual machine or a container is in, as far as the names and numbers of an interface tell.
 *
 * @param product such as {@code VMware VMnet8}
 * @param mode how its guests reach others
 */
public record VirtualNetwork(String product, Mode mode) {
    /** What VMware names the three ways; other products have the same. */
    public enum Mode {
        /** The guest is one more host in the network of its own host. */
        BRIDGED,
        /** The guest reaches others through its host, with the host's address. */
        NAT,
        /** The guest and its host, and no others. */
        HOST_ONLY;

        /** Returns the name that {@code ./netprog lab} has for it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * A network whose guests are behind the NAT of their host.
     *
     * @param adapter what the guest must have; null if the numbers alone tell, because no MAC address is sure (a name may be
     *     given to any interface, and Docker has random ones)
     * @param router the last byte of the router's address
     */
    private record Nat(String product, Adapter adapter, String network, int prefixLength, int router) {
        boolean is(LocalInterface guest, InetAddress gateway) {
            byte[] bytes = gateway.getAddress();
            return (adapter == null || adapter == guest.adapter())
                    && Route.samePrefix(gateway, number(network), prefixLength)
                    && (router == 0 || bytes[bytes.length - 1] == router);
        }
    }

    /** The numbers that the products choose where nobody chose others. */
    private static final List<Nat> NATS = List.of(
            new Nat("VMware VMnet8", Adapter.VMWARE_GUEST, "192.168.0.0", 16, 2),
            new Nat("VMware VMnet8", Adapter.VMWARE_GUEST, "172.16.0.0", 16, 2), // Fusion
            new Nat("VirtualBox", Adapter.VIRTUALBOX_GUEST, "10.0.0.0", 16, 2),
            new Nat("QEMU/KVM", Adapter.QEMU_GUEST, "10.0.2.0", 24, 2),
            new Nat("VirtualBox", null, "10.0.2.0", 24, 2),
            new Nat("QEMU/KVM (libvirt)", null, "192.168.122.0", 24, 1),
            new Nat("WSL, Hyper-V", Adapter.HYPER_V, "172.16.0.0", 12, 0),
            new Nat("Docker", Adapter.DOCKER, "172.16.0.0", 12, 1),
            new Nat("Docker", null, "172.17.0.0", 24, 1),
            new Nat("Parallels", Adapter.PARALLELS_GUEST, "10.211.55.0", 24, 0));

    /**
     * Tells what network this host, a guest, is in, from its way out: VMware's NAT router is number 2 of its network, where a
     * bridged guest's router usually has another number; a host-only network has no router.
     *
     * @param guest an interface of this host
     * @param own its addresses
     * @param routes the routes of this host
     * @return empty if the interface is that of an ordinary host, or nothing is known
     */
    public static Optional<VirtualNetwork> of(LocalInterface guest, List<LocalAddress> own, List<Route> routes) {
        if (guest.adapter().isHostSide()) {
            return Optional.empty();
        }
        Optional<InetAddress> router = routes.stream()
                .filter(route -> route.isDefault() && route.gateway() != null && route.isIpv4())
                .filter(route -> route.interfaceName().equals(guest.name()))
                .map(Route::gateway)
                .findFirst();
        Optional<Nat> nat = router.flatMap(
                gateway -> NATS.stream().filter(each -> each.is(guest, gateway)).findFirst());
        String product = guest.adapter().product();
        if (nat.isPresent()) {
            return Optional.of(new VirtualNetwork(nat.get().product(), Mode.NAT));
        } else if (guest.adapter() == Adapter.VMWARE_GUEST) {
            return Optional.of(
                    router.isPresent()
                            ? new VirtualNetwork(product + " VMnet0", Mode.BRIDGED)
                            : new VirtualNetwork(product + " VMnet1", Mode.HOST_ONLY));
        }
        boolean hostOnly = guest.adapter() == Adapter.VIRTUALBOX_GUEST
                && router.isEmpty()
                && own.stream().anyMatch(a -> Route.samePrefix(a.address(), number("192.168.56.0"), 21));
        return hostOnly ? Optional.of(new VirtualNetwork(product, Mode.HOST_ONLY)) : Optional.empty();
    }

    private static InetAddress number(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
    }
}
