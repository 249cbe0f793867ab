package netprog.netlab.capture;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import netprog.netlab.common.OsFamily;

/** Finds the programs of Wireshark in the folders where each system's installer puts them. */
final class WiresharkProgram {
    private WiresharkProgram() {}

    /**
     * Finds {@code dumpcap} or {@code tshark}.
     *
     * @throws CaptureException with what to install
     */
    static String find(String name) throws CaptureException {
        Optional<Path> program = search(OsFamily.CURRENT == OsFamily.WINDOWS ? name + ".exe" : name);
        if (program.isEmpty()) {
            throw new CaptureException(1, "missing." + name + "." + OsFamily.choose("linux", "mac", "windows"), name);
        }
        return program.get().toString();
    }

    /** Looks for a program in the path and in Wireshark's folder. */
    static Optional<Path> search(String file) {
        List<String> folders =
                new ArrayList<>(List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)));
        folders.addAll(OsFamily.choose(
                List.of("/usr/sbin", "/sbin"),
                List.of("/Applications/Wireshark.app/Contents/MacOS"),
                List.of(System.getenv().getOrDefault("ProgramFiles", "C:\\Program Files") + "\\Wireshark")));
        // Files.isExecutable is false if only the group wireshark may run dumpcap, and this user is not in it.
        return folders.stream()
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, file))
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
