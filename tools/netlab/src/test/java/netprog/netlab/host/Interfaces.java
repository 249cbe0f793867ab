package netprog.netlab.host;

/** Interfaces for tests. */
final class Interfaces {
    private Interfaces() {}

    static LocalInterface named(String name, String mac) {
        return named(name, mac, LocalInterface.State.UP);
    }

    static LocalInterface named(String name, String mac, LocalInterface.State state) {
        return new LocalInterface(2, name, name, state, mac, 1500, name.equals("lo"));
    }
}
