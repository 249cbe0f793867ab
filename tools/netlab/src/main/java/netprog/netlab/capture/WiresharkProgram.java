package netprog.netlab.capture;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import netprog.netlab.common.OsFamily;
import netprog.netlab.common.SystemCommand;

/** Finds the programs of Wireshark in the folders where each system's installer puts them. */
final class WiresharkProgram {
    private WiresharkProgram() {}

    /**
     * Finds {@code dumpcap} or {@code tshark}.
     *
     * @throws CaptureException with what to install
     */
    static String find(String name) throws CaptureException {
        Optional<Path> program = SystemCommand.find(
                OsFamily.choose(name, name, name + ".exe"),
                OsFamily.choose(
                        List.of("/usr/sbin", "/sbin"),
                        List.of("/Applications/Wireshark.app/Contents/MacOS"),
                        List.of(System.getenv().getOrDefault("ProgramFiles", "C:\\Program Files") + "\\Wireshark")));
        if (program.isEmpty()) {
            throw new CaptureException(1, "missing." + name + "." + OsFamily.choose("linux", "mac", "windows"), name);
        }
        return program.get().toString();
    }
}
