package netprog.netlab.host;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import netprog.netlab.common.OsFamily;
import netprog.util.Bytes;

/**
 * One network interface of this host.
 *
 * @param index the system's number for it
 * @param name such as {@code eth0}
 * @param description what Windows shows for it; elsewhere the same as the name
 * @param state whether packets can leave
 * @param mac such as {@code 00:0c:29:12:34:56}; empty if it has none
 * @param mtu the largest packet in bytes (maximum transmission unit)
 * @param loopback whether it is the loopback interface
 */
public record LocalInterface(
        int index, String name, String description, State state, String mac, int mtu, boolean loopback) {

    /** Whether packets can leave through an interface. */
    public enum State {
        UP,
        /** It is switched on, and the cable is out, or the other end is off; systems other than Linux call it down. */
        NO_CARRIER,
        DOWN;

        /** Returns {@code up}, {@code no-carrier} or {@code down}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Lists the interfaces by their numbers: on Linux all of them, as {@code ip link} does. Elsewhere those that have an
     * address: Windows has dozens without one, which {@code ipconfig} does not show either.
     *
     * @throws IOException if the system does not tell; on Linux also if the program {@code ip} is missing
     */
    public static List<LocalInterface> all() throws IOException {
        List<LocalInterface> all = new ArrayList<>();
        if (OsFamily.CURRENT == OsFamily.LINUX) {
            for (IpRoute2.Link link : IpRoute2.links()) {
                boolean ethernet = "ether".equals(link.linkType());
                all.add(new LocalInterface(
                        link.ifindex(),
                        link.ifname(),
                        link.ifname(),
                        state(link.flags()),
                        ethernet ? link.address() : "",
                        link.mtu(),
                        link.flags().contains("LOOPBACK")));
            }
        } else {
            all.addAll(withAnAddress());
        }
        all.sort(Comparator.comparing(LocalInterface::index));
        return all;
    }

    /** Lists the interfaces that have an address, as Java knows them on every system. */
    static List<LocalInterface> withAnAddress() throws SocketException {
        Map<String, LocalInterface> all = new LinkedHashMap<>();
        LocalAddress.all().forEach(address -> all.put(address.owner().name(), address.owner()));
        return List.copyOf(all.values());
    }

    static LocalInterface of(NetworkInterface each) throws SocketException {
        byte[] mac = each.getHardwareAddress();
        return new LocalInterface(
                each.getIndex(),
                each.getName(),
                each.getDisplayName(),
                each.isUp() ? State.UP : State.DOWN,
                mac == null ? "" : Bytes.hex(mac).replace(' ', ':'),
                each.getMTU(),
                each.isLoopback());
    }

    private static State state(List<String> flags) {
        return !flags.contains("UP") ? State.DOWN : flags.contains("LOWER_UP") ? State.UP : State.NO_CARRIER;
    }

    /** Tells what kind of adapter it is. */
    public Adapter adapter() {
        return Adapter.of(this);
    }
}
