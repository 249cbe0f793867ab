package netprog.netlab.capture;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds the programs that Wireshark brings along, where each system's installer puts them. */
final class WiresharkProgram {
    private static final String SYSTEM = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    static final boolean WINDOWS = SYSTEM.startsWith("windows");
    static final boolean MAC = SYSTEM.startsWith("mac");

    private WiresharkProgram() {}

    /**
     * Finds {@code dumpcap} or {@code tshark}.
     *
     * @param name without {@code .exe}
     * @param missing the sentence that says what to install; {@code {0}} is the program
     * @return the program's file
     * @throws CaptureException if it is not there
     */
    static String find(String name, String missing) throws CaptureException {
        Path program = search(WINDOWS ? name + ".exe" : name);
        if (program == null) {
            throw new CaptureException(1, missing + (WINDOWS ? ".windows" : MAC ? ".mac" : ".linux"), name);
        }
        return program.toString();
    }

    /**
     * Looks for a program.
     *
     * @param file the file's name
     * @return where it is; null if it is nowhere
     */
    static Path search(String file) {
        List<String> folders =
                new ArrayList<>(List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)));
        if (WINDOWS) {
            folders.add(System.getenv().getOrDefault("ProgramFiles", "C:\\Program Files") + "\\Wireshark");
        } else if (MAC) {
            folders.add("/Applications/Wireshark.app/Contents/MacOS");
        } else {
            folders.add("/usr/sbin");
            folders.add("/sbin");
        }
        for (String folder : folders) {
            Path program = Path.of(folder, file);
            // Files.isExecutable is false where the group wireshark may run dumpcap and this user is not in it.
            if (!folder.isEmpty() && Files.isRegularFile(program)) {
                return program;
            }
        }
        return null;
    }
}
