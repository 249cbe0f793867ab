package netprog.netlab.host;

import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import netprog.util.Bytes;
import netprog.util.LocalAddress;

/**
 * One network interface of this machine.
 *
 * @param index the system's number for it
 * @param name such as {@code eth0}
 * @param description what Windows shows for it; elsewhere the same as the name
 * @param state whether packets can leave
 * @param mac the hardware address, such as {@code 00:0c:29:12:34:56}; empty where there is none
 * @param mtu the largest packet in bytes (maximum transmission unit)
 */
public record LocalInterface(int index, String name, String description, State state, String mac, int mtu) {
    private static final int FLAG_UP = 1;
    private static final int FLAG_LOWER_UP = 1 << 16;
    private static final int ETHERNET = 1;
    private static final int ADDRESS = 1;
    private static final int NAME = 3;
    private static final int MTU = 4;

    /** Whether packets can leave through an interface. */
    public enum State {
        /** They can. */
        UP,
        /** It is switched on, and the cable is out, or the other end is off; systems other than Linux say down. */
        NO_CARRIER,
        /** It is switched off. */
        DOWN;

        /**
         * Names the state.
         *
         * @return {@code up}, {@code no-carrier} or {@code down}
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Lists the interfaces: on Linux all of them, as {@code ip a} does. Elsewhere, and where the kernel may not be asked,
     * those that have an address (Windows has dozens without one that {@code ipconfig} does not show either).
     *
     * @return the interfaces in the order of their numbers
     * @throws IOException if the system does not tell
     */
    public static List<LocalInterface> all() throws IOException {
        List<LocalInterface> all;
        try {
            all = Netlink.isLinux() ? ofLinux() : ofJava();
        } catch (IOException e) {
            all = ofJava();
        }
        all.sort(Comparator.comparing(LocalInterface::index));
        return all;
    }

    private static List<LocalInterface> ofJava() throws IOException {
        Map<String, LocalInterface> all = new LinkedHashMap<>();
        for (LocalAddress address : LocalAddress.all()) {
            NetworkInterface owner = NetworkInterface.getByName(address.interfaceName());
            if (owner != null) { // it may be gone by now
                State state = owner.isUp() ? State.UP : State.DOWN;
                all.put(
                        owner.getName(),
                        new LocalInterface(
                                owner.getIndex(),
                                owner.getName(),
                                owner.getDisplayName(),
                                state,
                                address.mac(),
                                owner.getMTU()));
            }
        }
        return new ArrayList<>(all.values());
    }

    /** Reads each struct ifinfomsg and its attributes. */
    static List<LocalInterface> ofLinux() throws IOException {
        List<LocalInterface> all = new ArrayList<>();
        for (ByteBuffer message : Netlink.list(Netlink.GET_LINKS)) {
            int type = message.getShort(2);
            int flags = message.getInt(8);
            Map<Integer, ByteBuffer> attributes = Netlink.attributes(message.position(16));
            String name = StandardCharsets.UTF_8
                    .decode(attributes.get(NAME))
                    .toString()
                    .replace("\0", "");
            ByteBuffer hardware = type == ETHERNET ? attributes.get(ADDRESS) : null;
            byte[] mac = new byte[hardware == null ? 0 : hardware.remaining()];
            if (hardware != null) {
                hardware.get(mac);
            }
            State up = (flags & FLAG_LOWER_UP) != 0 ? State.UP : State.NO_CARRIER;
            all.add(new LocalInterface(
                    message.getInt(4),
                    name,
                    name,
                    (flags & FLAG_UP) == 0 ? State.DOWN : up,
                    mac(mac),
                    attributes.get(MTU).getInt(0)));
        }
        return all;
    }

    private static String mac(byte[] hardware) {
        return Bytes.hex(hardware).replace(' ', ':');
    }

    /**
     * Tells what kind of adapter the hardware address tells of.
     *
     * @return the kind
     */
    public LocalAddress.Adapter adapter() {
        return LocalAddress.Adapter.of(mac);
    }

    /**
     * Tells whether the interface only joins this machine with its own virtual machines or containers.
     *
     * @return true where a partner at another machine cannot use its addresses
     */
    public boolean hostSide() {
        return LocalAddress.hostSide(adapter(), name);
    }

    /** The row of {@code addresses --json}. */
    Map<String, Object> json() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("interface", name);
        row.put("description", description);
        row.put("state", state.word());
        row.put("mac", mac);
        row.put("mtu", mtu);
        row.put("adapter", adapter().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        return row;
    }
}
