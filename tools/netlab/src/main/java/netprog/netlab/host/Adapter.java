package netprog.netlab.host;

import java.util.Locale;

/** What the name of an interface and the first bytes of its MAC address tell of its adapter. */
public enum Adapter {
    /** No product for virtual machines is known by this name or prefix. */
    ORDINARY(""),
    /** A guest of VMware (00:0c:29, 00:50:56, 00:05:69, 00:1c:14). */
    VMWARE_GUEST("VMware"),
    /** The host's own end of a VMware network: 00:50:56:c0:00:01 is VMnet1, ...:08 is VMnet8. */
    VMWARE_HOST("VMware VMnet"),
    /** A guest of VirtualBox (08:00:27). */
    VIRTUALBOX_GUEST("VirtualBox"),
    /** The host's own end of a VirtualBox network (0a:00:27). */
    VIRTUALBOX_HOST("VirtualBox host-only"),
    /** A guest of Hyper-V (00:15:5d), which WSL 2 is too. */
    HYPER_V("Hyper-V"),
    /** The host's own end of a Hyper-V network: an adapter "vEthernet" of Windows. */
    HYPER_V_HOST("Hyper-V"),
    /** A guest of QEMU or KVM (52:54:00). */
    QEMU_GUEST("QEMU/KVM"),
    /** The host's own end of a network of libvirt. */
    QEMU_HOST("QEMU/KVM"),
    /** A guest of Parallels (00:1c:42). */
    PARALLELS_GUEST("Parallels"),
    /** A guest of Xen (00:16:3e). */
    XEN_GUEST("Xen"),
    /** A container of Docker (02:42; since Docker 28 the MAC address is random). */
    DOCKER("Docker"),
    /** The host's own end of a Docker network. */
    DOCKER_HOST("Docker");

    private final String product;

    Adapter(String product) {
        this.product = product;
    }

    /** Returns the name of the product, such as {@code VMware}; empty for an ordinary adapter. */
    public String product() {
        return product;
    }

    /** Tells whether it only joins this host with its own virtual machines or containers: no other host reaches it. */
    public boolean isHostSide() {
        return name().endsWith("_HOST");
    }

    /** Tells whether this host is a virtual machine. */
    public boolean isGuest() {
        return this != ORDINARY && this != DOCKER && !isHostSide();
    }

    /** Returns such as {@code vmware-guest}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Adapter of(LocalInterface each) {
        String mac = each.mac().toLowerCase(Locale.ROOT);
        String name = each.name();
        if (mac.startsWith("00:50:56:c0:00:") || name.matches("vmnet\\d+")) {
            return VMWARE_HOST;
        } else if (mac.startsWith("0a:00:27") || name.matches("vboxnet\\d+")) {
            return VIRTUALBOX_HOST;
        } else if (name.matches("virbr\\d+")) {
            return QEMU_HOST;
        } else if (name.matches("docker\\d+|docker_gwbridge|br-[0-9a-f]{12}")) {
            return DOCKER_HOST;
        } else if (mac.startsWith("02:42:")) {
            return name.startsWith("eth") ? DOCKER : DOCKER_HOST;
        }
        return switch (mac.isEmpty() ? "" : mac.substring(0, 8)) {
            case "00:0c:29", "00:50:56", "00:05:69", "00:1c:14" -> VMWARE_GUEST;
            case "08:00:27" -> VIRTUALBOX_GUEST;
            case "00:15:5d" -> each.description().contains("Virtual Ethernet Adapter") ? HYPER_V_HOST : HYPER_V;
            case "52:54:00" -> QEMU_GUEST;
            case "00:1c:42" -> PARALLELS_GUEST;
            case "00:16:3e" -> XEN_GUEST;
            default -> ORDINARY;
        };
    }
}
