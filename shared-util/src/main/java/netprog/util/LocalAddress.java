package netprog.util;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One address of this machine, as a student needs to know it.
 *
 * @param interfaceName what the system calls the network interface, such as {@code eth0}
 * @param description what Windows shows for it; elsewhere the same as the name
 * @param address the address, with its zone where it is an IPv6 link-local one
 * @param prefixLength how many leading bits are the network's: 0 to 32, or 0 to 128 for IPv6
 * @param mac the hardware address, such as {@code 00:0c:29:12:34:56}; empty where there is none
 * @param scope how far the address reaches
 * @param adapter what kind of adapter the hardware address tells of
 * @param up whether the interface is switched on
 */
public record LocalAddress(
        String interfaceName,
        String description,
        InetAddress address,
        int prefixLength,
        String mac,
        Scope scope,
        Adapter adapter,
        boolean up) {

    /** Of one interface: IPv4 as they come, then IPv6, for which Linux has no order, link-local ones last. */
    static final Comparator<LocalAddress> ORDER = Comparator.comparing(a -> a.address() instanceof Inet4Address
            ? ""
            : (a.scope() == Scope.LINK_LOCAL ? "2 " : "1 ")
                    + Bytes.hex(a.address().getAddress()));

    /** How far an address reaches. */
    public enum Scope {
        /** Only this machine: 127.0.0.0/8 (RFC 1122, section 3.2.1.3), ::1, and what else the loopback interface has. */
        LOOPBACK,
        /** Only this cable: 169.254.0.0/16 (RFC 3927) and fe80::/10 (RFC 4291, section 2.5.6). */
        LINK_LOCAL,
        /** Private networks: RFC 1918, 100.64.0.0/10 behind a provider's NAT (RFC 6598), and fc00::/7 (RFC 4193). */
        SITE_LOCAL,
        /** Any other, as a rule an address of the whole internet. */
        GLOBAL
    }

    /** What the first bytes of a hardware address tell of its adapter. */
    public enum Adapter {
        /** No maker of virtual machines is known by this prefix. */
        ORDINARY(""),
        /** This machine is a guest of VMware (00:0c:29, 00:50:56, 00:05:69, 00:1c:14). */
        VMWARE_GUEST("VMware"),
        /** The host's own end of a VMware network: 00:50:56:c0:00:01 is VMnet1, ...:08 is VMnet8. */
        VMWARE_HOST("VMware VMnet"),
        /** A guest of VirtualBox (08:00:27). */
        VIRTUALBOX_GUEST("VirtualBox"),
        /** The host's own end of a VirtualBox network (0a:00:27). */
        VIRTUALBOX_HOST("VirtualBox host-only"),
        /** Hyper-V, which WSL uses too (00:15:5d): the host's end or a guest's. */
        HYPER_V("Hyper-V"),
        /** A guest of QEMU or KVM (52:54:00). */
        QEMU_GUEST("QEMU/KVM"),
        /** A guest of Parallels (00:1c:42). */
        PARALLELS_GUEST("Parallels"),
        /** A guest of Xen (00:16:3e). */
        XEN_GUEST("Xen"),
        /** Docker (02:42): the host's own end of its network, or a container's {@code eth0}. */
        DOCKER("Docker");

        private final String product;

        Adapter(String product) {
            this.product = product;
        }

        /**
         * Names the product.
         *
         * @return such as {@code VMware}; empty for an ordinary adapter
         */
        public String product() {
            return product;
        }

        /**
         * Reads the maker off a hardware address.
         *
         * @param mac pairs of hexadecimal digits with colons, such as {@code 00:0c:29:12:34:56}; may be empty
         * @return the kind of adapter
         */
        public static Adapter of(String mac) {
            String lower = mac.toLowerCase(Locale.ROOT);
            if (lower.startsWith("00:50:56:c0:00:")) {
                return VMWARE_HOST;
            } else if (lower.startsWith("02:42:")) {
                return DOCKER;
            }
            return switch (lower.length() < 8 ? "" : lower.substring(0, 8)) {
                case "00:0c:29", "00:50:56", "00:05:69", "00:1c:14" -> VMWARE_GUEST;
                case "08:00:27" -> VIRTUALBOX_GUEST;
                case "0a:00:27" -> VIRTUALBOX_HOST;
                case "00:15:5d" -> HYPER_V;
                case "52:54:00" -> QEMU_GUEST;
                case "00:1c:42" -> PARALLELS_GUEST;
                case "00:16:3e" -> XEN_GUEST;
                default -> ORDINARY;
            };
        }
    }

    /**
     * Tells whether the adapter only joins this machine with its own virtual machines or containers.
     *
     * @return true where a partner at another machine cannot use the address
     */
    public boolean hostSide() {
        return hostSide(adapter, interfaceName);
    }

    /**
     * Tells the same of an interface that may have no address.
     *
     * @param adapter what kind of adapter it is
     * @param interfaceName such as {@code eth0}: Docker has the same hardware addresses at both ends
     * @return true for the host's own end
     */
    public static boolean hostSide(Adapter adapter, String interfaceName) {
        return switch (adapter) {
            case VMWARE_HOST, VIRTUALBOX_HOST -> true;
            case DOCKER -> !interfaceName.startsWith("eth");
            default -> false;
        };
    }

    /**
     * Lists the addresses of this machine, as {@code ip a}, {@code ifconfig} and {@code ipconfig} do.
     *
     * @return every address of every interface, in the order of the interfaces' numbers; IPv4 as the system has them: the first
     *     one before those that were added to it; then IPv6, link-local ones last; none where even the loopback interface is
     *     down
     * @throws SocketException if the system does not tell
     */
    public static List<LocalAddress> all() throws SocketException {
        List<NetworkInterface> interfaces = interfaces();
        interfaces.sort(Comparator.comparingInt(NetworkInterface::getIndex));
        List<LocalAddress> all = new ArrayList<>();
        for (NetworkInterface each : interfaces) {
            List<LocalAddress> own = new ArrayList<>();
            for (InterfaceAddress address : each.getInterfaceAddresses()) {
                own.add(of(each, address));
            }
            Collections.reverse(own); // Java puts the last one first
            own.sort(ORDER);
            all.addAll(own);
        }
        return all;
    }

    /**
     * Chooses the address to tell a partner who wants to reach a server on this machine: of an interface that is up,
     * no loopback, not the host's end of a network for virtual machines; IPv4 before IPv6, and one that reaches
     * farther than its own cable before one that does not.
     *
     * @param all the addresses of this machine
     * @return the best of them, if there is one that a partner can use
     */
    public static Optional<LocalAddress> forPartner(List<LocalAddress> all) {
        return all.stream()
                .filter(a -> a.up() && a.scope() != Scope.LOOPBACK && !a.hostSide())
                .min(Comparator.comparing((LocalAddress a) -> a.scope() == Scope.LINK_LOCAL)
                        .thenComparing(a -> !(a.address() instanceof Inet4Address)));
    }

    /**
     * Tells how far an address reaches.
     *
     * @param address an IPv4 or IPv6 address
     * @return its scope
     */
    public static Scope scope(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address.isLoopbackAddress()) {
            return Scope.LOOPBACK;
        } else if (address.isLinkLocalAddress()) {
            return Scope.LINK_LOCAL;
        } else if (bytes.length == 4 ? isPrivate(address) : (bytes[0] & 0xfe) == 0xfc) {
            return Scope.SITE_LOCAL;
        }
        return Scope.GLOBAL;
    }

    private static boolean isPrivate(InetAddress ipv4) {
        byte[] bytes = ipv4.getAddress();
        return ipv4.isSiteLocalAddress() || bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    }

    /** Java throws where no interface has an address, as in a fresh network namespace. */
    private static List<NetworkInterface> interfaces() throws SocketException {
        try {
            return Collections.list(NetworkInterface.getNetworkInterfaces());
        } catch (SocketException e) {
            if ("No network interfaces configured".equals(e.getMessage())) {
                return new ArrayList<>();
            }
            throw e;
        }
    }

    private static LocalAddress of(NetworkInterface owner, InterfaceAddress address) throws SocketException {
        byte[] hardware = owner.getHardwareAddress();
        String mac = hardware == null ? "" : Bytes.hex(hardware).replace(' ', ':');
        return new LocalAddress(
                owner.getName(),
                owner.getDisplayName(),
                address.getAddress(),
                address.getNetworkPrefixLength(),
                mac,
                owner.isLoopback() ? Scope.LOOPBACK : scope(address.getAddress()),
                Adapter.of(mac),
                owner.isUp());
    }
}
