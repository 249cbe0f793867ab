package netprog.netlab.doctor;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import netprog.netlab.doctor.DoctorScene.Ask;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import netprog.wire.Wine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same causes, and the doctor in a Windows JVM: on Wine, over the TCP of Linux. What Wine hides is left out: it passes
 * no ICMP error of a datagram to a program; an ICMPv6 message of a firewall reaches a program of Windows as if its own firewall
 * had refused; and its ping takes a router's message for an answer.
 */
@Tag("full")
@Execution(ExecutionMode.CONCURRENT)
class WindowsDoctorIT {
    @BeforeAll
    static void needsPrograms() {
        SystemProgram.find("ip", "iproute2");
        SystemProgram.find("nft", "nftables");
    }

    static Stream<DoctorScene> oracle() {
        return DoctorCauses.scenesOfBothProtocols();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oracle")
    void everyCauseHasItsVerdict(DoctorScene scene, @TempDir Path folder) throws IOException {
        List<Wine> windows = new ArrayList<>(); // one, and it ends with its lab
        DoctorScenesIT.play(scene, shown(scene), (lab, questions) -> {
            if (windows.isEmpty()) {
                windows.add(new Wine(folder, command -> lab.command("guest", command)));
            }
            return Program.start(windows.get(0).java(doctor(questions)));
        });
    }

    private static List<String> doctor(List<String> questions) {
        String classes = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Wine.path(Path.of(entry)))
                .collect(Collectors.joining(";"));
        List<String> args = new ArrayList<>(List.of("-Duser.language=en", "-cp", classes, DoctorMain.class.getName()));
        args.addAll(questions);
        return args;
    }

    private static List<Ask> shown(DoctorScene scene) {
        return scene.asks().stream().filter(ask -> shown(scene, ask)).toList();
    }

    private static boolean shown(DoctorScene scene, Ask ask) {
        boolean udp = ask.arguments().contains("--udp");
        boolean six = ask.arguments().contains(":");
        if (udp && scene.toString().startsWith("the cable is pulled")) {
            return false; // by then Linux has forgotten that it once had contact
        }
        return switch (ask.verdict()) {
            case REFUSED -> !udp;
            case PROHIBITED -> !udp && !six;
            case UNREACHABLE -> six || scene.toString().startsWith("no such host");
            default -> true;
        };
    }
}
