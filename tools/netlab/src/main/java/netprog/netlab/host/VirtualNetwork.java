package netprog.netlab.host;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import netprog.util.LocalAddress.Adapter;
import netprog.util.Messages;

/** Says which network of a virtual machine monitor an interface belongs to. */
final class VirtualNetwork {
    private static final Messages MESSAGES = new Messages("netprog.netlab.host.messages");

    private VirtualNetwork() {}

    /** VMware's three modes, which are the three networks that it makes. */
    enum Mode {
        /** VMnet0: the guest is one more machine of its host's network. */
        BRIDGED,
        /** VMnet8: the guest goes out through its host, with the host's address. */
        NAT,
        /** VMnet1: the guest and its host, nobody else. */
        HOST_ONLY;

        /** Names the mode as {@code ./netprog lab} does. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Words for the host's own end of a network for virtual machines: 00:50:56:c0:00:08 is VMnet8.
     *
     * @return words; empty where it is another interface
     */
    static String hostSide(LocalInterface end) {
        if (end.adapter() != Adapter.VMWARE_HOST) {
            return "";
        }
        int number = Integer.parseInt(end.mac().substring(15), 16);
        return MESSAGES.get(number == 1 ? "vmnet.1" : number == 8 ? "vmnet.8" : "vmnet", number);
    }

    /**
     * Guesses the mode of a VMware guest from its way out: without a default route it is host-only; VMware's NAT router is
     * number 2 of its network, where a bridged guest's router usually has another number.
     *
     * @param guest an interface
     * @param routes the routes of this machine
     * @return the mode that it probably has; empty where the interface is not VMware's
     */
    static Optional<Mode> guess(LocalInterface guest, List<Route> routes) {
        if (guest.adapter() != Adapter.VMWARE_GUEST) {
            return Optional.empty();
        }
        for (Route route : routes) {
            boolean out = route.prefixLength() == 0 && route.gateway() != null;
            if (out && route.interfaceName().equals(guest.name())) {
                return Optional.of(isNatRouter(route.gateway()) ? Mode.NAT : Mode.BRIDGED);
            }
        }
        return Optional.of(Mode.HOST_ONLY);
    }

    private static boolean isNatRouter(InetAddress gateway) {
        byte[] bytes = gateway.getAddress();
        return bytes.length == 4 && bytes[0] == (byte) 192 && bytes[1] == (byte) 168 && bytes[3] == 2;
    }
}
